import ExactArith
import PropertyTesting
import Testing

struct IntegerTests {
  /// Operations whose results fit are those of the machine's 128-bit integers.
  @Test func agreesWithMachineIntegers() {
    var random = DeterministicGenerator(seed: 10)
    var failures = FailureLog()
    for _ in 0..<20_000 {
      let a = Int.random(in: .min ... .max, using: &random) >> Int.random(in: 0...63, using: &random)
      let b = Int.random(in: .min ... .max, using: &random) >> Int.random(in: 0...63, using: &random)
      let (x, y, u, v) = (Integer(a), Integer(b), Int128(a), Int128(b))
      failures.expect(x + y == Integer(u + v), "\(a) + \(b)")
      failures.expect(x - y == Integer(u - v), "\(a) - \(b)")
      failures.expect(x * y == Integer(u * v) && x * b == x * y, "\(a) * \(b)")
      failures.expect(-x == Integer(-u) && x.magnitude == Integer(u.magnitude), "-\(a), |\(a)|")
      failures.expect((x < y) == (a < b) && (x == y) == (a == b), "\(a) < \(b)")
      failures.expect(x.signum() == a.signum() && x.asInt == a && x.isOdd == (a & 1 == 1), "\(a)")
      failures.expect(x.bitWidth == 64 - a.magnitude.leadingZeroBitCount, "bitWidth of \(a)")
      failures.expect(a == 0 || x.trailingZeroBitCount == a.trailingZeroBitCount, "zeros of \(a)")
      failures.expect(x.description == "\(a)" && Integer("\(a)") == x, "text of \(a)")
      failures.expect(x.text(radix: 16) == String(a, radix: 16), "hexadecimal text of \(a)")
      let n = Int.random(in: 0...60, using: &random)
      failures.expect(x >> n == Integer(a >> n) && x << n == Integer(u << n), "\(a) shifted by \(n)")
      failures.expect(x << -n == x >> n && x >> -n == x << n, "\(a) shifted by -\(n)")
      if b != 0 {
        let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
        failures.expect(quotient == Integer(u / v) && remainder == Integer(u % v), "\(a) / \(b)")
        let floor = u / v - (u % v != 0 && (u < 0) != (v < 0) ? 1 : 0)
        failures.expect(x.floorDivided(by: y) == Integer(floor), "⌊\(a) / \(b)⌋")
        failures.expect(
          x.ceilingDivided(by: y) == Integer(floor + (u % v == 0 ? 0 : 1)), "⌈\(a) / \(b)⌉")
      }
    }
    #expect(failures.count == 0)
  }

