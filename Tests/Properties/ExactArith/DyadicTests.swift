import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

struct DyadicTests {
  /// Of exponents near each other, so that significands overlap, or far apart.
  private static func pair(bits a: Int, _ b: Int) -> Generator<(Dyadic, Dyadic)> {
    Generator { source throws(Rejection) in
      let exponent = try source.draw(.element(of: [-8...8, -300...300]))
      return (
        try source.draw(.dyadic(bits: a, exponent: exponent)),
        try source.draw(.dyadic(bits: b, exponent: exponent))
      )
    }
  }

  @Test func ringLawsAndOrder() {
    expectProperty(
      Self.pair(bits: 12, 200), cases: 6000,
      labels: [
        Label("a zero", atLeast: 5) { $0.isZero || $1.isZero },
        Label("equal exponents", atLeast: 2) { $0.exponent == $1.exponent },
        Label("equal numbers", atLeast: 0.2) { $0 == $1 },
      ]
    ) { a, b in
      let (x, y) = (Rational(a), Rational(b))
      for d in [a, a + b, a - b, a * b, -a, a.magnitude] {
        try require(
          d.isZero ? d.exponent == 0 : d.significand.isOdd,
          "\(d.significand)·2^\(d.exponent) is not normalized")
      }
      try require(Rational(a + b) == x + y, "the sum is not \(a + b)")
      try require(Rational(a - b) == x - y, "the difference is not \(a - b)")
      try require(Rational(a * b) == x * y, "the product is not \(a * b)")
      try require(Rational(-a) == -x && Rational(a.magnitude) == x.magnitude, "-\(a), |\(a)|")
      try require((a < b) == (x < y) && (a == b) == (x == y) && (b < a) == (y < x), "order")
      try require(a.signum() == x.signum(), "sign \(a.signum())")
      try require((a + b) - b == a && ((a + b) - b).hashValue == a.hashValue, "a + b − b is \((a + b) - b)")
      try require(a.scaled(byPowerOfTwo: 7) == a * 128 && a.power(3) == a * a * a, "powers of \(a)")
      if !a.isZero {
        let place = Dyadic.powerOfTwo(a.magnitudeExponent)
        try require(
          a.magnitude < place && a.magnitude >= place.scaled(byPowerOfTwo: -1),
          "magnitudeExponent \(a.magnitudeExponent)")
      }
    }
  }

  /// Numbers whose exact sum would need 2⁵⁰ bits can still be compared and added with rounding.
  @Test func exponentsFarApart() {
    let (huge, tiny) = (Dyadic.powerOfTwo(1 << 50), Dyadic.powerOfTwo(-1 << 50))
    #expect(tiny < huge && -huge < tiny && -huge < -tiny && Dyadic() < tiny && -tiny < Dyadic())
    let up = Dyadic.sum(huge, tiny, bits: 53, rounding: .up)
    #expect(huge < up && Dyadic.sum(huge, tiny, bits: 53, rounding: .down) == huge)
    #expect(Dyadic.sum(tiny, -huge, bits: 53, rounding: .down) == -huge)
    #expect(Dyadic.sum(tiny, -huge, bits: 53, rounding: .up) > -huge)
    #expect(Dyadic.sum(huge, -tiny, bits: 10, rounding: .towardZero) < huge)
    #expect(Dyadic.sum(huge, -tiny, bits: 10, rounding: .nearest) == huge)
    #expect((huge * tiny) == Dyadic(1))
    #expect(Interval.sum(Interval(huge), Interval(tiny), bits: 53) == Interval(lower: huge, upper: up))
    #expect(tiny.floor(toExponent: 0) == 0 && tiny.ceiling(toExponent: 0) == 1)
    #expect((-tiny).floor(toExponent: 0) == -1 && (-tiny).rounded(toExponent: 0, .nearest) == Dyadic())
  }

  /// Every rounding against its definition in rationals.
  @Test func roundingsToBits() {
    let labels: [Label<(RoundingDirection, Int, Dyadic)>] = [
      Label("exact", atLeast: 10) { _, excess, _ in excess <= 0 },
      // One bit too many, which is odd.
      Label("a tie", atLeast: 5) { _, excess, a in excess == 1 && a.significand.bitWidth > 1 },
      Label("negative", atLeast: 30) { _, _, a in a.signum() < 0 },
    ]
    expectProperty(
      zip(.element(of: RoundingDirection.allCases), Self.excess, Self.number), cases: 10_000, labels: labels
    ) { direction, excess, a in
      let bits = max(1, a.significand.bitWidth - excess)
      let rounded = a.rounded(toBits: bits, direction)
      try require(
        Self.isRounded(rounded, of: Rational(a), bits: bits, direction),
        "to \(bits) bits it became \(rounded)")
    }
  }

  @Test func roundedSums() {
    let labels: [Label<(RoundingDirection, Int, Dyadic, Dyadic)>] = [
      Label("exact", atLeast: 10) { _, excess, _, _ in excess <= 0 },
      Label("a tie", atLeast: 5) { _, excess, a, b in excess == 1 && (a + b).significand.bitWidth > 1 },
    ]
    expectProperty(
      zip(.element(of: RoundingDirection.allCases), Self.excess, Self.number, Self.number), cases: 10_000,
      labels: labels
    ) { direction, excess, a, b in
      let bits = max(1, (a + b).significand.bitWidth - excess)
      let sum = Dyadic.sum(a, b, bits: bits, rounding: direction)
      try require(
        Self.isRounded(sum, of: Rational(a + b), bits: bits, direction), "to \(bits) bits it became \(sum)")
    }
  }

