extension Generator where Value: FixedWidthInteger & Sendable {
  /// Integers of `range`, with more weight on small ones, on the ends and on neighbours of powers of two than
  /// they have among all. The simplest is the one nearest to zero.
  ///
  /// Precondition: the type has at most 64 bits.
  public static func int(in range: ClosedRange<Value>) -> Generator {
    int(in: range, startingAt: nil)
  }

  static func int(in range: ClosedRange<Value>, startingAt start: Value?) -> Generator {
    precondition(Value.bitWidth <= 64, "an integer of more than 64 bits is made of several choices")
    precondition(start.map(range.contains) ?? true, "the start of an integer is in its range")
    let origin = min(max(range.lowerBound, 0), range.upperBound)
    let bounds = ChoiceRange(
      negative: distance(origin, range.lowerBound), positive: distance(origin, range.upperBound))
    let first = start.map { Choice(magnitude: distance(origin, $0), isNegative: $0 < origin) }
    return Generator { source throws(Rejection) in
      let choice = try source.choose(bounds, mayRepeat: first == nil) {
        first ?? IntegerSample.draw(bounds, &$0)
      }
      let step = Value(truncatingIfNeeded: choice.magnitude)
      return choice.isNegative ? origin &- step : origin &+ step
    }
  }

  /// Every integer of the type.
  public static var any: Generator { int(in: Value.min...Value.max) }

  private static func distance(_ a: Value, _ b: Value) -> UInt64 {
    let (low, high) = (Swift.min(a, b), Swift.max(a, b))
    return UInt64(truncatingIfNeeded: high) &- UInt64(truncatingIfNeeded: low)
  }
}

extension Generator<Bool> {
  /// Both as often; false is simpler.
  public static var bool: Generator {
    Generator { source throws(Rejection) in try source.flag(probability: 0.5) }
  }
}

/// How integers are drawn.
enum IntegerSample {
  /// Half of them uniform, a quarter small, and a quarter at an end or beside a power of two.
  static func draw(_ range: ChoiceRange, _ random: inout DeterministicGenerator) -> Choice {
    let isNegative = sign(range, &random)
    let bound = isNegative ? range.negative : range.positive
    return Choice(magnitude: magnitude(bound, &random), isNegative: isNegative)
  }

  private static func sign(_ range: ChoiceRange, _ random: inout DeterministicGenerator) -> Bool {
    if range.negative == 0 { return false }
    if range.positive == 0 { return true }
    return random.next() & 1 == 0
  }

  private static func magnitude(_ bound: UInt64, _ random: inout DeterministicGenerator) -> UInt64 {
    if bound == 0 { return 0 }
    switch random.below(8) {
    case 0...3: return random.through(bound)
    case 4, 5: return random.through(min(bound, 15))
    case 6: return bound - random.through(min(bound, 1))
    default:
      let power = UInt64(1) << random.through(UInt64(63 - bound.leadingZeroBitCount))
      return min(bound, power - 1 + random.through(2))
    }
  }
}
