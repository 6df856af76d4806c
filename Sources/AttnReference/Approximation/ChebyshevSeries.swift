public import ExactArith

/// The Chebyshev series of e^x on an interval with centre c and half length r:
/// e^x = Σ c_k·T_k((x − c)/r) with c_0 = e^c·I_0(r) and c_k = 2e^c·I_k(r). All coefficients are positive.
public struct ChebyshevSeries: Sendable {
  public let centre: Rational
  public let radius: Rational

  /// Errors: `notForChebyshev` unless the function is eˣ.
  public init(_ problem: ApproximationProblem) throws(ApproximationError) {
    guard problem.function == .exp else { throw .notForChebyshev }
    centre = (problem.lower + problem.upper) * Rational(1, 2)
    radius = (problem.upper - problem.lower) * Rational(1, 2)
  }

  /// The enclosures of c_0, …, c_degree, with a relative width of at most about 2^(3−bits).
  public func coefficients(through degree: Int, bits: Int) -> [Interval] {
    let factor = exponential(of: centre, bits: bits)
    return (0...degree).map { k in
      let product = factor * BesselEnclosure.besselI(order: k, at: radius, bits: bits)
      return (k == 0 ? product : product.scaled(byPowerOfTwo: 1)).rounded(toBits: bits)
    }
  }

  /// The enclosures of what the truncations of degree 0, …, `degree` lack at the upper end, Σ_{k>j} c_k: there T_k = 1,
  /// so this is e^(c+r) less the coefficients so far. It is their absolute error (S5).
  public func remaindersAtUpperEnd(through degree: Int, bits: Int) -> [Interval] {
    var rest = exponential(of: centre + radius, bits: bits)
    return coefficients(through: degree, bits: bits).map {
      rest = rest - $0
      return rest
    }
  }

  /// The enclosures of the relative errors of the truncations of degree 0, …, `degree` at the lower end, where
  /// T_k = (−1)ᵏ.
  public func relativeErrorsAtLowerEnd(through degree: Int, bits: Int) -> [Interval] {
    let growth = exponential(of: radius - centre, bits: bits)
    var sum: Interval = 0
    return coefficients(through: degree, bits: bits).enumerated().map { k, coefficient in
      sum = sum + (k.isMultiple(of: 2) ? coefficient : -coefficient)
      return (sum * growth).rounded(toBits: 2 * bits) - 1
    }
  }

  /// The polynomial Σ coefficients[k]·T_k((x − c)/r), exactly. Clenshaw's recurrence, O(degree²) integer operations.
  public func polynomial(_ coefficients: [Dyadic]) -> Polynomial {
    let exponent = coefficients.map(\.exponent).min().map { min($0, 0) } ?? 0
    // b_k = a_k + 2t·b_{k+1} − b_{k+2}; the sum is a_0 + t·b_1 − b_2.
    var (next, afterNext): ([Integer], [Integer]) = ([], [])
    for k in coefficients.indices.reversed() {
      var current = [coefficients[k].floor(toExponent: exponent)]
      current += next.map { k == 0 ? $0 : $0 << 1 }
      for (j, value) in afterNext.enumerated() { current[j] -= value }
      (next, afterNext) = (current, next)
    }
    return Polynomial(numerators: next, denominator: Integer(1) << -exponent)
      .substituting(slope: radius.reciprocal, offset: -centre * radius.reciprocal)
  }

  /// Whether every number is certainly within 2^−fractionBits of the coefficient that it stands for; nil where the
  /// precision does not tell.
  func areClose(_ numbers: [Dyadic], fractionBits: Int, bits: Int) -> Bool? {
    let limit = Dyadic.powerOfTwo(-fractionBits)
    var isDecided = true
    for (number, exact) in zip(numbers, coefficients(through: numbers.count - 1, bits: bits)) {
      let distance = (exact - Interval(number)).magnitude
      if distance.lower > limit { return false }
      if distance.upper > limit { isDecided = false }
    }
    return isDecided ? true : nil
  }
}
