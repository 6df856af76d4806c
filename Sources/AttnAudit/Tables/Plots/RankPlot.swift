internal import ExactArith
internal import ExpBounds

/// `rank-against-d`: the rank that a degree needs and the printed one, for every head dimension.
struct RankPlot {
  let degree: Int
  let row: TableSettings.Place

  private static let dimensions = 1...64

  var plot: Plot { Plot(name: "rank-against-d", script: script, data: data) }

  private var data: String {
    let rows = Self.dimensions.map { RankRow(degree: degree, dimension: $0) }
    return PlotText.data([
      (
        "d, rank, printed rank",
        rows.map { ["\($0.dimension)", "\($0.rank)", "\($0.printedRank)"] }
      )
    ])
  }

  private var script: String {
    let last = RankRow(degree: degree, dimension: Self.dimensions.upperBound)
    let place = "s = \(row.scoreBound.shortText), ε = \(PlotText.power(row.epsilon))"
    let head = PlotText.head(
      "rank-against-d", title: "Columns of U₁ and U₂ for degree \(degree) (\(place))", height: 480)
    return head + """
      rank = \(last.rank).0
      printed = \(last.printedRank).0
      tokens = 131072
      set tmargin 3
      set bmargin 3.5
      set rmargin 24
      set xlabel "head dimension d"
      set ylabel "rank" offset 1,0
      set logscale x 2
      set logscale y 10
      set format y "10^{%T}"
      set xtics (1, 2, 4, 8, 16, 32, 64)
      set ytics 100, 1000
      unset mytics
      set xrange [1:65]
      set yrange [1:*]
      set arrow from 1, tokens to 65, tokens nohead linecolor rgb grey linewidth 1.5 dashtype 2
      set label "131 072 tokens: above,\\nmore columns than tokens" at 64, tokens left offset 1.5,0 \\
        textcolor rgb grey
      set label "printed\\nC(2(g + d), 2g)" at 64, printed left offset 1.5,0 textcolor rgb red
      set label "{/:Bold needed}\\nC(g + d, d)" at 64, rank left offset 1.5,0 textcolor rgb blue
      isPower(d) = log(d)/log(2) == int(log(d)/log(2))
      plot "rank-against-d.dat" using 1:3 with lines linewidth 3 linecolor rgb red, \\
        "" using 1:2 with lines linewidth 3 linecolor rgb blue, \\
        "" using 1:(isPower($1) ? $3 : NaN) with points pointtype 5 linecolor rgb red, \\
        "" using 1:(isPower($1) ? $2 : NaN) with points pointtype 7 linecolor rgb blue

      """
  }
}
