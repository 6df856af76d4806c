// Exact numbers in stored values (certificates): as text, so that no reader of JSON rounds them.

extension Integer: Codable {
  /// A decimal integer.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard text.utf8.count <= Stored.largestLength, let value = Integer(text) else {
      throw Stored.malformed(text, "an integer", decoder)
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text(radix: 10))
  }
}

extension Rational: Codable {
  /// What `init(parsing:)` reads.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard text.utf8.count <= Stored.largestLength, let value = try? Rational(parsing: text) else {
      throw Stored.malformed(text, "a rational number", decoder)
    }
    self = value
  }

  /// The shorter of p/q and, for a dyadic number, the hexadecimal float.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(shortestText)
  }

  /// The shorter of p/q and, for a dyadic number, the hexadecimal float; both are exact.
  public var shortestText: String {
    guard denominator.bitWidth == denominator.trailingZeroBitCount + 1 else { return description }
    let hexadecimal = Dyadic(
      significand: numerator, exponent: -denominator.trailingZeroBitCount
    ).hexadecimal
    return description.utf8.count <= hexadecimal.utf8.count ? description : hexadecimal
  }
}

extension Dyadic: Codable {
  /// A hexadecimal float, or any other text of a dyadic number that `Rational(parsing:)` reads.
  public init(from decoder: any Decoder) throws {
    let value = try Rational(from: decoder)
    guard value.denominator.bitWidth == value.denominator.trailingZeroBitCount + 1 else {
      throw Stored.malformed("\(value)", "a dyadic number", decoder)
    }
    self.init(significand: value.numerator, exponent: -value.denominator.trailingZeroBitCount)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hexadecimal)
  }
}

extension Interval: Codable {
  private enum CodingKeys: String, CodingKey { case lower, upper }

  /// Its two ends, in order.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let (lower, upper) = try (
      fields.decode(Dyadic.self, forKey: .lower), fields.decode(Dyadic.self, forKey: .upper)
    )
    guard lower <= upper else {
      throw Stored.malformed("\(lower)", "a lower end below the upper one", decoder)
    }
    self.init(lower: lower, upper: upper)
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(lower, forKey: .lower)
    try fields.encode(upper, forKey: .upper)
  }
}

extension Polynomial: Codable {
  /// Its coefficients, the constant one first. Refused beyond what anybody writes on purpose, because ten characters of
  /// text are enough for a number of 300 000 bits, and the common denominator multiplies them all.
  public init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    var coefficients: [Rational] = []
    var common: Integer = 1
    while !list.isAtEnd {
      let next = try list.decode(Rational.self)
      common *= next.denominator.exactlyDivided(by: common.gcd(next.denominator))
      guard coefficients.count < Stored.mostCoefficients, common.bitWidth <= Stored.largestDenominatorBits
      else {
        throw Stored.malformed(
          "\(coefficients.count) coefficients", "a polynomial of reasonable size", decoder)
      }
      coefficients.append(next)
    }
    self.init(coefficients)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(coefficients)
  }
}

private enum Stored {
  /// The longest text of one number; it bounds the time that reading takes.
  static let largestLength = 1 << 18
  /// Limits of a polynomial, above those of any certificate.
  static let mostCoefficients = 1 << 12
  static let largestDenominatorBits = 1 << 18

  static func malformed(_ text: String, _ expected: String, _ decoder: any Decoder) -> DecodingError {
    .dataCorrupted(
      .init(codingPath: decoder.codingPath, debugDescription: "'\(text.prefix(60))' is not \(expected)"))
  }
}
