/// Conversion to hardware formats in a stated direction.
extension Dyadic {
  /// The binary64 number next to self in the stated direction, correct at every edge: beyond the greatest
  /// finite number, `down` (for a positive number) and `towardZero` give ±greatestFiniteMagnitude, `up` and
  /// `nearest` ±∞ (to nearest from 2¹⁰²⁴ − 2⁹⁷⁰ on, as IEEE 754 says); subnormal results are rounded once.
  /// A negative number that rounds to zero gives −0; 0 gives +0.
  public func double(rounding direction: RoundingDirection) -> Double {
    converted(significandBits: 53, leastExponent: -1074, rounding: direction)
  }

  /// The binary32 number next to self in the stated direction; see `double(rounding:)`.
  public func float(rounding direction: RoundingDirection) -> Float {
    converted(significandBits: 24, leastExponent: -149, rounding: direction)
  }

  /// The binary16 number next to self in the stated direction; see `double(rounding:)`.
  public func float16(rounding direction: RoundingDirection) -> Float16 {
    converted(significandBits: 11, leastExponent: -24, rounding: direction)
  }

  private func converted<F: BinaryFloatingPoint>(
    significandBits: Int, leastExponent: Int, rounding direction: RoundingDirection
  ) -> F {
    if isZero { return 0 }
    let isNegative = signum() < 0
    let magnitude = isNegative ? -self : self
    let direction = isNegative ? direction.reversed : direction
    let result: F
    if magnitude.magnitudeExponent - 1 > Int(F.greatestFiniteMagnitude.exponent) {
      result = direction == .up || direction == .nearest ? F.infinity : F.greatestFiniteMagnitude
    } else {
      // The unit of the last place where self lies, and self in these units: at most 2^significandBits.
      let unit = Swift.max(magnitude.magnitudeExponent - significandBits, leastExponent)
      let rounded = magnitude.rounded(toExponent: unit, direction)
      let count = rounded.floor(toExponent: unit).asInt!
      // Both factors are exact, and so is the product, unless rounding up or to nearest has led to
      // 2^(greatest exponent + 1): then it is infinity, as it must be.
      result = F(sign: .plus, exponent: F.Exponent(unit), significand: F(count))
    }
    return isNegative ? -result : result
  }
}

extension Rational {
  /// The binary64 number next to self in the stated direction; see `Dyadic.double(rounding:)`.
  public func double(rounding direction: RoundingDirection) -> Double {
    isZero
      ? 0 : Dyadic.roundedToOdd(numerator, denominator, bits: 60).double(rounding: direction)
  }

  /// The binary32 number next to self in the stated direction, rounded once; see `Dyadic.double(rounding:)`.
  public func float(rounding direction: RoundingDirection) -> Float {
    isZero
      ? 0 : Dyadic.roundedToOdd(numerator, denominator, bits: 60).float(rounding: direction)
  }
}
