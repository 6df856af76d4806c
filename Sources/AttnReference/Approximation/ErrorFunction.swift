public import ExactArith

/// The error of one polynomial as a function of x, with what an enclosure of its maximum needs.
///
/// The function is f(x) = p(x)·e^(−λx) − 1 or p(x) − e^(λx) with a *rational* λ: 1 for eˣ, and for 2ˣ a dyadic number
/// within 2^−320 of ln 2, so that critical points are those of polynomials with rational coefficients. What that
/// replacement changes is counted in `enlarged`.
struct ErrorFunction {
  let problem: ApproximationProblem
  let polynomial: Polynomial
  let rate: Rational
  /// Relative: f′ = e^(−λx)·critical. Absolute: f′ = critical − λe^(λx).
  let critical: Polynomial
  /// R = 2^reachExponent ≥ |x| on the interval.
  private let reachExponent: Int
  /// Σ|q_k|·(2R)ᵏ < 2^doubledExponent for the coefficients of `critical`.
  private let doubledExponent: Int

  private static let rateOfExp2 = Interval.ln2(bits: 320).lower
  /// |x|·|ln 2 − λ| < 2^−310 =: δ/2, and |e^(±δ/2) − 1| ≤ δ.
  private static let rateError = Dyadic.powerOfTwo(-309)

  init(_ problem: ApproximationProblem, _ polynomial: Polynomial) {
    self.problem = problem
    self.polynomial = polynomial
    rate = problem.function == .exp ? 1 : Rational(Self.rateOfExp2)
    critical =
      switch problem.measure {
      case .relative: polynomial.derivative - rate * polynomial
      case .absolute: polynomial.derivative
      }
    let reach = Interval(max(problem.lower.magnitude, problem.upper.magnitude), bits: 8).upper
      .magnitudeExponent
    reachExponent = reach
    let exponents = critical.numerators.enumerated().map { k, numerator in
      numerator.bitWidth + k * (reach + 1)
    }
    // So many numbers below 2^e, over a denominator of at least 2^(bitWidth − 1).
    doubledExponent =
      (exponents.max() ?? 0) + Integer(exponents.count).bitWidth - critical.denominator.bitWidth + 1
  }

  /// The most zeros, with multiplicities, that f′ has on the whole line: a non-zero polynomial has at most its
  /// degree, and p′ − λe^(λx) has at most deg p, since its (deg p)-th derivative has none (Rolle).
  var largestCriticalCount: Int { polynomial.degree ?? 0 }

  /// The enclosure of f(x): absolute width at most about 2^−bits·(1 + |f|) for relative, 2^−bits·(e^(λx) + |f|) for
  /// absolute error.
  func value(at x: Rational, bits: Int) -> Interval {
    let p = polynomial.enclosure(at: x, bits: bits)
    switch problem.measure {
    case .relative: return (p * exponential(of: -rate * x, bits: bits)).rounded(toBits: 2 * bits) - 1
    case .absolute: return p - exponential(of: rate * x, bits: bits)
    }
  }

  /// The sign of f′(x), exactly.
  func derivativeSign(at x: Rational) -> Int {
    problem.measure == .relative ? critical.sign(at: x) : sign(of: derivative(at: x))
  }

  /// The enclosure of critical(x) − λe^(λx), which is f′(x) for absolute error: the point 0, or without 0. Precision
  /// doubles until that is so, which ends: e^(λx) is irrational for every rational x ≠ 0, and e⁰ = 1 is exact.
  func derivative(at x: Rational) -> Interval {
    if x.isZero { return Interval(critical.value(at: x) - rate, bits: 64) }
    var bits = 64
    while true {
      let growth = Interval(rate, bits: 400) * exponential(of: rate * x, bits: bits)
      let difference = critical.enclosure(at: x, bits: bits) - growth
      if sign(of: difference) != 0 { return difference }
      bits *= 2
    }
  }

  /// −1 or 1 for an enclosure without 0, otherwise 0.
  func sign(of values: Interval) -> Int {
    values.lower.signum() > 0 ? 1 : values.upper.signum() < 0 ? -1 : 0
  }

  /// The enclosure of all values of f on the cell: its value in the middle m, and the mean value theorem with f′
  /// expanded in exact Taylor coefficients at m, so that a cell of width h around a critical point costs O(h²).
  /// `tolerance`: how much wider the result may become where that saves Taylor coefficients.
  /// Complexity: O(degree) integer operations for each of them, about a dozen.
  func values(on cell: Cell, bits: Int, tolerance: Dyadic) -> Interval {
    let variation = largestVariation(on: cell, bits: bits, tolerance: tolerance)
    return value(at: cell.midpoint, bits: bits) + Interval(lower: -variation, upper: variation)
  }

