/// Intervals as sets.
extension Interval {
  public func contains(_ value: Dyadic) -> Bool { lower <= value && value <= upper }

  public func contains(_ value: Rational) -> Bool {
    Interval.compare(lower, value) <= 0 && Interval.compare(upper, value) >= 0
  }

  /// Whether the two have a number in common.
  public func overlaps(_ other: Interval) -> Bool { lower <= other.upper && other.lower <= upper }

  public func isSubset(of other: Interval) -> Bool { other.lower <= lower && upper <= other.upper }

  /// The smallest interval that holds both.
  public func union(_ other: Interval) -> Interval {
    Interval(ordered: Swift.min(lower, other.lower), Swift.max(upper, other.upper))
  }

  /// The common part, or nil when there is none.
  public func intersection(_ other: Interval) -> Interval? {
    guard overlaps(other) else { return nil }
    return Interval(ordered: Swift.max(lower, other.lower), Swift.min(upper, other.upper))
  }

  /// The sign of a − r, exactly.
  private static func compare(_ a: Dyadic, _ r: Rational) -> Int {
    let left = Dyadic(normalized: a.significand, a.exponent) * Dyadic(r.denominator)
    let right = Dyadic(r.numerator)
    return left < right ? -1 : left == right ? 0 : 1
  }
}
