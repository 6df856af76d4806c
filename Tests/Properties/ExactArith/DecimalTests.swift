import AttnAuditTesting
import AttnGenerators
import ExactArith
import Foundation
import PropertyTesting
import Testing

/// Decimal text is a bound: it is read back exactly and compared.
struct DecimalTests {
  @Test func boundsEnclose() throws {
    let number = Generator<Dyadic>.one(of: [
      Generator<Double>.finite.map { Dyadic(exactly: $0) }, .dyadic(bits: 150, exponent: -220...120),
    ])
    expectProperty(
      zip(.int(in: 1...30), number), cases: 4000,
      labels: [
        Label("exact", atLeast: 10) { (digits: Int, x: Dyadic) in
          x.decimal(digits: digits, rounding: .down) == x.decimal(digits: digits, rounding: .up)
        },
        Label("negative", atLeast: 30) { $1.signum() < 0 },
      ]
    ) { digits, x in
      try Self.check(x, digits: digits)
      // A number of so few digits comes out as itself, in every direction.
      let texts = [RoundingDirection.down, .up, .nearest].map { x.decimal(digits: digits, rounding: $0) }
      let isExact = try texts.contains { try Rational(parsing: $0) == Rational(x) }
      try require(!isExact || Set(texts).count == 1, "\(texts) of an exact number")
    }

    var failures = FailureLog()
    for pattern in finiteFloat16Patterns where pattern % 7 == 0 {
      let x = Dyadic(float16Bits: pattern)!
      do { try Self.check(x, digits: 3) } catch { failures.expect(false, "\(x): \(error)") }
    }
    #expect(failures.count == 0)
  }

  private static func check(_ x: Dyadic, digits: Int) throws {
    let exact = Rational(x)
    let down = try Rational(parsing: x.decimal(digits: digits, rounding: .down))
    let up = try Rational(parsing: x.decimal(digits: digits, rounding: .up))
    try require(down <= exact && exact <= up, "not in [\(down), \(up)]")
    let (inner, outer) = x.signum() < 0 ? (up, down) : (down, up)
    let truncated = try Rational(parsing: x.decimal(digits: digits, rounding: .towardZero))
    try require(truncated == inner, "truncated to \(truncated), between \(down) and \(up)")
    // Neighbours: the width is one unit of the last digit, at most 10^(1−digits) of the inner end.
    if !x.isZero {
      let width = (outer - inner).magnitude
      try require(width <= inner.magnitude * Rational(10).power(1 - digits), "[\(down), \(up)] is too wide")
      let nearest = try Rational(parsing: x.decimal(digits: digits, rounding: .nearest))
      try require(
        (nearest == up || nearest == down) && (nearest - exact).magnitude * 2 <= width,
        "\(nearest) is not the nearest of \(down) and \(up)")
    }
  }

  /// The C library prints binary64 numbers correctly rounded to any number of digits.
  @Test func nearestAgreesWithPrintf() throws {
    // An integer of as many digits as are asked for, and a half: ties.
    let ties = Generator<(Double, Int)> { source throws(Rejection) in
      let digits = try source.draw(.int(in: 1...9))
      let least = (1..<digits).reduce(1) { power, _ in power * 10 }
      return (Double(try source.draw(.int(in: least...10 * least - 1))) + 0.5, digits)
    }
    expectProperty(
      .weighted([(7, zip(.finite, .int(in: 1...25))), (1, ties)]), cases: 5000,
      labels: [
        Label("a tie", atLeast: 5) { (value: Double, digits: Int) in
          value > 1 && value < 1e10 && value.rounded(.down) + 0.5 == value
            && String(Int(value)).count == digits
        }
      ]
    ) { value, digits in
      let library = String(format: "%.\(digits - 1)e", value)
      let ours = Dyadic(exactly: value).decimal(digits: digits, rounding: .nearest)
      try require(
        try Rational(parsing: ours) == Rational(parsing: library), "\(ours), the library \(library)")
    }
  }

  @Test func layout() {
    let cases: [(Dyadic, Int, RoundingDirection, String)] = [
      (0, 5, .down, "0"), (1, 5, .down, "1"), (-1, 5, .up, "-1"), (Dyadic(exactly: 0.5), 3, .down, "0.5"),
      (Dyadic(exactly: 0.1), 3, .down, "0.1"), (Dyadic(exactly: 0.1), 3, .up, "0.101"),
      (Dyadic(exactly: -0.1), 3, .down, "-0.101"), (1024, 4, .down, "1024"), (123_456, 3, .down, "123000"),
      (123_456, 3, .up, "124000"), (12_345_678, 3, .down, "1.23e7"), (99_999, 2, .up, "100000"),
      (99_999, 2, .down, "99000"), (Dyadic(exactly: 0x1p-20), 3, .up, "9.54e-7"),
      (Dyadic(exactly: 0x1p-10), 2, .up, "0.00098"), (Dyadic(exactly: 9.75), 1, .nearest, "10"),
      (Dyadic(exactly: 2.5), 1, .nearest, "2"), (Dyadic(exactly: 3.5), 1, .nearest, "4"),
      (Dyadic.powerOfTwo(100), 1, .up, "2e30"),
    ]
    for (x, digits, direction, text) in cases {
      #expect(x.decimal(digits: digits, rounding: direction) == text)
    }
    #expect(Interval(Rational(1, 3), bits: 100).decimalBounds(digits: 4) == ("0.3333", "0.3334"))
    #expect("\(Interval(1))" == "[1, 1]" && "\(Dyadic(exactly: 0.25))" == "0.25")
  }

  /// Beyond the exact range the bounds still enclose.
  @Test func hugeExponents() throws {
    let far = zip(Generator<Bool>.bool, .dyadic(bits: 80, exponent: 15_000...300_000)).map { isTiny, x in
      isTiny ? x.scaled(byPowerOfTwo: -2 * x.exponent) : x
    }
    expectProperty(zip(.int(in: 1...20), far), cases: 80) { digits, x in try Self.check(x, digits: digits) }
    // 2^(−2⁴⁰), the far end of exp: 40 bits of exponent in decimal.
    let least = Dyadic.powerOfTwo(-(1 << 40))
    #expect(least.decimal(digits: 3, rounding: .down).hasSuffix("e-330985980542"))
  }
}
