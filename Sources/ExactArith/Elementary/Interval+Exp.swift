/// Enclosures of the exponential function.
///
/// Claim: the result contains e^x, its width is at most 2^(1−bits) of its lower end, and it is on the right side
/// of 1 (at most 1 for x < 0, at least 1 for x > 0). Special values: e⁰ is exactly 1; for x < −2⁴⁰ the result is [0, 2^(−2⁴⁰)], without a claim on its width; for x > 2⁴⁰ an
/// error is thrown. Precondition: 2 ≤ bits ≤ 2³⁰. Complexity: O(√bits) multiplications of that many bits;
/// under 2 µs up to 256 bits. Proof: Documentation/Theory.md, "Elementary functions".
extension Interval {
  /// e^x; see the extension.
  public static func exp(of x: Dyadic, bits: Int) throws(ElementaryFunctionError) -> Interval {
    if x.isZero { return Interval(Dyadic.one) }
    let place = x.magnitudeExponent
    if place > 40, x.magnitude > Dyadic.powerOfTwo(40) { return try expOutOfRange(x.signum()) }
    return exp(bits: bits, magnitudeExponent: place, isNegative: x.signum() < 0) { target, words in
      let shift = Swift.max(x.exponent, -(1 << 40)) + 64 * (words - 1)
      x.significand.storage.withWords { Limbs.place(target, words, $0, shift: shift) }
    }
  }

  /// e^x for a rational number; see the extension.
  public static func exp(of x: Rational, bits: Int) throws(ElementaryFunctionError) -> Interval {
    if x.isZero { return Interval(Dyadic.one) }
    let place = x.numerator.bitWidth - x.denominator.bitWidth + 1
    if place > 40, x.magnitude > Rational(Dyadic.powerOfTwo(40)) { return try expOutOfRange(x.signum()) }
    return exp(bits: bits, magnitudeExponent: place, isNegative: x.signum() < 0) { target, words in
      let scaled = (x.numerator.magnitude << (64 * (words - 1))).floorDivided(by: x.denominator)
      scaled.storage.withWords { Limbs.place(target, words, $0, shift: 0) }
    }
  }

  /// The enclosure of e^x for all x in self, from the enclosures at the ends.
  public func exp(bits: Int) throws(ElementaryFunctionError) -> Interval {
    let below = try Interval.exp(of: lower, bits: bits)
    if isPoint { return below }
    return Interval(ordered: below.lower, try Interval.exp(of: upper, bits: bits).upper)
  }

  private static func expOutOfRange(_ sign: Int) throws(ElementaryFunctionError) -> Interval {
    guard sign < 0 else { throw .exponentialOverflow }
    return Interval(ordered: Dyadic(), Dyadic.powerOfTwo(-(1 << 40)))
  }

  /// `fill` writes ⌊|x|/u⌋ to so many words, the last of which is the integer part; |x| < 2^magnitudeExponent.
  @inline(__always)
  private static func exp(
    bits: Int, magnitudeExponent: Int, isNegative: Bool, fill: (Limbs.Target, Int) -> Void
  ) -> Interval {
    precondition(bits >= 2 && bits <= 1 << 30, "Interval.exp: \(bits) bits; between 2 and 2^30 are possible")
    let kernel = FixedPointExp(bits: bits, magnitudeExponent: magnitudeExponent)
    let words = kernel.words + 1
    return withUnsafeTemporaryAllocation(of: UInt.self, capacity: 2 * words + kernel.scratchWords) { memory in
      let argument = memory.baseAddress!
      let result = argument + words
      fill(argument, words)
      let (exponent, error) = kernel.evaluate(
        argument, isNegative: isNegative, into: result, scratch: result + words)
      // Keep bits + 2 bits: the leading one stands at place 64·kernel.words or one above.
      let dropped = 64 * kernel.words - bits - 1
      let unit = exponent - 64 * kernel.words
      let lower = Dyadic(words: result, count: words, droppingBits: dropped, unit: unit)
      _ = Limbs.add(result, words, word: error)
      Limbs.addPowerOfTwo(result, words, dropped)
      let upper = Dyadic(words: result, count: words, droppingBits: dropped, unit: unit)
      // e^x < 1 for x < 0; the other side holds anyway, since Y·u ≥ 1.
      return Interval(ordered: lower, isNegative ? Swift.min(upper, Dyadic.one) : upper)
    }
  }
}

extension Dyadic {
  /// ⌊words / 2^dropped⌋ · 2^(dropped + unit). Precondition: the quotient is not 0.
  init(words: Limbs.Source, count: Int, droppingBits dropped: Int, unit: Int) {
    var index = dropped / 64
    var word = words[index] & (UInt.max << UInt(dropped % 64))
    while word == 0 {
      index += 1
      word = words[index]
    }
    let shift = 64 * index + word.trailingZeroBitCount
    self.init(
      normalized: Integer(storage: IntegerStorage(words: words, count: count, shiftedRightBy: shift)),
      unit + shift)
  }
}
