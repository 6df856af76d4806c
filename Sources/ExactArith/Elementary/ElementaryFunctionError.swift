/// Why an elementary function has no enclosure.
public enum ElementaryFunctionError: Error, Hashable, Sendable {
  /// exp of a number above 2⁴⁰.
  case exponentialOverflow
  /// log of a number that is not positive, or of an interval that reaches 0.
  case logarithmOfNonPositive
  /// sqrt of a negative number, or of an interval that reaches below 0.
  case squareRootOfNegative
}

extension ElementaryFunctionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .exponentialOverflow:
      "exp of a number above 2^40 is not computed: shift the argument (subtract the maximum) first"
    case .logarithmOfNonPositive:
      "log of a number that is not certainly positive: check the sign, or enclose the argument more tightly"
    case .squareRootOfNegative:
      "sqrt of a number that may be negative: check the sign, or enclose the argument more tightly"
    }
  }
}
