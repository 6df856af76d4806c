extension ScoreScale: Codable {
  /// One text, the command line's: `inverse-sqrt-dim`, `inverse-dim`, or the number's own.
  public init(from decoder: any Decoder) throws {
    switch try decoder.singleValueContainer().decode(String.self) {
    case "inverse-sqrt-dim": self = .inverseSquareRootOfDimension
    case "inverse-dim": self = .inverseDimension
    case let text: self = .number(text)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .inverseSquareRootOfDimension: try container.encode("inverse-sqrt-dim")
    case .inverseDimension: try container.encode("inverse-dim")
    case .number(let text): try container.encode(text)
    }
  }
}
