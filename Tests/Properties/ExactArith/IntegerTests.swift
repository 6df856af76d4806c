import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

struct IntegerTests {
  /// Words of every length; the ends of the type, and neighbours of powers of two, among them.
  private static let word = zip(Generator<Int>.int(in: 0...63), Generator<Int>.any).map { $1 >> $0 }

  /// Operations whose results fit are those of the machine's 128-bit integers.
  @Test func oneMachineInteger() {
    expectProperty(
      zip(.int(in: 0...60), Self.word), cases: 20_000,
      labels: [
        Label("an end of the type", atLeast: 0.1) { $1 == .min || $1 == .max },
        Label("a shift that loses bits", atLeast: 20) { $0 > $1.trailingZeroBitCount },
      ]
    ) { n, a in
      let (x, u) = (Integer(a), Int128(a))
      try require(
        -x == Integer(-u) && x.magnitude == Integer(u.magnitude), "-a is \(-x), |a| is \(x.magnitude)")
      try require(x.signum() == a.signum() && x.asInt == a && x.isOdd == (a & 1 == 1), "sign, value, parity")
      try require(x.bitWidth == 64 - a.magnitude.leadingZeroBitCount, "bitWidth \(x.bitWidth)")
      try require(
        a == 0 || x.trailingZeroBitCount == a.trailingZeroBitCount, "\(x.trailingZeroBitCount) zeros")
      try require(x.description == "\(a)" && Integer("\(a)") == x, "text \(x)")
      try require(x.text(radix: 16) == String(a, radix: 16), "hexadecimal text \(x.text(radix: 16))")
      try require(x >> n == Integer(a >> n), "a >> n is \(x >> n)")
      try require(x << n == Integer(u << n), "a << n is \(x << n)")
      try require(x << -n == x >> n && x >> -n == x << n, "shifts by -n")
    }
  }

  @Test func twoMachineIntegers() {
    expectProperty(
      zip(Self.word, Self.word), cases: 20_000,
      labels: [
        Label("a sum of 65 bits", atLeast: 0.1) { (a: Int, b: Int) in a.addingReportingOverflow(b).overflow },
        Label("equal", atLeast: 0.5) { (a: Int, b: Int) in a == b },
        Label("an exact quotient", atLeast: 5) { (a: Int, b: Int) in b != 0 && Int128(a) % Int128(b) == 0 },
        Label("signs that differ", atLeast: 20) { (a: Int, b: Int) in a.signum() * b.signum() < 0 },
      ]
    ) { (a: Int, b: Int) in
      let (x, y, u, v) = (Integer(a), Integer(b), Int128(a), Int128(b))
      try require(x + y == Integer(u + v), "the sum is \(u + v), not \(x + y)")
      try require(x - y == Integer(u - v), "the difference is \(u - v), not \(x - y)")
      try require(
        x * y == Integer(u * v) && x * b == x * y, "the product is \(u * v), not \(x * y), \(x * b)")
      try require((x < y) == (a < b) && (x == y) == (a == b), "order")
      guard b != 0 else { return }
      let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
      try require(
        quotient == Integer(u / v) && remainder == Integer(u % v), "a / b is \(quotient), \(remainder)")
      let isExact = u % v == 0
      let floor: Int128 = isExact || (u < 0) == (v < 0) ? u / v : u / v - 1
      try require(
        x.floorDivided(by: y) == Integer(floor), "⌊a / b⌋ is \(floor), not \(x.floorDivided(by: y))")
      let ceiling: Int128 = isExact ? floor : floor + 1
      try require(
        x.ceilingDivided(by: y) == Integer(ceiling), "⌈a / b⌉ is \(ceiling), not \(x.ceilingDivided(by: y))")
    }
  }

  @Test func largeIdentities() {
    let number = Generator<Integer>.integer(bits: 900)
    expectProperty(
      zip(number, number, .nonZeroInteger(bits: 500)), cases: 3000,
      labels: [
        Label("longer than a word", atLeast: 50) { a, b, _ in min(a.bitWidth, b.bitWidth) > 64 },
        Label("a zero", atLeast: 5) { a, b, _ in a.isZero || b.isZero },
      ]
    ) { a, b, c in
      try require((a + b) * (a - b) == a * a - b * b, "(a + b)(a − b)")
      try require((a + b) - b == a && ((a + b) - b).hashValue == a.hashValue, "a + b − b is \((a + b) - b)")
      try require((a < b) == ((a - b).signum() < 0), "order")
      let (quotient, remainder) = a.quotientAndRemainder(dividingBy: c)
      try require(
        quotient * c + remainder == a && remainder.magnitude < c.magnitude
          && remainder.signum() * a.signum() >= 0, "a / c is \(quotient), \(remainder)")
      try require((a * c).exactlyDivided(by: c) == a, "a·c / c is \((a * c).exactlyDivided(by: c))")
      try require(
        a.ceilingDivided(by: c) == -(-a).floorDivided(by: c), "⌈a / c⌉ is \(a.ceilingDivided(by: c))")
      let divisor = a.gcd(b)
      try require(
        (a * c).gcd(b * c) == divisor * c.magnitude && divisor.signum() >= 0, "gcd(a, b) is \(divisor)")
    }
  }

  @Test func functionsOfALargeInteger() {
    expectProperty(
      zip(.int(in: 0...6), .integer(bits: 900)), cases: 3000,
      labels: [Label("longer than a word", atLeast: 50) { $1.bitWidth > 64 }]
    ) { exponent, a in
      let root = a.magnitude.squareRoot()
      try require(root * root <= a.magnitude && a.magnitude < (root + 1) * (root + 1), "⌊√|a|⌋ is \(root)")
      let (sameRoot, rest) = a.magnitude.squareRootAndRemainder()
      try require(sameRoot == root && root * root + rest == a.magnitude, "√|a| is \(sameRoot), \(rest)")
      try require((a * a).isPerfectSquare && (a.isZero || !(a * a + 1).isPerfectSquare), "a² is a square")
      for radix in [2, 10, 16, 36] {
        let text = a.text(radix: radix)
        try require(Integer(text, radix: radix) == a, "\(text) in radix \(radix)")
      }
      let power = (0..<exponent).reduce(Integer(1)) { product, _ in product * a }
      try require(a.power(exponent) == power, "a^n is \(a.power(exponent))")
    }
  }

  @Test func shiftsOfLargeIntegers() {
    // Every fifth number is a tie, half an odd multiple of 2ⁿ.
    let shift = Generator<(n: Int, a: Integer)> { source throws(Rejection) in
      let n = try source.draw(.int(in: 0...1000))
      let isTie = try source.flag(probability: 0.2)
      let a = try source.draw(.integer(bits: 900))
      return (n, isTie && n > 0 ? (a * 2 + 1) << (n - 1) : a)
    }
    expectProperty(
      shift, cases: 3000,
      labels: [
        Label("a tie", atLeast: 10) { n, a in !a.isZero && a.trailingZeroBitCount == n - 1 },
        Label("exact", atLeast: 5) { n, a in a.isZero || a.trailingZeroBitCount >= n },
        Label("to 0 or −1", atLeast: 20) { n, a in a.bitWidth < n },
      ]
    ) { n, a in
      let power = Integer(2).power(n)
      try require(a << n == a * power, "a << n is \(a << n)")
      try require(a >> n == a.floorDivided(by: power), "a >> n is \(a >> n)")
      for direction in RoundingDirection.allCases {
        let ours = a.shiftedRight(n, rounding: direction)
        try require(ours == Self.divide(a, power, direction), "a / 2^n \(direction) is \(ours)")
      }
    }
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
