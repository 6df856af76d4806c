extension Integer {
  /// e^x in fixed point with the unit 2^(−fractionBits), for x ≤ 2⁴⁰: an E with E ≤ e^x · 2^fractionBits < E + 2.
  ///
  /// For sums of many exponentials relative to their maximum: no end to round, one integer to add, one counted
  /// error of less than 2 units a summand; and the further x lies below 0, the less is computed. e⁰ is exact,
  /// and 0 is returned where e^x is below the unit. Preconditions: x ≤ 2⁴⁰, and the result has at most 2³⁰
  /// bits. Complexity: that of `Interval.exp` for the bits of the result.
  /// Proof: Documentation/Theory.md, "Elementary functions".
  public static func exp(of x: Dyadic, fractionBits: Int) -> Integer {
    if x.isZero { return fractionBits >= 0 ? Integer(1) << fractionBits : 0 }
    guard x >= Dyadic.powerOfTwo(40) * Dyadic(-1) else {
      precondition(fractionBits < 1 << 40, "Integer.exp: \(fractionBits) bits after the point are too many")
      return 0
    }
    precondition(x <= Dyadic.powerOfTwo(40), "Integer.exp: the exponent is above 2^40")
    // e^x · 2^fractionBits < 2^(bits − 3): x·log₂e is known to 2^(−10), and rounding towards 0 adds less than 1.
    let places = Double(fractionBits) + x.double(rounding: .up) * 0x1.71547652b82fep+0
    let bits = Int(places) + 5
    guard bits > 3 else { return 0 }
    precondition(bits <= 1 << 30, "Integer.exp: a result of \(bits) bits is too large")
    let place = x.magnitudeExponent
    let kernel = FixedPointExp(bits: bits, magnitudeExponent: place)
    let words = kernel.words + 1
    return withUnsafeTemporaryAllocation(of: UInt.self, capacity: 2 * words + kernel.scratchWords) { memory in
      let argument = memory.baseAddress!
      let result = argument + words
      let shift = Swift.max(x.exponent, -(1 << 40)) + 64 * kernel.words
      x.significand.storage.withWords { Limbs.place(argument, words, $0, shift: shift) }
      let (exponent, _) = kernel.evaluate(
        argument, isNegative: x.signum() < 0, into: result, scratch: result + words)
      // Y has bits to spare below the unit: the shift is to the right.
      let drop = 64 * kernel.words - exponent - fractionBits
      precondition(drop >= 0, "Integer.exp: the working precision is below the unit")
      return Integer(storage: IntegerStorage(words: result, count: words, shiftedRightBy: drop))
    }
  }
}
