extension Dyadic {
  /// The number with at most `bits` significant bits next to self in the stated direction.
  /// Precondition: bits ≥ 1.
  public func rounded(toBits bits: Int, _ direction: RoundingDirection) -> Dyadic {
    precondition(bits >= 1, "Dyadic.rounded(toBits:): \(bits) bits; at least one is needed")
    let excess = significand.bitWidth - bits
    guard excess > 0 else { return self }
    return Dyadic(
      significand: significand.shiftedRight(excess, rounding: direction), exponent: exponent + excess)
  }

  /// The multiple of 2^grid next to self in the stated direction.
  public func rounded(toExponent grid: Int, _ direction: RoundingDirection) -> Dyadic {
    guard !isZero, exponent < grid else { return self }
    return Dyadic(significand: multiple(ofExponent: grid, direction), exponent: grid)
  }

  /// ⌊self / 2^grid⌋: self as fixed point with the unit 2^grid, rounded down.
  public func floor(toExponent grid: Int) -> Integer { multiple(ofExponent: grid, .down) }

  /// ⌈self / 2^grid⌉: self as fixed point with the unit 2^grid, rounded up.
  public func ceiling(toExponent grid: Int) -> Integer { multiple(ofExponent: grid, .up) }

  private func multiple(ofExponent grid: Int, _ direction: RoundingDirection) -> Integer {
    if isZero { return 0 }
    // A difference beyond the machine's range is a shift beyond every limit, to one side or the other.
    let (difference, overflow) = exponent.subtractingReportingOverflow(grid)
    let shift = overflow ? (exponent > grid ? Int.max : -Int.max) : difference
    if shift >= 0 { return significand << shift }
    return significand.shiftedRight(-shift, rounding: direction)
  }

  /// (numerator / denominator) rounded to `bits` significant bits in the stated direction; exact quotients
  /// of that many bits come out exactly. Preconditions: the denominator is not 0, bits ≥ 1.
  ///
  /// Division leaves a truncated quotient with at least two bits more than asked for; its last place is then
  /// set if anything was cut off ("rounding to odd"), so that the final rounding decides as the exact
  /// quotient would.
  public static func quotient(
    _ numerator: Dyadic, _ denominator: Dyadic, bits: Int, rounding direction: RoundingDirection
  ) -> Dyadic {
    precondition(!denominator.isZero, "Dyadic.quotient: division by zero")
    return quotient(
      numerator.significand, denominator.significand, bits: bits, rounding: direction
    ).scaled(byPowerOfTwo: numerator.exponent - denominator.exponent)
  }

  /// The same for two integers.
  public static func quotient(
    _ numerator: Integer, _ denominator: Integer, bits: Int, rounding direction: RoundingDirection
  ) -> Dyadic {
    precondition(!denominator.isZero, "Dyadic.quotient: division by zero")
    precondition(bits >= 1, "Dyadic.quotient: \(bits) bits; at least one is needed")
    if numerator.isZero { return Dyadic() }
    return roundedToOdd(numerator, denominator, bits: bits).rounded(toBits: bits, direction)
  }

  /// The quotient with more than `bits` + 1 bits, its last place odd if it is inexact.
  static func roundedToOdd(_ numerator: Integer, _ denominator: Integer, bits: Int) -> Dyadic {
    let shift = Swift.max(bits + 2 + denominator.bitWidth - numerator.bitWidth, 0)
    var (quotient, remainder) = (numerator << shift).quotientAndRemainder(dividingBy: denominator)
    guard !remainder.isZero else { return Dyadic(significand: quotient, exponent: -shift) }
    quotient <<= 1
    quotient += numerator.signum() == denominator.signum() ? 1 : -1
    return Dyadic(normalized: quotient, -shift - 1)
  }

  /// The exact sum rounded to `bits` significant bits in the stated direction, without the memory that an
  /// exact sum of numbers far apart would need: the smaller is replaced by one of its sign far below the
  /// last place, which leads to the same rounding.
  public static func sum(
    _ a: Dyadic, _ b: Dyadic, bits: Int, rounding direction: RoundingDirection
  ) -> Dyadic {
    guard !a.isZero, !b.isZero else { return (a.isZero ? b : a).rounded(toBits: bits, direction) }
    let (large, small) = a.magnitudeExponent >= b.magnitudeExponent ? (a, b) : (b, a)
    // Below this place neither a bit of `large` nor one of the result, nor half a unit of it, lies.
    let place = Swift.min(large.exponent, large.magnitudeExponent - bits - 2) - 2
    guard small.magnitudeExponent < place else { return (a + b).rounded(toBits: bits, direction) }
    return (large + Dyadic(normalized: Integer(small.signum()), place)).rounded(toBits: bits, direction)
  }
}
