public import ExactArith

/// How much of a bound was used: the largest value of (bounded quantity)/(bound) and the instance that reached it.
public struct Sharpness: Sendable {
  /// Exact, 1 where the bound is attained; where the share is not rational, a certified lower bound of it.
  public let share: Rational
  public let instance: [String]
}
