internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// `degree-against-s`: the degrees of all families for one ε, and the forms.
struct DegreePlot {
  let epsilon: Rational
  private let rows: [FormedRow<RelativeRow>]

  init(_ relative: RelativeDegrees, epsilon: Rational) {
    self.epsilon = epsilon
    rows = relative.rows.filter { $0.row.epsilon == epsilon }.sorted { $0.row.scoreBound < $1.row.scoreBound }
    precondition(!rows.isEmpty, "DegreePlot: no row has ε = \(epsilon.shortText)")
  }

  var plot: Plot { Plot(name: "degree-against-s", script: script, data: data) }

  private var data: String {
    let samples = bounds.map { DegreeForms(bound: $0, epsilon: epsilon) }
    return PlotText.data([
      (
        "s, least degree, Chebyshev, C2.2, Taylor",
        rows.map {
          [PlotText.number($0.row.scoreBound)]
            + [$0.degree, $0.row.chebyshev.degree, $0.row.shifted.degree, $0.row.taylor.degree].map(
              String.init)
        }
      ),
      (
        "s, the printed form, where its logarithm is positive",
        samples.compactMap { form in form.printed.map { [PlotText.number(form.bound), PlotText.number($0)] } }
      ),
      (
        "s, the corrected form",
        samples.map { [PlotText.number($0.bound), PlotText.number($0.corrected)] }
      ),
    ])
  }

  /// Sixteen in each octave, and towards the pole from below, where the printed form leaves the picture.
  private var bounds: [Rational] {
    let (least, greatest) = (rows[0].row.scoreBound, rows[rows.count - 1].row.scoreBound)
    var bounds: [Rational] = []
    var octave = least
    while octave < greatest {
      bounds += (0..<16).map { octave * Rational(16 + $0, 16) }
      octave = octave * 2
    }
    bounds.append(greatest)
    let pole = rows[0].forms.lengthL.lower.rounded(toBits: 24, .down)
    bounds += (4...12).map { Rational(pole) * Rational((1 << $0) - 1, 1 << $0) }
    return bounds.filter { least <= $0 && $0 <= greatest }.sorted()
  }

  private var script: String {
    let last = rows[rows.count - 1]
    let head = PlotText.head(
      "degree-against-s",
      title: "Degree that approximates exp on [−s, s] within relative \(PlotText.power(epsilon))", height: 540
    )
    return head + """
      least = \(PlotText.number(rows[0].row.scoreBound))
      greatest = \(PlotText.number(last.row.scoreBound))
      best = \(last.degree)
      chebyshev = \(last.row.chebyshev.degree)
      taylor = \(last.row.taylor.degree)
      corrected = \(PlotText.number(last.forms.corrected))
      pole = \(PlotText.number(last.forms.lengthL))
      set tmargin 3
      set bmargin 3.5
      set rmargin 24
      set xlabel "score bound s"
      set ylabel "degree" offset 1,0
      set logscale x 2
      set logscale y 10
      set xtics ("1/4" 0.25, "1/2" 0.5, 1, 2, 4, 8, 16, 32, 64)
      set ytics (2, 5, 10, 20, 50, 100, 200, 500)
      set xrange [least:1.02*greatest]
      set yrange [2.5:600]
      set arrow from pole, graph 0 to pole, graph 1 nohead linecolor rgb red linewidth 1.5 dashtype 3
      set label "printed form" at pole, graph 0.93 right offset -2,0 textcolor rgb red
      set label sprintf("its pole, s = log(1/ε) = %.1f:\\nbeyond it the logarithm is negative", pole) \\
        at pole, graph 0.12 left offset 1,0 textcolor rgb red
      set label "▲ Taylor" at greatest, taylor left offset 1.5,0 textcolor rgb orange
      set label "◆ Chebyshev, □ C2.2" at greatest, chebyshev left offset 1.5,0 textcolor rgb green
      set label "{/:Bold ● least possible}" at greatest, best left offset 1.5,0 textcolor rgb blue
      set label "corrected form" at greatest, corrected left offset 1.5,-0.2 textcolor rgb grey
      plot "degree-against-s.dat" index 1 using 1:2 with lines linewidth 2 dashtype 2 linecolor rgb red, \\
        "" index 2 using 1:2 with lines linewidth 2 dashtype 4 linecolor rgb grey, \\
        "" index 0 using 1:5 with linespoints linewidth 2 pointtype 9 linecolor rgb orange, \\
        "" index 0 using 1:4 with points linewidth 2 pointtype 4 pointsize 1.5 linecolor rgb green, \\
        "" index 0 using 1:3 with linespoints linewidth 2 pointtype 13 linecolor rgb green, \\
        "" index 0 using 1:2 with linespoints linewidth 3 pointtype 7 linecolor rgb blue

      """
  }
}
