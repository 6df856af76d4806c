internal import ExactArith

/// What stands in one place of a table. Formats decide on digits and signs; the direction of a rounding is the cell's.
enum TableCell: Equatable, Sendable {
  /// There is nothing to say.
  case empty
  case text(String)
  /// A word in the place of a number that there is not; nothing for programs.
  case mark(String)
  case integer(Integer)
  case rational(Rational)
  /// A real number, rounded: `up` from its upper end, `down` from its lower end, `nearest` from its middle.
  case real(Interval, RoundingDirection)

  /// The same for an exact number, which few digits may hold exactly.
  case fraction(Rational, RoundingDirection)

  static func count(_ value: Int) -> TableCell { .integer(Integer(value)) }
  static func upperBound(_ value: Interval) -> TableCell { .real(value, .up) }
  static func lowerBound(_ value: Dyadic) -> TableCell { .real(Interval(value), .down) }
  static func nearest(_ value: Interval) -> TableCell { .real(value, .nearest) }
}

extension TableCell {
  /// The digits of real numbers for people.
  static let shownDigits = 4
  /// Longer integers are rounded for people.
  static let shownIntegerDigits = 12

  /// As plain text for people, numbers as `Dyadic.decimal` writes them: `1.25e-12`.
  var shown: String {
    switch self {
    case .empty: return ""
    case .text(let text), .mark(let text): return text
    case .integer(let value):
      let digits = value.description
      return digits.count <= Self.shownIntegerDigits
        ? digits : "≈ " + Dyadic(significand: value, exponent: 0).decimal(digits: 3, rounding: .nearest)
    case .rational(let value): return value.shortText
    case .real(let value, let direction): return Self.decimal(value, digits: Self.shownDigits, direction)
    case .fraction(let value, let direction): return Self.decimal(value, digits: Self.shownDigits, direction)
    }
  }

  /// As text for programs: integers and fractions exactly, real numbers with nine digits.
  var exact: String {
    switch self {
    case .integer(let value): value.description
    case .real(let value, let direction): Self.decimal(value, digits: 9, direction)
    case .fraction(let value, let direction): Self.decimal(value, digits: 9, direction)
    case .rational(let value): value.exactDecimal(digits: 9) ?? value.shortText
    case .mark: ""
    case .empty, .text: shown
    }
  }

  private static func decimal(_ value: Interval, digits: Int, _ direction: RoundingDirection) -> String {
    let end =
      switch direction {
      case .up: value.upper
      case .down: value.lower
      case .nearest, .towardZero: value.midpoint
      }
    return end.decimal(digits: digits, rounding: direction)
  }

  private static func decimal(_ value: Rational, digits: Int, _ direction: RoundingDirection) -> String {
    // An enclosure of 1/5 would be rounded up to more than 0.2.
    value.exactDecimal(digits: digits)
      ?? decimal(Interval(value, bits: 4 * digits + 64), digits: digits, direction)
  }
}

extension Rational {
  /// The number with so many digits, where they hold it exactly.
  func exactDecimal(digits: Int) -> String? {
    let text = Interval(self, bits: 4 * digits + 64).midpoint.decimal(digits: digits, rounding: .nearest)
    return (try? Rational(parsing: text)) == self ? text : nil
  }

  /// `1e-6` for a negative power of ten, otherwise p/q; exact, and `Rational(parsing:)` reads it.
  var shortText: String {
    let digits = denominator.description
    let isPowerOfTen = digits.count > 1 && digits.first == "1" && digits.dropFirst().allSatisfy { $0 == "0" }
    return numerator == 1 && isPowerOfTen ? "1e-\(digits.count - 1)" : description
  }
}
