import ExactArith
import PropertyTesting
import Testing

/// Conversion to hardware formats in every direction, against the neighbours that the hardware gives.
struct DyadicToFloatTests {
  /// Every pair of neighbouring binary16 numbers, at its ends and at the quarters between.
  @Test func everyFloat16() {
    var failures = FailureLog()
    for pattern in finiteFloat16Patterns {
      let value = Float16(bitPattern: pattern)
      let x = Dyadic(exactly: value)
      for direction in RoundingDirection.allCases {
        failures.expect(x.float16(rounding: direction) == value, "\(value) \(direction)")
      }
      guard value.sign == .plus else { continue }
      // Beyond the greatest number the next would be 2¹⁶, and rounding to it is infinity.
      let next = value.nextUp
      let upper = next.isFinite ? Dyadic(exactly: next) : Dyadic.powerOfTwo(16)
      for quarter in 1...3 {
        let y = x + (upper - x) * Dyadic(quarter).scaled(byPowerOfTwo: -2)
        let even = value.bitPattern % 2 == 0 ? value : next
        let nearest = quarter == 1 ? value : quarter == 3 ? next : even
        failures.expect(
          y.float16(rounding: .down) == value && y.float16(rounding: .towardZero) == value
            && y.float16(rounding: .up) == next && y.float16(rounding: .nearest) == nearest,
          "between \(value) and \(next), quarter \(quarter)")
        failures.expect(
          (-y).float16(rounding: .up) == -value && (-y).float16(rounding: .towardZero) == -value
            && (-y).float16(rounding: .down) == -next && (-y).float16(rounding: .nearest) == -nearest,
          "between -\(value) and -\(next), quarter \(quarter)")
      }
    }
    #expect(failures.count == 0)
  }

  @Test func doubles() {
    var random = DeterministicGenerator(seed: 60)
    var failures = FailureLog()
    for i in 0..<20_000 {
      var value = random.finiteDouble().magnitude
      if i % 4 == 0 { value = Double(bitPattern: value.bitPattern >> 12) }  // subnormal
      if i % 16 == 1 { value = Double.greatestFiniteMagnitude }
      if i % 16 == 2 { value = Double(sign: .plus, exponent: value.exponent, significand: 1).nextDown }
      let next = value.nextUp
      let x = Dyadic(exactly: value)
      let upper = next.isFinite ? Dyadic(exactly: next) : Dyadic.powerOfTwo(1024)
      let part = Int.random(in: 1...1023, using: &random)
      let y = x + (upper - x) * Dyadic(part).scaled(byPowerOfTwo: -10)
      let even = value.bitPattern % 2 == 0 ? value : next
      let nearest = part < 512 ? value : part > 512 ? next : even
      failures.expect(
        y.double(rounding: .down) == value && y.double(rounding: .towardZero) == value
          && y.double(rounding: .up) == next && y.double(rounding: .nearest) == nearest,
        "between \(value) and \(next), part \(part)")
      failures.expect(
        (-y).double(rounding: .up) == -value && (-y).double(rounding: .towardZero) == -value
          && (-y).double(rounding: .down) == -next && (-y).double(rounding: .nearest) == -nearest,
        "between -\(value) and -\(next), part \(part)")
      failures.expect(x.double(rounding: .down) == value && x.double(rounding: .up) == value, "\(value)")
      failures.expect(
        y.float(rounding: .nearest) == Float(nearest) || Dyadic(exactly: nearest) != y, "Float of \(nearest)")
    }
    #expect(failures.count == 0)
  }

  @Test func edges() {
    let greatest = Double.greatestFiniteMagnitude
    for huge in [Dyadic.powerOfTwo(1024), Dyadic.powerOfTwo(5000), Dyadic.powerOfTwo(1 << 50)] {
      #expect(huge.double(rounding: .down) == greatest && huge.double(rounding: .towardZero) == greatest)
      #expect(huge.double(rounding: .up) == .infinity && huge.double(rounding: .nearest) == .infinity)
      #expect(
        (-huge).double(rounding: .up) == -greatest && (-huge).double(rounding: .towardZero) == -greatest)
      #expect(
        (-huge).double(rounding: .down) == -.infinity && (-huge).double(rounding: .nearest) == -.infinity)
    }
    let half = Dyadic.powerOfTwo(1024) - Dyadic.powerOfTwo(970)
    #expect(half.double(rounding: .nearest) == .infinity)
    #expect((half - Dyadic.powerOfTwo(-5000)).double(rounding: .nearest) == greatest)
    let least = Double.leastNonzeroMagnitude
    for tiny in [Dyadic.powerOfTwo(-1075), Dyadic.powerOfTwo(-5000), Dyadic.powerOfTwo(-1 << 50)] {
      #expect(tiny.double(rounding: .up) == least && tiny.double(rounding: .nearest) == 0)
      #expect(tiny.double(rounding: .down) == 0 && tiny.double(rounding: .towardZero) == 0)
      #expect((-tiny).double(rounding: .down) == -least && (-tiny).double(rounding: .up) == 0)
      #expect((-tiny).double(rounding: .up).sign == .minus)
    }
    #expect((Dyadic.powerOfTwo(-1075) + Dyadic.powerOfTwo(-2000)).double(rounding: .nearest) == least)
    #expect(Dyadic().double(rounding: .down) == 0 && Dyadic().double(rounding: .down).sign == .plus)
    #expect(Dyadic.powerOfTwo(-150).float(rounding: .up) == .leastNonzeroMagnitude)
    #expect(Dyadic.powerOfTwo(128).float(rounding: .down) == .greatestFiniteMagnitude)
    // An end of an enclosure never rounds inwards: 1/3, whose binary64 neighbours straddle it.
    let third = Interval(Rational(1, 3), bits: 200)
    #expect(third.lower.double(rounding: .down) < third.upper.double(rounding: .up))
  }
}
