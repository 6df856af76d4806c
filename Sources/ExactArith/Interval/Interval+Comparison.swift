/// Comparisons of the enclosed numbers. `certified`: it holds for every pair of numbers in the two intervals;
/// `refuted`: for none; `undecided` otherwise.
extension Interval {
  public func isCertainlyLess(than other: Interval) -> Verdict {
    if upper < other.lower { return .certified }
    return lower >= other.upper ? .refuted : .undecided
  }

  public func isCertainlyLessOrEqual(to other: Interval) -> Verdict {
    if upper <= other.lower { return .certified }
    return lower > other.upper ? .refuted : .undecided
  }

  public func isCertainlyGreater(than other: Interval) -> Verdict { other.isCertainlyLess(than: self) }

  public func isCertainlyGreaterOrEqual(to other: Interval) -> Verdict {
    other.isCertainlyLessOrEqual(to: self)
  }

  public func isCertainlyEqual(to other: Interval) -> Verdict {
    if !overlaps(other) { return .refuted }
    return isPoint && self == other ? .certified : .undecided
  }
}
