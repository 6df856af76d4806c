internal import ExactArith
internal import ExpBounds

/// Two panels: what is proved, up to numbers of tokens that nobody will ever have, and what was measured.
extension PhasePlot {
  var script: String { head + proved + measured + "unset multiplot\n" }

  /// The measured panel has the numbers of tokens and bounds that were measured, or these.
  private static let measuredDimensions = 10...16

  private var head: String {
    """
    # Written by attn-audit tables. 'gnuplot phase-diagram.gp' draws ../phase-diagram.svg from phase-diagram.dat.
    set terminal svg size 1200,660 font "Arial,15" background rgb "white"
    set output "../phase-diagram.svg"
    set encoding utf8
    cheapest = 0x74ADD6; cheaper = 0xACCFE9; cheap = 0xDCEBF7; dear = 0xFDE8D4; dearer = 0xF8CDA0
    ink = 0x202020; blue = 0x084A8F; red = 0x9C3D00; grey = 0x505050
    set border 3 linecolor rgb 0x808080
    set tics nomirror out scale 0.5 textcolor rgb 0x404040
    set key off
    set multiplot
    set tmargin at screen 0.835
    set bmargin at screen 0.105
    set xlabel "tokens n" offset 0,0.3
    set label 100 "{/:Bold Where fast attention pays}" at screen 0.016, screen 0.955 left font ",20"
    root = \(PlotText.number(root))
    set label 101 "n tokens in d = log_2 n dimensions, entries of Q, K and V at most B, scores scaled by 1/d, output within 1/n" \\
      at screen 0.016, screen 0.91 left textcolor rgb grey

    """
  }

  private var proved: String {
    """
    set lmargin at screen 0.062
    set rmargin at screen 0.600
    set logscale x 2
    set xrange [7.5:130]
    set yrange [0:2.6]
    set xtics (\([8, 12, 16, 24, 32, 48, 64, 96, 128].map(Self.tic).joined(separator: ", ")))
    set ytics 0.5 format "%.1f"
    set ylabel "largest entry B" offset 1.5,0
    set label 102 "{/:Bold Operations}, proved" at screen 0.062, screen 0.862 left
    set object 1 rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb dearer fillstyle solid noborder
    set label 1 "{/:Bold quadratic kernel cheaper}" at 25, 2.36 center textcolor rgb red front font ",17"
    set label 2 "B ≥ C·√log n, C large: no subquadratic algorithm if SETH holds" at 25, 2.22 center textcolor rgb red front
    set label 3 "n^{1/4} times dearer" at 14, 1.75 center textcolor rgb red front
    set label 4 "{/:Bold polynomial kernel cheaper}" at 62, 0.92 center textcolor rgb blue front font ",17"
    set label 5 "n^{1/4} times cheaper" at 70, 0.53 center textcolor rgb blue front
    set label 6 "n^{1/2} times cheaper" at 70, 0.08 center textcolor rgb blue front
    set label 7 "B = o(√log n): almost linear, n^{1 + o(1)}" at 18, 0.42 center textcolor rgb blue front
    set label 8 sprintf("c·√ln n, c = %.2f", root) at 24.5, 0.72 left textcolor rgb ink front
    shown(d) = \(labelled.map { "d == \($0)" }.joined(separator: " || "))
    plot \(regions), \\
      root*sqrt(log(2)*x) with lines linewidth 2 dashtype 2 linecolor rgb ink, \\
      \(frontierLine), \\
      "" index \(frontierBlock) using 1:2:(shown($1) ? sprintf("g = %d", $3) : "") with labels center offset 0,0.8 \\
        textcolor rgb ink

    """
  }

  private var measured: String {
    """
    unset label
    unset object
    set lmargin at screen 0.662
    set rmargin at screen 0.985
    unset logscale x
    set xrange [\(Self.measuredDimensions.lowerBound - 1):\(Self.measuredDimensions.upperBound + 1)]
    set yrange [0:1.5]
    set xtics (\(stride(from: 10, through: 16, by: 2).map(Self.tic).joined(separator: ", ")))
    set ytics 0.25 format "%.2f"
    unset ylabel
    set label 103 "{/:Bold Seconds}, \(measuredTitle)" at screen 0.662, screen 0.862 left
    set object 1 rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb dear fillstyle solid noborder
    plot \(regions), \
      \(frontierLine)\(marks)

    """
  }

  private var measuredTitle: String {
    diagram.measured.points.isEmpty
      ? "not measured" : "measured: entries in [−B, B], ±B"
  }

  /// Disks where the polynomial kernel was faster, triangles where the quadratic one was, and by what factor.
  private var marks: String {
    guard !diagram.measured.points.isEmpty else { return "" }
    let place = "\"\" index \(measuredBlock) using ($1 - 0.45 + 0.9*$3)"
    func mark(_ condition: String, _ type: Int, _ size: Double, _ colour: String) -> String {
      "\(place):(\(condition) ? $2 : NaN) with points pointtype \(type) pointsize \(size) linecolor rgb \(colour)"
    }
    func label(_ condition: String, _ text: String, _ colour: String) -> String {
      "\(place):2:(\(condition) ? \(text) : \"\") with labels font \",13\" offset 0,0.8 textcolor rgb \(colour)"
    }
    func factor(_ number: String) -> String {
      "sprintf(\(number) < 9.95 ? \"%.1f\" : \"%.0f\", \(number))"
    }
    return ", \\\n  "
      + [
        mark("$4 > 1", 7, 1.1, "\"white\""), mark("$4 > 1", 7, 0.9, "blue"),
        mark("$4 <= 1", 9, 1.3, "\"white\""), mark("$4 <= 1", 9, 1.0, "red"),
        label("$4 > 1", factor("$4") + ".\"×\"", "blue"), label("$4 <= 1", "\"÷\"." + factor("1/$4"), "red"),
      ].joined(separator: ", \\\n  ")
  }

  /// Each region is painted over those where less is saved.
  private var regions: String {
    savings.enumerated().map { index, saving in
      let colour = saving.quarters < 0 ? "dear" : ["cheap", "cheaper", "cheapest"][min(saving.quarters, 2)]
      return (index == 0 ? "\"phase-diagram.dat\"" : "  \"\"")
        + " index \(index) using 1:2 with filledcurves y=0 fillcolor rgb \(colour)"
    }.joined(separator: ", \\\n")
  }

  private var frontierLine: String {
    "\"\" index \(savings.firstIndex(of: PhaseSaving(quarters: 0))!) using 1:2 with lines linewidth 3 linecolor rgb ink"
  }

  /// The frontier's place where every few degrees have their first n.
  private var labelled: [Int] { [8, 14, 20, 30, 40, 60, 80, 120] }

  private static func tic(_ dimension: Int) -> String { "\"2^{\(dimension)}\" \(dimension)" }
}
