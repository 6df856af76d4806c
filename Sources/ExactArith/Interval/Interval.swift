/// A closed interval with dyadic ends: an enclosure of a real number.
///
/// Invariant: lower ≤ upper. Every operation encloses: for all numbers in the operands, the exact result is
/// in the result. Sums, differences and products are exact (no rounding at all); whoever chains many calls
/// `rounded(toBits:)`, which rounds outwards. Intervals have no order: comparisons return a `Verdict`. The
/// equality of two intervals is that of their ends.
public struct Interval: Sendable, Hashable {
  public let lower: Dyadic
  public let upper: Dyadic

  /// The interval [lower, upper]. Precondition: lower ≤ upper.
  public init(lower: Dyadic, upper: Dyadic) {
    precondition(lower <= upper, "Interval: the lower end is above the upper one")
    self.lower = lower
    self.upper = upper
  }

  /// Ends known to be in order.
  init(ordered lower: Dyadic, _ upper: Dyadic) {
    self.lower = lower
    self.upper = upper
  }

  /// The point interval.
  public init(_ exact: Dyadic) {
    lower = exact
    upper = exact
  }

  public init(_ exact: Int) { self.init(Dyadic(exact)) }

  /// The enclosure of a rational number whose ends have at most `bits` significant bits; a point when the
  /// number has no more. Relative width at most 2^(1−bits). Precondition: bits ≥ 1.
  public init(_ value: Rational, bits: Int) {
    self.init(value.numerator, value.denominator, bits: bits)
  }

  /// The same for a fraction that need not be in lowest terms. Preconditions: the denominator is not 0, bits ≥ 1.
  init(_ numerator: Integer, _ denominator: Integer, bits: Int) {
    precondition(bits >= 1, "Interval: \(bits) bits; at least one is needed")
    // One division serves both roundings.
    let quotient = Dyadic.roundedToOdd(numerator, denominator, bits: bits)
    lower = quotient.rounded(toBits: bits, .down)
    upper = quotient.rounded(toBits: bits, .up)
  }

  public var isPoint: Bool { lower == upper }
  public var width: Dyadic { upper - lower }
  public var midpoint: Dyadic { (lower + upper).scaled(byPowerOfTwo: -1) }
}

extension Interval: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}
