import AttnAuditTesting
import AttnGenerators
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

  /// A number between a binary64 number and the next: x + (next − x)·part/1024.
  @Test func betweenDoubles() {
    let parts = Generator<Int>.weighted([(7, .int(in: 1...1023)), (1, .always(512))])
    let labels: [Label<(Double, Int)>] = [
      Label("a tie", atLeast: 5) { _, part in part == 512 },
      Label("subnormal", atLeast: 5) { value, _ in value.isSubnormal },
      Label("a power of two above", atLeast: 2) { value, _ in value.nextUp.significand == 1 },
      Label("infinity above", atLeast: 0.5) { value, _ in value == .greatestFiniteMagnitude },
    ]
    let values = Generator<Double>.finite.map { $0.magnitude }
    expectProperty(zip(values, parts), cases: 20_000, labels: labels) { value, part in
      try Self.checkBetween(value, part)
    }
  }

  private static func checkBetween(_ value: Double, _ part: Int) throws {
    let next = value.nextUp
    let x = Dyadic(exactly: value)
    // Beyond the greatest number the next would be 2¹⁰²⁴, and rounding to it is infinity.
    let upper = next.isFinite ? Dyadic(exactly: next) : Dyadic.powerOfTwo(1024)
    let y: Dyadic = x + (upper - x) * Dyadic(part).scaled(byPowerOfTwo: -10)
    let even = value.bitPattern % 2 == 0 ? value : next
    let nearest: Double = part < 512 ? value : part > 512 ? next : even
    func check(_ name: String, _ ours: Double, _ expected: Double, line: Int = #line) throws {
      try require(ours == expected, "\(name): \(ours), not \(expected)", line: line)
    }
    try check("down", y.double(rounding: .down), value)
    try check("towards 0", y.double(rounding: .towardZero), value)
    try check("up", y.double(rounding: .up), next)
    try check("to nearest", y.double(rounding: .nearest), nearest)
    try check("minus, up", (-y).double(rounding: .up), -value)
    try check("minus, towards 0", (-y).double(rounding: .towardZero), -value)
    try check("minus, down", (-y).double(rounding: .down), -next)
    try check("minus, to nearest", (-y).double(rounding: .nearest), -nearest)
  }

  /// Doubles are themselves, and as floats what the hardware makes of them. Every fourth lies in the middle between two
  /// floats.
  @Test func doubles() {
    let middles = Generator<Float>.finite.map { (Double($0) + Double($0.nextUp)) / 2 }.filter(\.isFinite)
    expectProperty(
      .weighted([(3, Generator<Double>.finite), (1, middles)]), cases: 20_000,
      labels: [
        Label("a tie", atLeast: 10) { $0.significandBitPattern % (1 << 29) == 1 << 28 },
        Label("an infinite float", atLeast: 1) { !Float($0).isFinite },
        Label("a subnormal float", atLeast: 1) { Float($0).isSubnormal },
      ]
    ) { value in
      let x = Dyadic(exactly: value)
      for direction in RoundingDirection.allCases {
        let ours = x.double(rounding: direction)
        try require(ours == value, "\(direction): \(ours)")
      }
      let float = x.float(rounding: .nearest)
      try require(float == Float(value), "as a Float: \(float)")
    }
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
