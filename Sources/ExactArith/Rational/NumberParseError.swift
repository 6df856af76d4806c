/// Why a text is not an exact number, and what to write instead.
public enum NumberParseError: Error, Hashable, Sendable {
  case empty
  case malformed(String)
  case zeroDenominator(String)
  case exponentOutOfRange(String)
}

extension NumberParseError: CustomStringConvertible {
  public var description: String {
    let forms = "a decimal (-1.25e-3), a fraction (3/7) or a hexadecimal float (0x1.8p-3)"
    switch self {
    case .empty:
      return "a number is missing: write \(forms)"
    case .malformed(let text):
      return "'\(NumberParseError.excerpt(text))' is not a number: write \(forms)"
    case .zeroDenominator(let text):
      return "'\(NumberParseError.excerpt(text))' divides by zero: write a denominator other than 0"
    case .exponentOutOfRange(let text):
      return "the exponent of '\(NumberParseError.excerpt(text))' is beyond "
        + "±\(Rational.largestParsedExponent): write a number with a smaller exponent"
    }
  }

  private static func excerpt(_ text: String) -> String {
    text.count <= 40 ? text : "\(text.prefix(37))..."
  }
}
