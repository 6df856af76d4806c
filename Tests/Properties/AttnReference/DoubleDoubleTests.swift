import AttnAudit
import ExactArith
import PropertyTesting
import Testing

@testable import AttnReference

/// Double-double arithmetic against exact numbers, with the relative errors that [JMP17] proves.
@Suite struct DoubleDoubleTests {
  static let u2 = Dyadic.powerOfTwo(-106)
  static let u3 = Dyadic.powerOfTwo(-159)

  static func exactly(_ x: DoubleDouble, _ lane: Int = 0) -> Dyadic {
    Dyadic(exactly: x.high[lane]) + Dyadic(exactly: x.low[lane])
  }

  static func number(_ generator: inout DeterministicGenerator, exponents: ClosedRange<Int>) -> Double {
    let size = Double(
      sign: .plus, exponent: Int.random(in: exponents, using: &generator),
      significand: Double.random(in: 1..<2, using: &generator))
    return generator.next() % 2 == 0 ? size : -size
  }

  /// high + low with |low| ≤ ulp(high)/2; low may be 0, as large as it can be, or anything between.
  static func pair(_ generator: inout DeterministicGenerator) -> DoubleDouble {
    let high = number(&generator, exponents: -60...60)
    var low = high.ulp / 2
    switch generator.next() % 4 {
    case 0: low = 0
    case 1: low = generator.next() % 2 == 0 ? low : -low
    default: low *= Double.random(in: -1...1, using: &generator)
    }
    return DoubleDouble.exactSum(Lanes(repeating: high), Lanes(repeating: low))
  }

  /// A number that cancels all but some trailing bits of `a`.
  static func canceller(_ a: DoubleDouble, _ generator: inout DeterministicGenerator) -> DoubleDouble {
    let bits = Int.random(in: 1...110, using: &generator)
    let sum = exactly(a)
    let near = sum * (Dyadic(1) + Dyadic.powerOfTwo(-bits))
    let high = near.double(rounding: .nearest)
    let low = (near - Dyadic(exactly: high)).double(rounding: .nearest)
    return DoubleDouble(-high, -low)
  }

  @Test func sumsAndProductsOfTwoNumbersAreExact() {
    var failures = FailureLog()
    var generator = DeterministicGenerator(seed: 6)
    for index in 0..<20_000 {
      let a = Self.number(&generator, exponents: -200...200)
      let b =
        index % 3 == 0
        ? -a * (1 + Double.random(in: -0x1p-40...0x1p-40, using: &generator))
        : Self.number(&generator, exponents: index % 3 == 1 ? -200...200 : -3...3)
      let (x, y) = (Lanes(repeating: a), Lanes(repeating: b))
      let sum = DoubleDouble.exactSum(x, y)
      let expected = Dyadic(exactly: a) + Dyadic(exactly: b)
      failures.expect(Self.exactly(sum) == expected, "\(a.hexadecimal) + \(b.hexadecimal)")
      failures.expect(abs(sum.low[0]) <= sum.high[0].ulp / 2, "\(a.hexadecimal) + \(b.hexadecimal)")
      let ordered =
        abs(a) >= abs(b) ? DoubleDouble.exactSum(ordered: x, y) : DoubleDouble.exactSum(ordered: y, x)
      failures.expect(Self.exactly(ordered) == expected, "\(a.hexadecimal) + \(b.hexadecimal), ordered")
      let product = DoubleDouble.exactProduct(x, y)
      failures.expect(
        Self.exactly(product) == Dyadic(exactly: a) * Dyadic(exactly: b), "\(a.hexadecimal)·\(b.hexadecimal)")
    }
    #expect(failures.count == 0)
  }

  @Test func operationsHaveThePublishedErrors() {
    var failures = FailureLog()
    var generator = DeterministicGenerator(seed: 7)
    for index in 0..<20_000 {
      let a = Self.pair(&generator)
      let b = index % 2 == 0 ? Self.pair(&generator) : Self.canceller(a, &generator)
      let (x, y) = (Self.exactly(a), Self.exactly(b))
      func check(_ name: String, _ result: DoubleDouble, _ exact: Dyadic, _ relative: Dyadic) {
        let label = "\(name) of \(a.high[0].hexadecimal), \(a.low[0].hexadecimal)"
        failures.expect((Self.exactly(result) - exact).magnitude <= exact.magnitude * relative, label)
        failures.expect(abs(result.low[0]) <= result.high[0].ulp / 2, "\(label): not normalised")
        failures.expect(relative <= Dyadic.powerOfTwo(-103), label)
      }
      check("sum", a + b, x + y, Self.u2 * 3 + Self.u3 * 13)
      check("sum with a number", a + b.high, x + Dyadic(exactly: b.high[0]), Self.u2 * 2)
      check("product", a * b, x * y, Self.u2 * 5)
      check("scaling", a.scaled(Lanes(repeating: 0x1p-7)), x.scaled(byPowerOfTwo: -7), 0)
    }
    #expect(failures.count == 0)
  }

  @Test func exponentials() throws {
    var failures = FailureLog()
    var generator = DeterministicGenerator(seed: 8)
    let stated = Dyadic(exactly: DoubleDouble.exponentialError)
    func check(_ x: DoubleDouble) throws {
      let computed = DoubleDouble.exponential(x)
      for lane in 0..<8 {
        let argument = Self.exactly(x, lane)
        let exact = try Interval.exp(of: argument, bits: 160)
        let error = (Interval(Self.exactly(computed, lane)) - exact).magnitude.upper
        // The low part of a result below 2^-968 is subnormal, and so rounded at 2^-1074.
        failures.expect(
          error <= exact.lower * stated + Dyadic.powerOfTwo(-1074),
          "exp(\(x.high[lane].hexadecimal) + \(x.low[lane].hexadecimal)) is \(exact)")
      }
    }
    func lanes(_ number: (inout DeterministicGenerator) -> Double) -> Lanes {
      var result = Lanes()
      for lane in 0..<8 { result[lane] = number(&generator) }
      return result
    }
    for index in 0..<1600 {
      let reach = [700.0, 30, 1, 0x1p-20][index % 4]
      let high = lanes { Double.random(in: -reach...reach, using: &$0) }
      try check(
        DoubleDouble.exactSum(high, high * lanes { Double.random(in: -0x1p-54...0x1p-54, using: &$0) }))
    }
    for k in -1009...1009 {
      let half = Double(k) * 0x1.62e42fefa39efp-2
      try check(
        DoubleDouble.exactSum(Lanes(half, half.nextUp, half.nextDown, 2 * half, 0, 700, -700, 1), Lanes()))
    }
    #expect(failures.count == 0)
    let zero = DoubleDouble.exponential(DoubleDouble(0, 0))
    #expect(zero.high[0] == 1 && zero.low[0] == 0)
    let flushed = DoubleDouble.exponential(DoubleDouble((-700.0).nextDown, 0))
    #expect(flushed.high[0] == 0 && flushed.low[0] == 0)
  }
}
