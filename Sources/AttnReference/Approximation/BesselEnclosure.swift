public import ExactArith

/// Enclosures of the modified Bessel functions I_k(x) = Σ_m (x/2)^(2m+k)/(m!·(m+k)!), the Chebyshev coefficients of
/// e^(xt) on [−1, 1]: e^(xt) = I₀(x) + 2ΣI_k(x)T_k(t) (Theory, S5).
///
/// For all functions: 0 ≤ x ≤ `largestArgument` and 2 ≤ bits, and the result's width is at most 2^(1−bits) of its lower
/// end. All terms are positive, so that roundings never cancel.
public enum BesselEnclosure {
  /// Far beyond what a certificate needs; it bounds the number of terms.
  public static let largestArgument = 1 << 16

  /// I_k(x). Precondition: order ≥ 0. Complexity: O(order + x + bits) operations on intervals.
  public static func besselI(order: Int, at x: Rational, bits: Int) -> Interval {
    precondition(order >= 0, "BesselEnclosure: the order \(order) is negative")
    check(x, bits)
    if x.isZero { return order == 0 ? 1 : 0 }
    return narrowed(bits: bits) { series(order: order, at: x, bits: $0) }
  }

  /// Σ_{k > degree} I_k(x): half of what truncating the Chebyshev series after `degree` leaves at t = 1.
  /// Precondition: degree ≥ 0.
  public static func tail(after degree: Int, at x: Rational, bits: Int) -> Interval {
    precondition(degree >= 0, "BesselEnclosure: the degree \(degree) is negative")
    check(x, bits)
    if x.isZero { return 0 }
    return narrowed(bits: bits) { sum(from: degree + 1, step: 1, at: x, bits: $0) }
  }

  /// I_n(x) + I_{3n}(x) + I_{5n}(x) + …: half of the least error that a polynomial of degree n − 1 can have.
  /// Precondition: n ≥ 1.
  public static func oddMultiples(of n: Int, at x: Rational, bits: Int) -> Interval {
    precondition(n >= 1, "BesselEnclosure: the order \(n) is not positive")
    check(x, bits)
    if x.isZero { return 0 }
    return narrowed(bits: bits) { sum(from: n, step: 2 * n, at: x, bits: $0) }
  }

  private static func check(_ x: Rational, _ bits: Int) {
    precondition(
      x.signum() >= 0 && x <= Rational(largestArgument), "BesselEnclosure: the argument is out of range")
    precondition(bits >= 2, "BesselEnclosure: \(bits) bits; at least two are needed")
  }

  /// The first enclosure, with growing working precision, that is as narrow as promised.
  private static func narrowed(bits: Int, _ enclosure: (Int) -> Interval) -> Interval {
    var working = bits + 32
    while true {
      let result = enclosure(working).rounded(toBits: bits + 3)
      if result.width <= result.lower.scaled(byPowerOfTwo: 1 - bits) { return result }
      working += 32
    }
  }

  /// I_k(x) for x > 0. Term m + 1 is (x/2)²/((m+1)(m+1+k)) times term m, a factor that falls with m: once it is at
  /// most 1/2, all that is left is at most twice the next term. Terms are integers in units of one power of two, rounded
  /// down and up side by side.
  private static func series(order: Int, at x: Rational, bits: Int) -> Interval {
    let (numerator, denominator) = (x.numerator * x.numerator, x.denominator * x.denominator * 4)
    var factorial: Integer = 1
    for i in 0..<order { factorial *= i + 1 }
    let first = Interval(
      Rational(x.numerator.power(order), (x.denominator * 2).power(order) * factorial), bits: bits)
    let unit = first.lower.magnitudeExponent - bits - 16
    var below = first.lower.floor(toExponent: unit)
    var above = first.upper.ceiling(toExponent: unit)
    var (sumBelow, sumAbove) = (below, above)
    var m = 0
    while true {
      m += 1
      let divisor = denominator * (m * (m + order))
      below = (below * numerator).floorDivided(by: divisor)
      above = (above * numerator).ceilingDivided(by: divisor)
      let isFalling = numerator * 2 <= denominator * ((m + 1) * (m + 1 + order))
      if isFalling, above.bitWidth + bits < sumBelow.bitWidth {
        return Interval(
          lower: Dyadic(significand: sumBelow, exponent: unit),
          upper: Dyadic(significand: sumAbove + above * 2, exponent: unit))
      }
      sumBelow += below
      sumAbove += above
    }
  }

  /// I_n + I_{n+step} + … for n ≥ 1. Term by term I_{k+1}(x) ≤ (x/2)/(k+1)·I_k(x): from k + 1 ≥ x on each is at most
  /// half the one before, and all that is left is at most twice the next term.
  private static func sum(from n: Int, step: Int, at x: Rational, bits: Int) -> Interval {
    var sum: Interval = 0
    var order = n
    while true {
      let term = series(order: order, at: x, bits: bits)
      if Rational(order + 1) >= x, term.upper <= sum.lower.scaled(byPowerOfTwo: -bits) {
        return Interval(lower: sum.lower, upper: sum.upper + term.upper.scaled(byPowerOfTwo: 1))
      }
      sum = (sum + term).rounded(toBits: bits)
      order += step
    }
  }
}
