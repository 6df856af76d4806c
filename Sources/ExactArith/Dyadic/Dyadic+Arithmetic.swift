/// Ring operations, exact: dyadic numbers are closed under them.
///
/// The bits of an exact sum span both operands: 2^(10¹²) + 1 does not fit in memory and traps. Where operands
/// may lie that far apart use `sum(_:_:bits:rounding:)`.
extension Dyadic {
  public static func + (a: Dyadic, b: Dyadic) -> Dyadic {
    if a.isZero { return b }
    if b.isZero { return a }
    if a.exponent == b.exponent {
      return Dyadic(significand: a.significand + b.significand, exponent: a.exponent)
    }
    // Exactly one of the aligned significands is odd, and so is their sum.
    if a.exponent > b.exponent {
      return Dyadic(normalized: (a.significand << (a.exponent - b.exponent)) + b.significand, b.exponent)
    }
    return Dyadic(normalized: (b.significand << (b.exponent - a.exponent)) + a.significand, a.exponent)
  }

  public static func - (a: Dyadic, b: Dyadic) -> Dyadic { a + (-b) }

  public static func * (a: Dyadic, b: Dyadic) -> Dyadic {
    if a.isZero || b.isZero { return Dyadic() }
    return Dyadic(normalized: a.significand * b.significand, a.exponent + b.exponent)
  }

  public static prefix func - (a: Dyadic) -> Dyadic { Dyadic(normalized: -a.significand, a.exponent) }

  public static func += (a: inout Dyadic, b: Dyadic) { a = a + b }
  public static func -= (a: inout Dyadic, b: Dyadic) { a = a - b }
  public static func *= (a: inout Dyadic, b: Dyadic) { a = a * b }

  /// self · 2ⁿ.
  public func scaled(byPowerOfTwo n: Int) -> Dyadic {
    isZero ? self : Dyadic(normalized: significand, exponent + n)
  }

  /// selfⁿ, with 0⁰ = 1. Precondition: n ≥ 0.
  public func power(_ n: Int) -> Dyadic {
    isZero && n > 0 ? self : Dyadic(normalized: significand.power(n), exponent * n)
  }

  public var magnitude: Dyadic { signum() < 0 ? -self : self }
  public var isZero: Bool { significand.isZero }
  public func signum() -> Int { significand.signum() }
}
