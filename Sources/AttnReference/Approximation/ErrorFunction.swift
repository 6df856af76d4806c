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

  /// The sign of f′(x), exactly. Precision doubles until it is known: e^(λx) is irrational for every rational
  /// x ≠ 0, so only x = 0 can be a tie, and there e⁰ = 1 is exact.
  func derivativeSign(at x: Rational) -> Int {
    guard problem.measure == .absolute else { return critical.sign(at: x) }
    if x.isZero { return (critical.value(at: x) - rate).signum() }
    var bits = 64
    while true {
      let difference =
        critical.enclosure(at: x, bits: bits) - Interval(rate, bits: 400)
        * exponential(of: rate * x, bits: bits)
      if difference.lower.signum() > 0 { return 1 }
      if difference.upper.signum() < 0 { return -1 }
      bits *= 2
    }
  }

  /// The enclosure of all values of f on the cell: its value in the middle m, and the mean value theorem with f′
  /// expanded in exact Taylor coefficients at m, so that a cell of width h around a critical point costs O(h²).
  /// Complexity: O(degree²) integer operations.
  func values(on cell: Cell, bits: Int) -> Interval {
    let variation = largestVariation(on: cell, bits: bits)
    return value(at: cell.midpoint, bits: bits) + Interval(lower: -variation, upper: variation)
  }

  /// An upper bound of |f(x) − f(m)| for x in the cell: its half width h times the maximum of |f′|.
  private func largestVariation(on cell: Cell, bits: Int) -> Dyadic {
    let h = cell.halfWidth
    // f′(m + h·y) for |y| ≤ 1; the sum of the magnitudes of its coefficients bounds it.
    let shifted = critical.substituting(slope: Rational(h), offset: cell.midpoint)
    let steepest: Dyadic
    switch problem.measure {
    case .relative:
      var sum: Integer = 0
      for numerator in shifted.numerators { sum += numerator.magnitude }
      let decay = exponential(of: -rate * Rational(cell.lower), bits: 64).upper
      steepest = Dyadic.quotient(sum, shifted.denominator, bits: 64, rounding: .up) * decay
    case .absolute:
      // λe^(λm)·Σ(λh)ᵏ/k!·yᵏ is subtracted coefficient by coefficient: near a critical point they cancel.
      let growth = Interval(rate * Rational(h), bits: bits)
      var term = Interval(rate, bits: bits) * exponential(of: rate * cell.midpoint, bits: bits)
      var sum = Dyadic.zero
      let count = max(shifted.numerators.count, 8)
      for k in 0..<count {
        sum += (Interval(shifted[k], bits: bits) - term).magnitude.upper
        term = (term * growth * Interval(Rational(1, k + 1), bits: bits)).rounded(toBits: bits)
      }
      // The rest is less than twice its first term, because λh ≤ 1/2 (`Cell.largestExponent`).
      steepest = (sum + term.upper.scaled(byPowerOfTwo: 1)).rounded(toBits: 64, .up)
    }
    return (h * steepest).rounded(toBits: 64, .up)
  }

  /// Widens an enclosure of values of f so that it also holds the value with ln 2 in the place of λ.
  func enlarged(_ values: Interval) -> Interval {
    guard problem.function == .exp2 else { return values }
    let scale =
      switch problem.measure {
      case .relative: values.magnitude.upper + 1
      case .absolute:
        exponential(of: rate * max(problem.lower.magnitude, problem.upper.magnitude), bits: 8).upper
      }
    let slack = scale * Self.rateError
    return values + Interval(lower: -slack, upper: slack)
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
