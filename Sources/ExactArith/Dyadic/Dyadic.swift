/// An exact number m·2ᵉ: every finite binary floating-point number is one, and sums and products of such.
///
/// Invariant: `significand` is odd, or the number is 0 and both parts are 0. Equal numbers therefore have
/// equal parts. The exponent is a machine integer and traps on overflow, which no number made from floats
/// by fewer than 2⁵⁰ operations reaches.
public struct Dyadic: Sendable, Hashable {
  /// Odd, or 0.
  public let significand: Integer
  /// 0 for the number 0.
  public let exponent: Int

  /// Parts that already satisfy the invariant.
  init(normalized significand: Integer, _ exponent: Int) {
    self.significand = significand
    self.exponent = exponent
  }

  /// 0.
  public init() { self.init(normalized: 0, 0) }

  /// significand · 2^exponent; the significand may be even.
  public init(significand: Integer, exponent: Int) {
    let zeros = significand.trailingZeroBitCount
    if significand.isZero {
      self.init(normalized: significand, 0)
    } else {
      self.init(normalized: zeros == 0 ? significand : significand >> zeros, exponent + zeros)
    }
  }

  public init(_ value: Int) { self.init(significand: Integer(value), exponent: 0) }
  public init(_ value: Integer) { self.init(significand: value, exponent: 0) }

  public static let zero = Dyadic()
  public static let one = Dyadic(1)

  /// 2^n.
  public static func powerOfTwo(_ n: Int) -> Dyadic { Dyadic(normalized: 1, n) }

  /// The least n with |self| < 2ⁿ: the place above the leading bit. Precondition: self ≠ 0.
  public var magnitudeExponent: Int {
    precondition(!isZero, "Dyadic.magnitudeExponent: zero has no leading bit")
    return exponent + significand.bitWidth
  }
}

extension Dyadic: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}
