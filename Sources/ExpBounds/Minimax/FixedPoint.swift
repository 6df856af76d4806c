internal import ExactArith

/// Numbers as integers in units of 2^−fractionBits, rounded down by every product and quotient. The search may round as
/// it likes: whatever it finds is verified elsewhere.
struct FixedPoint {
  let fractionBits: Int

  func product(_ a: Integer, _ b: Integer) -> Integer {
    var result = a * b
    result >>= fractionBits
    return result
  }

  /// Precondition: b ≠ 0.
  func quotient(_ a: Integer, _ b: Integer) -> Integer { (a << fractionBits).floorDivided(by: b) }

  func number(_ value: Double) -> Integer { Dyadic(exactly: value).floor(toExponent: -fractionBits) }
  func number(_ value: Rational) -> Integer { (value * Rational(Integer(1) << fractionBits)).floor() }
  func dyadic(_ value: Integer) -> Dyadic { Dyadic(significand: value, exponent: -fractionBits) }

  /// e^(a·b).
  func exp(_ a: Integer, _ b: Integer) -> Integer {
    Integer.exp(of: Dyadic(significand: a * b, exponent: -2 * fractionBits), fractionBits: fractionBits)
  }
}
