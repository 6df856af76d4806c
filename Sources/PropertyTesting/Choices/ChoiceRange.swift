/// What a choice may be: the integers from −negative to positive.
public struct ChoiceRange: Hashable, Sendable {
  public let negative: UInt64
  public let positive: UInt64
  /// Whether choices of this range are numbers, of which one may grow while another falls; a flag's are not.
  let isNumeric: Bool

  public init(negative: UInt64 = 0, positive: UInt64) {
    self.init(negative: negative, positive: positive, isNumeric: true)
  }

  private init(negative: UInt64, positive: UInt64, isNumeric: Bool) {
    self.negative = negative
    self.positive = positive
    self.isNumeric = isNumeric
  }

  static let flag = ChoiceRange(negative: 0, positive: 1, isNumeric: false)
  /// A flag that cannot be set.
  static let fixed = ChoiceRange(negative: 0, positive: 0, isNumeric: false)

  /// Whether two independent choices are hardly ever equal.
  var isWide: Bool { max(negative, positive) > 255 }

  func contains(_ choice: Choice) -> Bool { choice.magnitude <= bound(choice.isNegative) }

  /// The choice of this range that is nearest to `choice` on its side of zero.
  func clamped(_ choice: Choice) -> Choice {
    Choice(
      magnitude: min(choice.magnitude, bound(choice.isNegative)), isNegative: choice.isNegative)
  }

  /// The choice farthest from zero on one side.
  func end(isNegative: Bool) -> Choice { Choice(magnitude: bound(isNegative), isNegative: isNegative) }

  private func bound(_ isNegative: Bool) -> UInt64 { isNegative ? negative : positive }
}
