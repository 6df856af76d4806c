internal import AttnReference
internal import ExactArith

/// Where a Chebyshev series may be cut off, and its coefficients as dyadic numbers.
struct TruncatedSeries {
  let series: ChebyshevSeries
  let degree: Int
  /// The coefficients of T_0, …, T_degree, each within 2^−fractionBits of the exact one.
  let coefficients: [Dyadic]
  let fractionBits: Int

  /// The first degree whose error, of those that `errors` encloses at a precision, is at most epsilon. `weight`: the
  /// error counts a change of the polynomial by at most e^weight.
  init(
    _ series: ChebyshevSeries, epsilon: Rational, weight: Rational,
    errors: (_ degree: Int, _ bits: Int) -> [Interval]
  ) throws(ApproximationError) {
    guard epsilon.signum() > 0, epsilon < 1 else { throw .epsilonOutOfRange }
    guard Self.log2ErrorAtLargestDegree(series, weight: weight) < epsilon.log2 + 1 else {
      throw .degreeTooHigh
    }
    let reach = (series.radius * 2 + series.centre.magnitude).double(rounding: .up)
    let bits = 96 + Int(1.4427 * reach - epsilon.log2)
    var last = 16
    while true {
      let sizes = errors(last, bits).map(\.magnitude)
      if let degree = sizes.firstIndex(where: { Rational($0.upper) <= epsilon }) {
        // All roundings together change the error by at most 2^−26 of itself.
        let slack = Double(27 + Integer(degree + 1).bitWidth) + 1.4427 * weight.double(rounding: .up)
        let fractionBits = max(0, Int((slack - sizes[degree].upper.log2).rounded(.up)))
        self.series = series
        self.degree = degree
        self.fractionBits = fractionBits
        coefficients = series.coefficients(through: degree, bits: bits + fractionBits).map {
          $0.lower.rounded(toExponent: -fractionBits, .nearest)
        }
        return
      }
      guard last < ApproximationProblem.largestDegree else { throw .degreeTooHigh }
      last = min(2 * last, ApproximationProblem.largestDegree)
    }
  }

  /// log₂ of a lower bound of the error at the highest degree that is looked at, so that an epsilon beyond all degrees
  /// is refused before its digits are computed: half of c_n = 2e^c·I_n(r) ≥ 2e^c·(r/2)ⁿ/n!, times the weight.
  private static func log2ErrorAtLargestDegree(_ series: ChebyshevSeries, weight: Rational) -> Double {
    let half = (series.radius * Rational(1, 2)).log2
    let exponent = (series.centre + weight).double(rounding: .nearest) * 1.4427
    return (1...(ApproximationProblem.largestDegree + 1)).reduce(exponent) { $0 + half - Rational($1).log2 }
  }
}

extension Rational {
  /// log₂ of a positive number, approximately.
  var log2: Double { Interval(self, bits: 53).lower.log2 }
}
