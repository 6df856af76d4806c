extension Rational {
  /// The largest exponent, decimal or binary, that `init(parsing:)` accepts: beyond it the exact number
  /// would have more than 300 000 bits, which nobody writes on purpose.
  public static let largestParsedExponent = 100_000

  /// Exactly the number that the text says.
  ///
  /// - decimal: `12`, `-0.125`, `.5`, `3.`, `1.5e-7`;
  /// - fraction of two integers: `-3/7`;
  /// - hexadecimal float: `0x1.8p-3`, `0xff`; its exponent is decimal and of base two.
  ///
  /// Nothing else: no white space, no infinity, no separators. An exponent beyond
  /// ±`largestParsedExponent` is refused before anything is computed.
  /// Complexity: quasi-linear in the digits of the result.
  public init(parsing text: String) throws(NumberParseError) {
    guard !text.isEmpty else { throw .empty }
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }

    let magnitude: Rational
    if let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      guard let top = Rational.digits(rest[..<slash], radix: 10),
        let bottom = Rational.digits(rest[(slash + 1)...], radix: 10)
      else { throw .malformed(text) }
      guard !bottom.isZero else { throw .zeroDenominator(text) }
      magnitude = Rational(top, bottom)
    } else if rest.starts(with: "0x".utf8) || rest.starts(with: "0X".utf8) {
      magnitude = try Rational.scaled(rest.dropFirst(2), radix: 16, mark: "p", in: text)
    } else {
      magnitude = try Rational.scaled(rest, radix: 10, mark: "e", in: text)
    }
    self = isNegative ? -magnitude : magnitude
  }

  private static func digits(_ bytes: ArraySlice<UInt8>, radix: Int) -> Integer? {
    guard bytes.first.map({ Integer.isDigit($0, radix: radix) }) == true else { return nil }
    return Integer(String(decoding: bytes, as: UTF8.self), radix: radix)
  }

  /// digits [ . digits ] [ mark [sign] decimal digits ], at least one digit before the mark.
  private static func scaled(
    _ bytes: ArraySlice<UInt8>, radix: Int, mark: Unicode.Scalar, in text: String
  ) throws(NumberParseError) -> Rational {
    var mantissa = bytes
    var exponent = 0
    if let position = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: mark) }) {
      mantissa = bytes[..<position]
      exponent = try parseExponent(bytes[(position + 1)...], in: text)
    }
    var fractionDigits = 0
    if let point = mantissa.firstIndex(of: UInt8(ascii: ".")) {
      fractionDigits = mantissa.endIndex - point - 1
      mantissa = mantissa[..<point] + mantissa[(point + 1)...]
    }
    guard let number = digits(mantissa, radix: radix) else { throw .malformed(text) }
    guard fractionDigits <= largestParsedExponent else { throw .exponentOutOfRange(text) }

    if radix == 16 {
      return Rational(Dyadic(significand: number, exponent: exponent - 4 * fractionDigits))
    }
    let power = Integer(10).power(abs(exponent - fractionDigits))
    return exponent >= fractionDigits ? Rational(number * power) : Rational(number, power)
  }

  private static func parseExponent(
    _ bytes: ArraySlice<UInt8>, in text: String
  ) throws(NumberParseError) -> Int {
    var digits = bytes
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    guard !digits.isEmpty, digits.allSatisfy({ Integer.isDigit($0, radix: 10) }) else {
      throw .malformed(text)
    }
    var value = 0
    for digit in digits {
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
      guard value <= largestParsedExponent else { throw .exponentOutOfRange(text) }
    }
    return isNegative ? -value : value
  }
}