  @Test func largeIdentities() {
    var random = DeterministicGenerator(seed: 11)
    var failures = FailureLog()
    for _ in 0..<3000 {
      let (a, b, c) = (random.integer(bits: 900), random.integer(bits: 900), random.nonZeroInteger(bits: 500))
      failures.expect((a + b) * (a - b) == a * a - b * b, "(a+b)(a-b) for \(a), \(b)")
      failures.expect((a + b) - b == a && (a < b) == ((a - b).signum() < 0), "\(a) + \(b)")
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: c)
      failures.expect(
        quotient * c + remainder == a && remainder.magnitude < c.magnitude
          && remainder.signum() * a.signum() >= 0, "\(a) / \(c)")
      failures.expect((a * c).exactlyDivided(by: c) == a, "\(a) · \(c) / \(c)")
      failures.expect(a.ceilingDivided(by: c) == -(-a).floorDivided(by: c), "⌈\(a) / \(c)⌉")
      let n = Int.random(in: 0...1000, using: &random)
      let power = Integer(2).power(n)
      failures.expect(a << n == a * power && a >> n == a.floorDivided(by: power), "\(a) shifted by \(n)")
      for direction in RoundingDirection.allCases {
        failures.expect(
          a.shiftedRight(n, rounding: direction) == Self.divide(a, power, direction),
          "\(a) / 2^\(n) \(direction)")
      }
      let root = a.magnitude.squareRoot()
      failures.expect(
        root * root <= a.magnitude && a.magnitude < (root + 1) * (root + 1), "⌊√\(a.magnitude)⌋")
      let (sameRoot, rest) = a.magnitude.squareRootAndRemainder()
      failures.expect(sameRoot == root && root * root + rest == a.magnitude, "√ of \(a.magnitude)")
      failures.expect((a * a).isPerfectSquare && (a.isZero || !(a * a + 1).isPerfectSquare), "\(a)²")
      let divisor = a.gcd(b)
      failures.expect(
        (a * c).gcd(b * c) == divisor * c.magnitude && divisor.signum() >= 0, "gcd of \(a), \(b)")
      for radix in [2, 10, 16, 36] {
        failures.expect(Integer(a.text(radix: radix), radix: radix) == a, "\(a) in radix \(radix)")
      }
      failures.expect(((a + b) - b).hashValue == a.hashValue, "hash of \(a)")
      let exponent = Int.random(in: 0...6, using: &random)
      failures.expect(
        a.power(exponent) == (0..<exponent).reduce(Integer(1)) { product, _ in product * a },
        "\(a)^\(exponent)")
    }
    #expect(failures.count == 0)
  }

  /// a / b from the definition of each direction, b > 0.
  private static func divide(_ a: Integer, _ b: Integer, _ direction: RoundingDirection) -> Integer {
    switch direction {
    case .down: return a.floorDivided(by: b)
    case .up: return a.ceilingDivided(by: b)
    case .towardZero: return a.quotientAndRemainder(dividingBy: b).quotient
    case .nearest:
      let below = a.floorDivided(by: b)
      let twice = (a - below * b) * 2
      if twice == b { return below.isOdd ? below + 1 : below }
      return twice > b ? below + 1 : below
    }
  }

  @Test func wideLiteralsAndConversions() {
    #expect(Integer(UInt64.max).description == "18446744073709551615")
    #expect(Integer(Int128.min).description == "-170141183460469231731687303715884105728")
    #expect(Integer(UInt8(200)) == 200 && Integer(Int8(-5)) == -5)
    #expect(Integer(Int.min).asInt == .min && (Integer(Int.min) - 1).asInt == nil)
    #expect((Integer(Int.max) + 1).asInt == nil)
    #expect(Integer() == 0 && Integer().bitWidth == 0 && Integer(0).trailingZeroBitCount == 0)
    #expect(Integer(0) >> 5 == 0 && Integer(-1) >> 1_000_000_000_000 == -1 && Integer(5) >> Int.max == 0)
  }

  @Test func nonsenseIsNotAnInteger() {
    for text in ["", "-", "+", " 1", "1 ", "1_000", "0x10", "1.0", "--1", "+-1", "٣", "1\0", "g"] {
      #expect(Integer(text) == nil, "\(text)")
    }
    #expect(Integer("+17") == 17 && Integer("-0") == 0 && Integer("00012") == 12)
    #expect(Integer("zZ", radix: 36) == 35 * 37 && Integer("2", radix: 2) == nil)
  }

  /// Pascal's rule, and numbers of things that no array would hold.
  @Test func binomialsObeyPascalsRule() {
    var row: [Integer] = [1]
    for n in 0...130 {
      #expect((0...n).map { Integer.binomial(n, $0) } == row, "row \(n)")
      row = zip(row + [0], [0] + row).map { $0 + $1 }
    }
    let n = Integer(Int.max)
    #expect(Integer.binomial(.max, 0) == 1 && Integer.binomial(.max, .max) == 1)
    #expect(Integer.binomial(.max, .max - 1) == n)
    #expect(Integer.binomial(.max, 3) * 6 == n * (n - 1) * (n - 2))
  }

  @Test func programmerErrorsTrap() async {
    await #expect(processExitsWith: .failure) { _ = Integer(1).floorDivided(by: 0) }
    await #expect(processExitsWith: .failure) { _ = Integer(1) << (1 << 40) }
    await #expect(processExitsWith: .failure) { _ = Integer.binomial(3, 4) }
    await #expect(processExitsWith: .failure) { _ = Integer.binomial(3, -1) }
    await #expect(processExitsWith: .failure) { _ = Dyadic(exactly: Double.infinity) }
  }
}
