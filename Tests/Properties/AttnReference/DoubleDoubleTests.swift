import AttnAuditTesting
import AttnGenerators
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

  /// ±2ᵉ·(1 + a fraction).
  static func number(exponents: ClosedRange<Int>) -> Generator<Double> {
    zip(.int(in: exponents), .fraction(bits: 52), .bool).map { exponent, fraction, isNegative in
      Double(sign: isNegative ? .minus : .plus, exponent: exponent, significand: 1 + fraction)
    }
  }

  /// high + low with |low| ≤ ulp(high)/2; low may be 0, as large as it can be, or anything between.
  private static let pair = zip(number(exponents: -60...60), .signedFraction(bits: 52)).map { high, share in
    DoubleDouble.exactSum(Lanes(repeating: high), Lanes(repeating: high.ulp / 2 * share))
  }

  /// A number that cancels all but some trailing bits of `a`.
  private static func canceller(_ a: DoubleDouble, bits: Int) -> DoubleDouble {
    let near = exactly(a) * (Dyadic(1) + Dyadic.powerOfTwo(-bits))
    let high = near.double(rounding: .nearest)
    let low = (near - Dyadic(exactly: high)).double(rounding: .nearest)
    return DoubleDouble(-high, -low)
  }

  /// Two numbers of any sizes, of like sizes, or that nearly cancel.
  private static let numbers = Generator<(Double, Double)> { source throws(Rejection) in
    let a = try source.draw(number(exponents: -200...200))
    return switch try source.index(below: 3) {
    case 0: (a, try source.draw(number(exponents: -3...3)))
    case 1: (a, try source.draw(number(exponents: -200...200)))
    default: (a, -a * (1 + 0x1p-40 * (try source.draw(.signedFraction(bits: 20)))))
    }
  }

  @Test func sumsAndProductsOfTwoNumbersAreExact() {
    expectProperty(
      Self.numbers, cases: 20_000, labels: [Label("cancel", atLeast: 20) { abs($0 + $1) < abs($0) * 0x1p-39 }]
    ) { (pair: (Double, Double)) in
      let (a, b) = pair
      let (x, y) = (Lanes(repeating: a), Lanes(repeating: b))
      let sum = DoubleDouble.exactSum(x, y)
      let expected = Dyadic(exactly: a) + Dyadic(exactly: b)
      try require(Self.exactly(sum) == expected, "sum")
      try require(abs(sum.low[0]) <= sum.high[0].ulp / 2, "sum, not normalised")
      let ordered =
        abs(a) >= abs(b) ? DoubleDouble.exactSum(ordered: x, y) : DoubleDouble.exactSum(ordered: y, x)
      try require(Self.exactly(ordered) == expected, "ordered sum")
      let product = DoubleDouble.exactProduct(x, y)
      try require(Self.exactly(product) == Dyadic(exactly: a) * Dyadic(exactly: b), "product")
    }
  }

  @Test func operationsHaveThePublishedErrors() {
    let pairs = Generator<Pairs> { source throws(Rejection) in
      let a = try source.draw(Self.pair)
      return try source.draw(.bool)
        ? Pairs(a: a, b: Self.canceller(a, bits: try source.draw(.int(in: 1...110))))
        : Pairs(a: a, b: try source.draw(Self.pair))
    }
    expectProperty(
      pairs, cases: 20_000,
      labels: [Label("cancel", atLeast: 20) { abs(($0.a + $0.b).high[0]) < abs($0.a.high[0]) / 2 }]
    ) { pairs in
      let (a, b) = (pairs.a, pairs.b)
      let (x, y) = (Self.exactly(a), Self.exactly(b))
      func check(_ result: DoubleDouble, _ exact: Dyadic, _ relative: Dyadic, line: Int = #line) throws {
        try require(
          (Self.exactly(result) - exact).magnitude <= exact.magnitude * relative, "error", line: line)
        try require(abs(result.low[0]) <= result.high[0].ulp / 2, "not normalised", line: line)
        try require(relative <= Dyadic.powerOfTwo(-103), "too large an error is allowed", line: line)
      }
      try check(a + b, x + y, Self.u2 * 3 + Self.u3 * 13)
      try check(a + b.high, x + Dyadic(exactly: b.high[0]), Self.u2 * 2)
      try check(a * b, x * y, Self.u2 * 5)
      try check(a.scaled(Lanes(repeating: 0x1p-7)), x.scaled(byPowerOfTwo: -7), 0)
    }
  }

  @Test func exponentials() throws {
    let stated = Dyadic(exactly: DoubleDouble.exponentialError)
    func check(_ x: DoubleDouble) throws {
      let computed = DoubleDouble.exponential(x)
      for lane in 0..<8 {
        let argument = Self.exactly(x, lane)
        let exact = try Interval.exp(of: argument, bits: 160)
        let error = (Interval(Self.exactly(computed, lane)) - exact).magnitude.upper
        // The low part of a result below 2^-968 is subnormal, and so rounded at 2^-1074.
        try require(
          error <= exact.lower * stated + Dyadic.powerOfTwo(-1074), "exp(\(argument)) is \(exact)")
      }
    }
    let argument = zip(
      Generator<Double>.element(of: [1, 30, 700, 0x1p-20]), .signedFraction(bits: 52),
      .signedFraction(bits: 52)
    ).map { reach, high, low in (high: reach * high, low: reach * high * low * 0x1p-54) }
    expectProperty(Generator<[(high: Double, low: Double)]>.array(of: argument, count: 8), cases: 1600) { x in
      var (high, low) = (Lanes(), Lanes())
      for lane in 0..<8 { (high[lane], low[lane]) = x[lane] }
      try check(DoubleDouble.exactSum(high, low))
    }
    for k in -1009...1009 {
      let half = Double(k) * 0x1.62e42fefa39efp-2
      try check(
        DoubleDouble.exactSum(Lanes(half, half.nextUp, half.nextDown, 2 * half, 0, 700, -700, 1), Lanes()))
    }
    let zero = DoubleDouble.exponential(DoubleDouble(0, 0))
    #expect(zero.high[0] == 1 && zero.low[0] == 0)
    let flushed = DoubleDouble.exponential(DoubleDouble((-700.0).nextDown, 0))
    #expect(flushed.high[0] == 0 && flushed.low[0] == 0)
  }
}

private struct Pairs: CustomStringConvertible {
  var a: DoubleDouble
  var b: DoubleDouble
  var description: String { "\(a.high[0]) + \(a.low[0]) and \(b.high[0]) + \(b.low[0])" }
}
