internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// `error-curve`: the certified relative error of one best polynomial, beside Chebyshev's and Taylor's of its degree.
struct ErrorCurvePlot {
  private let row: RelativeRow

  init(_ row: RelativeRow) { self.row = row }

  var plot: Plot { Plot(name: "error-curve", script: script, data: data) }

  private static let bits = 96
  private static let intervals = 480

  private var degree: Int { row.minimal.degree }
  private var attained: SupNormCertificate { row.minimal.attained }

  private var data: String {
    let s = row.scoreBound
    let chebyshev = chebyshevPolynomial
    let taylor = taylorPolynomial
    let lines = (0...Self.intervals).map { i -> [String] in
      let x = s * Rational(2 * i - Self.intervals, Self.intervals)
      let best = error(of: attained.polynomial, at: x)
      return [
        PlotText.number(x), best.lower.decimal(digits: 12, rounding: .down),
        best.upper.decimal(digits: 12, rounding: .up), PlotText.number(error(of: chebyshev, at: x)),
        PlotText.number(error(of: taylor, at: x)),
      ]
    }
    let places =
      [-s]
      + attained.cells.map { Rational(Dyadic(significand: $0, exponent: attained.cellExponent)) } + [s]
    let extrema = zip(places, attained.deviations).map { place, deviation in
      [
        PlotText.number(place), deviation.lower.decimal(digits: 12, rounding: .down),
        deviation.upper.decimal(digits: 12, rounding: .up),
      ]
    }
    return PlotText.data([
      ("x, lower and upper end of the error's enclosure, Chebyshev's error, Taylor's error", lines),
      ("certified extrema: x, lower and upper end of the error's enclosure", extrema),
    ])
  }

  /// p(x)·e^(−x) − 1, enclosed.
  private func error(of polynomial: Polynomial, at x: Rational) -> Interval {
    // |x| is at most a score bound: nothing can throw.
    polynomial.enclosure(at: x, bits: Self.bits) * (try! Interval.exp(of: -x, bits: Self.bits)) - 1
  }

  private var taylorPolynomial: Polynomial {
    var factorial: Integer = 1
    return Polynomial(
      (0...degree).map { k in
        if k > 0 { factorial *= k }
        return Rational(1, factorial)
      })
  }

  /// With coefficients so precise that the picture does not show what they lack.
  private var chebyshevPolynomial: Polynomial {
    let series = try! ChebyshevSeries(attained.problem)
    return series.polynomial(series.coefficients(through: degree, bits: Self.bits).map(\.midpoint))
  }

  private var script: String {
    let s = row.scoreBound
    let head = PlotText.head(
      "error-curve",
      title:
        "Relative error p(x)/exp(x) − 1 on [−\(s.shortText), \(s.shortText)] of the best polynomial of degree"
        + " \(degree)", height: 660)
    return head + """
      s = \(PlotText.number(s))
      epsilon = \(PlotText.number(row.epsilon))
      best = \(PlotText.number(attained.error))
      below = \(PlotText.number(row.minimal.excluded?.bound ?? 0))
      chebyshev = \(PlotText.number(error(of: chebyshevPolynomial, at: s).magnitude))
      taylor = \(PlotText.number(error(of: taylorPolynomial, at: s).magnitude))
      set multiplot
      set lmargin 9
      set rmargin 22
      set xrange [-s:s]
      set tmargin at screen 0.92
      set bmargin at screen 0.50
      set ylabel "error / ε"
      set yrange [-1.2*below/epsilon:1.2*below/epsilon]
      set ytics 1
      set format x ""
      set arrow 1 from -s, 1 to s, 1 nohead linewidth 1.5 dashtype 2 linecolor rgb grey
      set arrow 2 from -s, -1 to s, -1 nohead linewidth 1.5 dashtype 2 linecolor rgb grey
      set arrow 3 from -s, below/epsilon to s, below/epsilon nohead linewidth 1.5 dashtype 3 linecolor rgb red
      set arrow 4 from -s, -below/epsilon to s, -below/epsilon nohead linewidth 1.5 dashtype 3 linecolor rgb red
      set label 1 "+ε = \(PlotText.power(row.epsilon))" at s, 1 left offset 1,0 textcolor rgb grey
      set label 2 "−ε" at s, -1 left offset 1,0 textcolor rgb grey
      set label 3 "{/:Bold degree \(degree)}: all\\nextrema ● certified" at s, 0.1 left offset 1,0 textcolor rgb blue
      set label 4 "degree \(degree - 1): at least this" at s, below/epsilon left offset 1,0 textcolor rgb red
      plot "error-curve.dat" index 0 using 1:($2/epsilon):($3/epsilon) with filledcurves linecolor rgb blue, \\
        "" index 0 using 1:($2/epsilon) with lines linewidth 2 linecolor rgb blue, \\
        "" index 1 using 1:($2/epsilon) with points pointtype 7 linecolor rgb blue
      unset arrow
      unset label
      set tmargin at screen 0.44
      set bmargin at screen 0.11
      set xlabel "x"
      set ylabel "|error|"
      set format x "%g"
      set format y "10^{%T}"
      set logscale y 10
      set ytics 10
      unset mytics
      set yrange [epsilon/1000:50]
      set arrow 1 from -s, epsilon to s, epsilon nohead linewidth 1.5 dashtype 2 linecolor rgb grey
      set label 1 "{/:Bold best}" at s, best left offset 1,-0.2 textcolor rgb blue
      set label 2 "Chebyshev" at s, chebyshev left offset 1,0 textcolor rgb green
      set label 3 "Taylor" at s, taylor left offset 1,0 textcolor rgb orange
      set label 4 "ε" at s, epsilon left offset 1,0.3 textcolor rgb grey
      plot "error-curve.dat" index 0 using 1:(abs($5)) with lines linewidth 2 linecolor rgb orange, \\
        "" index 0 using 1:(abs($4)) with lines linewidth 2 linecolor rgb green, \\
        "" index 0 using 1:(abs($2)) with lines linewidth 2.5 linecolor rgb blue
      unset multiplot

      """
  }
}
