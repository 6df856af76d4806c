internal import Glibc
internal import AttnReference
internal import ExactArith

/// How finely the coefficients of a polynomial need to be given: the coefficient of xᵏ to a multiple of
/// 2^(−fractionBits)/Rᵏ with R ≥ max |x|, so that all roundings together change the error by at most 2^−26 of itself.
struct CoefficientGrid {
  private let fractionBits: Int
  private let reachExponent: Int

  init(_ problem: ApproximationProblem, degree: Int, log2Error: Double) {
    let reach = max(problem.lower.magnitude, problem.upper.magnitude).double(rounding: .up)
    reachExponent = Int(log2(reach).rounded(.up))
    // A relative error counts a change at x by e^(−λx), at most e^(−λ·lower).
    let weight = problem.measure == .relative ? -1.4427 * problem.lower.double(rounding: .down) : 0
    let slack = Double(26 + Integer(degree + 1).bitWidth)
    fractionBits = Int((slack - log2Error + max(weight, 0)).rounded(.up))
  }

  func rounded(_ polynomial: Polynomial) -> Polynomial {
    Polynomial(
      polynomial.coefficients.enumerated().map { k, coefficient in
        let exponent = -(fractionBits + k * reachExponent)
        let index = (coefficient * Rational(Dyadic.powerOfTwo(-exponent)) + Rational(1, 2)).floor()
        return Dyadic(significand: index, exponent: exponent)
      })
  }
}
