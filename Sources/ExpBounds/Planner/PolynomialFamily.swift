public import AttnReference
public import ExactArith

/// Where the polynomial of a kernel comes from, in the order in which a plan tries them at each degree.
///
/// Best approximation first: no polynomial of its degree has a smaller error, so none reaches a target at a lower
/// degree, and on the degree depends the rank and with it the cost; of the same cost it leaves the smallest error. The
/// others can be of use only where rounding the coefficients to binary64 happens to cost them less.
public enum PolynomialFamily: String, CaseIterable, Sendable, Codable {
  case minimax
  /// The Chebyshev series of eˣ on [-S, S], cut off.
  case chebyshev
  /// The Taylor polynomial at 0.
  case taylor

  /// The family's polynomial of this degree in the place of eˣ on [-S, S], S > 0.
  ///
  /// Nothing is proved of it. Errors: those of the interval; `degreeTooHigh`.
  public func polynomial(degree: Int, scoreBound: Rational) throws(ApproximationError) -> Polynomial {
    let problem = try ApproximationProblem.relative(scoreBound: scoreBound)
    guard degree <= ApproximationProblem.largestDegree else { throw .degreeTooHigh }
    switch self {
    case .minimax: return Remez(problem, degree: degree).polynomial()
    case .chebyshev:
      // Powers cancel in Chebyshev polynomials, by less than (1 + √2)^degree; a relative error counts by e^(2S).
      let bits = 128 + 2 * degree + Int(3 * scoreBound.double(rounding: .up))
      let series = try ChebyshevSeries(problem)
      return series.polynomial(series.coefficients(through: degree, bits: bits).map(\.lower))
    case .taylor:
      var coefficient: Rational = 1
      return Polynomial(
        (0...degree).map { k in
          if k > 0 { coefficient = coefficient / Rational(k) }
          return coefficient
        })
    }
  }

  /// The coefficients of p(y) ≈ e^(σy) from the family's polynomial in x = σ₀y: c_k·σ₀ᵏ to nearest binary64; `nil` where
  /// one is infinite.
  func kernelCoefficients(degree: Int, scoreBound: Rational, scale: Rational) throws(ApproximationError)
    -> [Double]?
  {
    let polynomial = try polynomial(degree: degree, scoreBound: scoreBound)
    var power: Rational = 1
    let coefficients = (0...degree).map { k in
      defer { power = power * scale }
      return (polynomial[k] * power).double(rounding: .nearest)
    }
    return coefficients.allSatisfy(\.isFinite) ? coefficients : nil
  }
}
