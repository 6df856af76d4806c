extension Interval {
  /// Exact: the ends are the sums of the ends.
  public static func + (a: Interval, b: Interval) -> Interval {
    Interval(ordered: a.lower + b.lower, a.upper + b.upper)
  }

  /// Exact.
  public static func - (a: Interval, b: Interval) -> Interval {
    Interval(ordered: a.lower - b.upper, a.upper - b.lower)
  }

  public static prefix func - (a: Interval) -> Interval { Interval(ordered: -a.upper, -a.lower) }

  /// Exact: the least and greatest of the products of ends, found by signs where that is enough.
  public static func * (a: Interval, b: Interval) -> Interval {
    if b.lower.signum() >= 0 {
      if a.lower.signum() >= 0 { return Interval(ordered: a.lower * b.lower, a.upper * b.upper) }
      if a.upper.signum() <= 0 { return Interval(ordered: a.lower * b.upper, a.upper * b.lower) }
      return Interval(ordered: a.lower * b.upper, a.upper * b.upper)
    }
    if b.upper.signum() <= 0 { return -(a * -b) }
    if a.lower.signum() >= 0 || a.upper.signum() <= 0 { return b * a }
    return Interval(
      ordered: Swift.min(a.lower * b.upper, a.upper * b.lower),
      Swift.max(a.lower * b.lower, a.upper * b.upper))
  }

  public static func += (a: inout Interval, b: Interval) { a = a + b }
  public static func -= (a: inout Interval, b: Interval) { a = a - b }
  public static func *= (a: inout Interval, b: Interval) { a = a * b }

  /// The enclosure of all x², exact: never below 0, unlike `self * self`.
  public var squared: Interval {
    let ends = magnitude
    return Interval(ordered: ends.lower * ends.lower, ends.upper * ends.upper)
  }

  /// The enclosure of all |x|, exact.
  public var magnitude: Interval {
    if lower.signum() >= 0 { return self }
    if upper.signum() <= 0 { return -self }
    return Interval(ordered: Dyadic(), Swift.max(-lower, upper))
  }

  /// The enclosure of all x/y with ends rounded outwards to `bits` significant bits, or nil when the divisor
  /// contains 0. Precondition: bits ≥ 1.
  public func divided(by divisor: Interval, bits: Int) -> Interval? {
    if divisor.upper.signum() < 0 { return (-self).divided(by: -divisor, bits: bits) }
    guard divisor.lower.signum() > 0 else { return nil }
    // The divisor is positive: an end moves away from 0 with the smallest divisor.
    let below = lower.signum() >= 0 ? divisor.upper : divisor.lower
    let above = upper.signum() >= 0 ? divisor.lower : divisor.upper
    return Interval(
      ordered: Dyadic.quotient(lower, below, bits: bits, rounding: .down),
      Dyadic.quotient(upper, above, bits: bits, rounding: .up))
  }

  /// Both ends rounded outwards to at most `bits` significant bits.
  public func rounded(toBits bits: Int) -> Interval {
    Interval(ordered: lower.rounded(toBits: bits, .down), upper.rounded(toBits: bits, .up))
  }

  /// self · 2ⁿ, exact.
  public func scaled(byPowerOfTwo n: Int) -> Interval {
    Interval(ordered: lower.scaled(byPowerOfTwo: n), upper.scaled(byPowerOfTwo: n))
  }

  /// The enclosure of a + b rounded outwards to `bits` significant bits, also for ends so far apart that an
  /// exact sum would not fit in memory.
  public static func sum(_ a: Interval, _ b: Interval, bits: Int) -> Interval {
    Interval(
      ordered: Dyadic.sum(a.lower, b.lower, bits: bits, rounding: .down),
      Dyadic.sum(a.upper, b.upper, bits: bits, rounding: .up))
  }
}
