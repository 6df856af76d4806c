/// Exact hexadecimal text in the style of C99's `%a`.
extension Dyadic {
  /// `0x1.8p+1` for 3: one digit 1 before the point, no trailing zeros, the power of two in decimal with a
  /// sign; `0x0p+0` for 0. Exact, and read back by `Rational(parsing:)` within its limit on exponents.
  public var hexadecimal: String {
    if isZero { return "0x0p+0" }
    let sign = signum() < 0 ? "-" : ""
    let power = magnitudeExponent - 1
    // The bits behind the leading one, filled up to whole digits on the right.
    let count = significand.bitWidth - 1
    let digits = (count + 3) / 4
    var text = ""
    if digits > 0 {
      let all = (significand.magnitude << (4 * digits - count)).text(radix: 16)
      text = "." + all.dropFirst()
    }
    return "\(sign)0x1\(text)p\(power < 0 ? "-" : "+")\(power.magnitude)"
  }
}

extension Double {
  /// Exact text as `Dyadic.hexadecimal`, subnormal numbers with a leading 1 too; `-0x0p+0`, `inf`, `-inf`, `nan`.
  public var hexadecimal: String { hexadecimalText { Dyadic(exactly: $0) } }
}

extension Float {
  /// Exact text as `Dyadic.hexadecimal`, subnormal numbers with a leading 1 too; `-0x0p+0`, `inf`, `-inf`, `nan`.
  public var hexadecimal: String { hexadecimalText { Dyadic(exactly: $0) } }
}

extension Float16 {
  /// Exact text as `Dyadic.hexadecimal`, subnormal numbers with a leading 1 too; `-0x0p+0`, `inf`, `-inf`, `nan`.
  public var hexadecimal: String { hexadecimalText { Dyadic(exactly: $0) } }
}

extension BinaryFloatingPoint {
  fileprivate func hexadecimalText(_ exact: (Self) -> Dyadic) -> String {
    if isNaN { return "nan" }
    if isInfinite { return self < 0 ? "-inf" : "inf" }
    return isZero && sign == .minus ? "-0x0p+0" : exact(self).hexadecimal
  }
}
