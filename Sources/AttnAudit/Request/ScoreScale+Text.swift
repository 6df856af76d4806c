public import AttnSpec
internal import ExactArith

extension ScoreScale {
  /// Reads `inverse-sqrt-dim`, `inverse-dim` or a number, which is kept as its text and taken exactly.
  public init(parsing text: String) throws(OptionError) {
    switch text {
    case "inverse-sqrt-dim": self = .inverseSquareRootOfDimension
    case "inverse-dim": self = .inverseDimension
    default:
      do {
        _ = try Rational(parsing: text)
      } catch {
        throw OptionError("--scale: \(error); or inverse-sqrt-dim or inverse-dim.")
      }
      self = .number(text)
    }
  }

  /// The text that `init(parsing:)` reads back.
  public var text: String {
    switch self {
    case .inverseSquareRootOfDimension: "inverse-sqrt-dim"
    case .inverseDimension: "inverse-dim"
    case .number(let text): text
    }
  }
}
