import AttnReference
import AttnSpec
import ExactArith

/// Theorem P's bound written anew from the documentation, in rational numbers and enclosures of 300 bits: what the judge
/// computes in intervals of 160 bits must lie just above it.
struct PolynomialBoundOracle {
  let approximation: Interval
  let rounding: Interval
  /// ε_A and ε_D, also where they promise nothing; `nil` where the shift is not known well enough.
  let weights: Interval?
  let rowSums: Interval?

  private static let bits = 300

  /// `nil` where there is no bound.
  init?(
    _ polynomial: KernelPolynomial, _ specification: AttentionSpecification,
    _ arithmetic: PolynomialArithmetic, _ norms: DataNorms
  ) {
    guard specification.mask.left == nil else { return nil }
    guard norms.keys > 0 else {
      (approximation, rounding, weights, rowSums) = (0, 0, 0, 0)
      return
    }
    let scale = OracleScale(specification.scale, dimension: specification.shape.dimension)
    let terms = OracleTerms(polynomial, specification, arithmetic, norms)
    let y = OracleTerms.exact(norms.greatestProduct)
    guard y * scale.lower <= polynomial.approximation.problem.upper, let growth = terms.growth else {
      return nil
    }
    let attained = Rational(polynomial.approximation.error.upper)
    // σ₀ ≤ σ ≤ σ₀(1 + τ): (1 + ε₀)e^(τS) - 1 ≤ ε₀ + 2τS(1 + ε₀).
    let epsilon = attained + 2 * scale.doubt * polynomial.approximation.problem.upper * (1 + attained)
    guard epsilon < 1 else { return nil }

    let v = OracleTerms.exact(norms.valueMagnitude)
    let h = min(OracleTerms.exact(norms.meanValueMagnitude), v)
    let g = (0...terms.degree).reduce(Rational()) {
      $0 + growth[$1] * terms.coefficient($1) * y.power($1)
    }
    let (underflowD, underflowN) = (terms.underflow(growth, value: 1), terms.underflow(growth, value: v))
    func number(_ value: Rational) -> Interval { Interval(value, bits: Self.bits) }
    func exponential(_ x: Rational) -> Interval {
      // σx for σ in the enclosure.
      let x = number(x) * Interval(lower: number(scale.lower).lower, upper: number(scale.upper).upper)
      return try! x.exp(bits: Self.bits)
    }
    let mean = exponential(max(OracleTerms.exact(norms.leastMeanProduct), -y))
    let lost = g + underflowD
    let divisor = number(1 - epsilon) * mean - number(lost)
    guard divisor.lower.signum() > 0 else { return nil }
    func over(_ a: Interval, _ b: Interval) -> Interval { a.divided(by: b, bits: Self.bits)! }
    let r = over(number(g * (h + v) + underflowN + v * underflowD), divisor)
    let format = terms.format
    let last = r + number(format.u) * (number(v) + r) + number(format.lambda)
    guard !terms.mayOverflow(growth), (number(v) + last).upper < Dyadic(exactly: format.limit) else {
      return nil
    }

    let root = try! number(1 - epsilon * epsilon).squareRoot(bits: Self.bits)
    approximation = over(number(epsilon * OracleTerms.exact(norms.valueSpread)), 1 + root)
    rounding = last
    guard let shift = terms.shiftGrowth(scale) else {
      (weights, rowSums) = (nil, nil)
      return
    }
    let lostWeight = lost + terms.weightUnderflow(growth)
    weights = (number(1 + epsilon) + number(lostWeight) * exponential(y)) * number(shift) - 1
    rowSums = (number(1 + epsilon) + over(number(lost), mean)) * number(shift) - 1
  }
}
