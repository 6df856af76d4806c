import ExactArith
import Foundation
import PropertyTesting
import Testing

/// Decimal text is a bound: it is read back exactly and compared.
struct DecimalTests {
  @Test func boundsEnclose() throws {
    var random = DeterministicGenerator(seed: 70)
    var failures = FailureLog()
    for i in 0..<4000 {
      let digits = Int.random(in: 1...30, using: &random)
      let x =
        i % 2 == 0
        ? Dyadic(exactly: random.finiteDouble()) : random.dyadic(bits: 150, exponents: -220...120)
      try Self.check(x, digits: digits, &failures)
    }
    for pattern in finiteFloat16Patterns where pattern % 7 == 0 {
      try Self.check(Dyadic(float16Bits: pattern)!, digits: 3, &failures)
    }
    #expect(failures.count == 0)
  }

  private static func check(_ x: Dyadic, digits: Int, _ failures: inout FailureLog) throws {
    let exact = Rational(x)
    let down = try Rational(parsing: x.decimal(digits: digits, rounding: .down))
    let up = try Rational(parsing: x.decimal(digits: digits, rounding: .up))
    let name = "\(x.hexadecimal) to \(digits) digits"
    failures.expect(down <= exact && exact <= up, "\(name): not in [\(down), \(up)]")
    let (inner, outer) = x.signum() < 0 ? (up, down) : (down, up)
    failures.expect(
      try Rational(parsing: x.decimal(digits: digits, rounding: .towardZero)) == inner, "\(name): truncated")
    // Neighbours: the width is one unit of the last digit, at most 10^(1−digits) of the inner end.
    if !x.isZero {
      let width = (outer - inner).magnitude
      failures.expect(
        width <= inner.magnitude * Rational(10).power(1 - digits), "\(name): [\(down), \(up)] is too wide")
      let nearest = try Rational(parsing: x.decimal(digits: digits, rounding: .nearest))
      failures.expect(
        (nearest == up || nearest == down) && (nearest - exact).magnitude * 2 <= width, "\(name): nearest")
    }
  }

  /// The C library prints binary64 numbers correctly rounded to any number of digits.
  @Test func nearestAgreesWithPrintf() throws {
    var random = DeterministicGenerator(seed: 71)
    var failures = FailureLog()
    for _ in 0..<5000 {
      let value = random.finiteDouble()
      let digits = Int.random(in: 1...25, using: &random)
      let library = String(format: "%.\(digits - 1)e", value)
      let ours = Dyadic(exactly: value).decimal(digits: digits, rounding: .nearest)
      failures.expect(
        try Rational(parsing: ours) == Rational(parsing: library), "\(value): \(ours), the library \(library)"
      )
    }
    #expect(failures.count == 0)
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
    var random = DeterministicGenerator(seed: 72)
    var failures = FailureLog()
    for _ in 0..<40 {
      let x = random.dyadic(bits: 80, exponents: 15_000...300_000)
      for y in [x, x.scaled(byPowerOfTwo: -2 * x.exponent)] where !y.isZero {
        try Self.check(y, digits: Int.random(in: 1...20, using: &random), &failures)
      }
    }
    #expect(failures.count == 0)
    // 2^(−2⁴⁰), the far end of exp: 40 bits of exponent in decimal.
    let far = Dyadic.powerOfTwo(-(1 << 40))
    #expect(far.decimal(digits: 3, rounding: .down).hasSuffix("e-330985980542"))
  }
}