  /// An upper bound of |f(x) − f(m)| for x in the cell: its half width h times the maximum of |f′|.
  private func largestVariation(on cell: Cell, bits: Int, tolerance: Dyadic) -> Dyadic {
    let h = cell.halfWidth
    let weight =
      problem.measure == .relative ? exponential(of: -rate * Rational(cell.lower), bits: 64).upper : .one
    let limit = tolerance.magnitudeExponent - 1 - h.magnitudeExponent - weight.magnitudeExponent
    let steepest = taylorSum(
      at: cell.midpoint, halfExponent: cell.exponent - 1, from: 0, bits: bits, limitExponent: limit)
    return (h * weight * steepest).rounded(toBits: 64, .up)
  }

  /// An upper bound of Σ_{k ≥ first} |c_k|·hᵏ, where c_k are the Taylor coefficients at m, for relative error of
  /// `critical`, for absolute error of f′ = critical − λe^(λx), and h = 2^halfExponent ≤ 1/2. It bounds how far that
  /// function gets from its first terms for |x − m| ≤ h.
  ///
  /// As many coefficients are computed that a bound of the others is below 2^limitExponent, and at least eight. That
  /// bound: with |x| ≤ R on the interval and Q(x) = Σ|q_k|xᵏ, |c_k|·hᵏ ≤ hᵏ·Q⁽ᵏ⁾(R)/k! ≤ (h/R)ᵏ·Q(2R), because
  /// Σ_k Q⁽ᵏ⁾(R)/k!·Rᵏ = Q(2R); with h ≤ R/2 the others sum to at most twice the first of them.
  /// Precondition: `isWithinReach(m)`, which every point of the interval is.
  func taylorSum(
    at m: Rational, halfExponent: Int, from first: Int, bits: Int, limitExponent: Int
  ) -> Dyadic {
    var terms = max(critical.numerators.count, Self.leastTerms)
    var sum = Dyadic.zero
    let fall = reachExponent - halfExponent
    if fall >= 1 {
      let needed = max((doubledExponent + 1 - limitExponent + fall) / fall, Self.leastTerms)
      if needed < terms { (terms, sum) = (needed, Dyadic.powerOfTwo(doubledExponent + 1 - needed * fall)) }
    }
    let h = Rational(Dyadic.powerOfTwo(halfExponent))
    let head = critical.substituting(slope: h, offset: m, terms: terms)
    switch problem.measure {
    case .relative:
      var numerators: Integer = 0
      for numerator in head.numerators.dropFirst(first) { numerators += numerator.magnitude }
      sum += Dyadic.quotient(numerators, head.denominator, bits: 64, rounding: .up)
    case .absolute:
      // λe^(λm)·(λh)ᵏ/k! is subtracted coefficient by coefficient: near a critical point they cancel.
      let growth = Interval(rate * h, bits: bits)
      var term = Interval(rate, bits: bits) * exponential(of: rate * m, bits: bits)
      for k in 0..<terms {
        if k >= first { sum += (Interval(head[k], bits: bits) - term).magnitude.upper }
        term = (term * growth * Interval(Rational(1, k + 1), bits: bits)).rounded(toBits: bits)
      }
      // The rest is less than twice its first term, because λh ≤ 1/2.
      sum += term.upper.scaled(byPowerOfTwo: 1)
    }
    return sum
  }

  func isWithinReach(_ m: Rational) -> Bool { m.magnitude <= Rational(Dyadic.powerOfTwo(reachExponent)) }

  private static let leastTerms = 8

  /// Widens an enclosure of values of f so that it also holds the value with ln 2 in the place of λ.
  func enlarged(_ values: Interval) -> Interval {
    guard problem.function == .exp2 else { return values }
    let slack = scale(values.magnitude.upper) * Self.rateError
    return values + Interval(lower: -slack, upper: slack)
  }

  /// What a relative change of 2ˣ by 1 changes where the error is at most `error`.
  private func scale(_ error: Dyadic) -> Dyadic {
    switch problem.measure {
    case .relative: error + 1
    case .absolute:
      exponential(of: rate * max(problem.lower.magnitude, problem.upper.magnitude), bits: 8).upper
    }
  }

  /// A maximal error below this drowns in what λ in the place of ln 2 changes.
  var leastError: Dyadic {
    problem.function == .exp2 ? (scale(0) * Self.rateError).scaled(byPowerOfTwo: 40) : 0
  }
}

/// The closed interval [index, index + 1]·2^exponent.
public struct Cell: Hashable, Sendable {
  public let index: Integer
  public let exponent: Int

  /// Cells are at most one half wide.
  public static let largestExponent = -1
  /// …and no narrower than this power of two.
  public static let leastExponent = -2048

  public var lower: Dyadic { Dyadic(significand: index, exponent: exponent) }
  public var upper: Dyadic { Dyadic(significand: index + 1, exponent: exponent) }
  var midpoint: Rational { Rational(Dyadic(significand: index * 2 + 1, exponent: exponent - 1)) }
  var halfWidth: Dyadic { Dyadic.powerOfTwo(exponent - 1) }
}
