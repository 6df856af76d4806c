/// Binary64 arithmetic on upper bounds: each result is at least what the exact operation gives, at most one number
/// above it, and exact where a factor is 0. Infinity is a bound like any other; NaN does not arise.
///
/// Sums and products that were rounded to nearest on the way are widened by `factor(roundings:)`: each operation
/// multiplies by 1 + δ with |δ| ≤ u = 2⁻⁵³, so that a term which passes h of them is off by (1 ± u)^±h, and
/// (1+u)^h ≤ e^(hu) ≤ 1 + 2hu, (1-u)^-h ≤ 1/(1-hu) ≤ 1 + 2hu for hu ≤ 1/2.
enum Upward {
  /// Precondition: not ∞ - ∞.
  static func sum(_ a: Double, _ b: Double) -> Double {
    let s = a + b
    guard s.isFinite else { return s }
    // What the rounding has left out (TwoSum); NaN at the edge of overflow counts as something.
    let bb = s - a
    let error = (a - (s - bb)) + (b - bb)
    return error <= 0 ? s : s.nextUp
  }

  static func difference(_ a: Double, _ b: Double) -> Double { sum(a, -b) }

  /// Precondition: neither is negative.
  static func product(_ a: Double, _ b: Double) -> Double { a == 0 || b == 0 ? 0 : (a * b).nextUp }

  /// Precondition: a is not negative, b is positive.
  static func quotient(_ a: Double, _ b: Double) -> Double { a == 0 ? 0 : (a / b).nextUp }

  /// Precondition: a is not negative.
  static func squareRoot(_ a: Double) -> Double { a == 0 ? 0 : a.squareRoot().nextUp }

  /// 1 + h·2⁻⁵², exactly: what bounds the growth by h roundings. Precondition: 0 ≤ h < 2⁵².
  static func factor(roundings h: Int) -> Double { 1 + Double(h) * 0x1p-52 }
}
