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
    let s = PlotText.number(row.scoreBound)
    let epsilon = PlotText.number(row.epsilon)
    return PlotText.head("error-curve", width: 860, height: 640) + """
      s = \(s)
      epsilon = \(epsilon)
      set multiplot
      set xrange [-s:s]
      set title "Relative error p(x)/exp(x) − 1 of the best polynomial of degree \(degree) on [−\(s), \(s)]" font ",17"
      set ylabel "error · 1000"
      set size 1, 0.6
      set origin 0, 0.4
      set yrange [-1.3:1.3]
      plot "error-curve.dat" index 0 using 1:($2*1000):($3*1000) with filledcurves linecolor rgb blue, \\
        "" index 0 using 1:($2*1000) with lines linewidth 2 linecolor rgb blue, \\
        "" index 1 using 1:($2*1000) with points pointtype 7 linecolor rgb blue
      unset title
      set size 1, 0.4
      set origin 0, 0
      set logscale y 10
      set yrange [1e-6:100]
      plot "error-curve.dat" index 0 using 1:(abs($4)) with lines linewidth 2 linecolor rgb green, \\
        "" index 0 using 1:(abs($5)) with lines linewidth 2 linecolor rgb orange, \\
        "" index 0 using 1:(abs($2)) with lines linewidth 2 linecolor rgb blue
      unset multiplot

      """
  }
}
