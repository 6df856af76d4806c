/// Where an inexact result goes. It is always written as a label and never has a default.
public enum RoundingDirection: Hashable, Sendable, CaseIterable {
  /// Towards −∞: the result is a lower bound.
  case down
  /// Towards +∞: the result is an upper bound.
  case up
  /// Towards zero: the magnitude of the result is a lower bound of the magnitude.
  case towardZero
  /// To the nearest representable number, ties to the one with an even last place.
  case nearest

  /// The direction that gives the same result for the negated number, negated.
  var reversed: RoundingDirection {
    switch self {
    case .down: .up
    case .up: .down
    case .towardZero, .nearest: self
    }
  }
}