  @Test func roundedQuotients() {
    // Every third quotient is exact, so that it may be a tie.
    let quotient = Generator<(a: Dyadic, b: Dyadic, bits: Int)> { source throws(Rejection) in
      let excess = try source.draw(Self.excess)
      let isExact = try source.flag(probability: 1.0 / 3)
      let b = try source.draw(.nonZeroDyadic(bits: 90, exponent: -60...60))
      let a = try source.draw(Self.number)
      return (isExact ? a * b : a, b, max(1, a.significand.bitWidth - excess))
    }
    let labels: [Label<(RoundingDirection, (a: Dyadic, b: Dyadic, bits: Int))>] = [
      Label("a tie", atLeast: 2) { _, drawn in
        let exact = Dyadic.quotient(drawn.a, drawn.b, bits: drawn.bits + 1, rounding: .down)
        return exact.significand.bitWidth == drawn.bits + 1 && exact * drawn.b == drawn.a
      }
    ]
    expectProperty(
      zip(.element(of: RoundingDirection.allCases), quotient), cases: 10_000, labels: labels
    ) { direction, drawn in
      let (a, b, bits) = drawn
      let quotient = Dyadic.quotient(a, b, bits: bits, rounding: direction)
      try require(
        Self.isRounded(quotient, of: Rational(a) / Rational(b), bits: bits, direction),
        "it became \(quotient)")
      let exact = Dyadic.quotient(a * b, b, bits: max(1, a.significand.bitWidth), rounding: direction)
      try require(exact == a, "a·b / b is exact, not \(exact)")
    }
  }

  @Test func roundingsToAGrid() {
    expectProperty(
      zip(.element(of: RoundingDirection.allCases), .int(in: -70...160), Self.number), cases: 10_000,
      labels: [
        Label("exact", atLeast: 10) { $2.exponent >= $1 },
        Label("a tie", atLeast: 0.3) { $2.exponent == $1 - 1 },
        Label("below the grid", atLeast: 10) { !$2.isZero && $2.magnitudeExponent < $1 },
      ]
    ) { direction, grid, a in
      let unit = Rational(Dyadic.powerOfTwo(grid))
      let multiple = Rational(a) / unit
      try require(a.floor(toExponent: grid) == multiple.floor(), "floor \(a.floor(toExponent: grid))")
      try require(a.ceiling(toExponent: grid) == multiple.ceiling(), "ceiling \(a.ceiling(toExponent: grid))")
      let rounded = a.rounded(toExponent: grid, direction)
      let neighbours = [rounded - Dyadic.powerOfTwo(grid), rounded + Dyadic.powerOfTwo(grid)]
      let isOnGrid = Rational(rounded) / unit == Rational((Rational(rounded) / unit).floor())
      try require(
        isOnGrid && Self.isBest(rounded, neighbours: neighbours, of: Rational(a), direction),
        "it became \(rounded)")
    }
  }

  private static let number = Generator<Dyadic>.dyadic(bits: 90, exponent: -60...60)
  /// How many bits a number has more than it may have; not that number itself, which would have to shrink together with
  /// the number that is rounded.
  private static let excess = Generator<Int>.weighted([(4, .int(in: -10...90)), (1, .always(1))])

  private static func isRounded(
    _ y: Dyadic, of x: Rational, bits: Int, _ direction: RoundingDirection
  ) -> Bool {
    if x.isZero || y.isZero { return x.isZero && y.isZero }
    guard y.significand.bitWidth <= bits else { return false }
    // The next numbers of that many bits: below a power of two the unit is half as large.
    let unit = Dyadic.powerOfTwo(y.magnitudeExponent - bits)
    let inner = y.significand.magnitude == 1 ? unit.scaled(byPowerOfTwo: -1) : unit
    let sign = Dyadic(y.signum())
    let neighbours = [y + sign * unit, y - sign * inner]
    if direction == .nearest,
      neighbours.contains(where: { (Rational($0) - x).magnitude == (Rational(y) - x).magnitude })
    {
      // Of two numbers of one bit the larger is the even one.
      let isEven = bits == 1 ? Rational(y).magnitude > x.magnitude : y.significand.bitWidth < bits
      if !isEven { return false }
    }
    return isBest(y, neighbours: neighbours, of: x, direction)
  }

  /// Whether no neighbour is a better choice than y.
  private static func isBest(
    _ y: Dyadic, neighbours: [Dyadic], of x: Rational, _ direction: RoundingDirection
  ) -> Bool {
    let y = Rational(y)
    switch direction {
    case .down: return y <= x && neighbours.allSatisfy { Rational($0) < y || Rational($0) > x }
    case .up: return y >= x && neighbours.allSatisfy { Rational($0) > y || Rational($0) < x }
    case .towardZero:
      return y.magnitude <= x.magnitude && y.signum() * x.signum() >= 0
        && neighbours.allSatisfy {
          Rational($0).magnitude < y.magnitude || Rational($0).magnitude > x.magnitude
        }
    case .nearest:
      let distance = (y - x).magnitude
      return neighbours.allSatisfy { (Rational($0) - x).magnitude >= distance }
    }
  }
}
