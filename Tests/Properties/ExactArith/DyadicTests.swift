import ExactArith
import PropertyTesting
import Testing

struct DyadicTests {
  @Test func ringLawsAndOrder() {
    var random = DeterministicGenerator(seed: 50)
    var failures = FailureLog()
    for _ in 0..<6000 {
      let range = random.next() % 2 == 0 ? -8...8 : -300...300
      let a = random.dyadic(bits: 12, exponents: range)
      let b = random.dyadic(bits: 200, exponents: range)
      let (x, y) = (Rational(a), Rational(b))
      for d in [a, a + b, a - b, a * b, -a, a.magnitude] {
        failures.expect(d.isZero ? d.exponent == 0 : d.significand.isOdd, "\(d) is not normalized")
      }
      failures.expect(Rational(a + b) == x + y && Rational(a - b) == x - y, "\(a) ± \(b)")
      failures.expect(Rational(a * b) == x * y && Rational(-a) == -x, "\(a) \(b)")
      failures.expect((a < b) == (x < y) && (a == b) == (x == y) && (b < a) == (y < x), "\(a) < \(b)")
      failures.expect(a.signum() == x.signum() && Rational(a.magnitude) == x.magnitude, "|\(a)|")
      failures.expect(((a + b) - b).hashValue == a.hashValue && (a + b) - b == a, "\(a) + \(b) - \(b)")
      failures.expect(a.scaled(byPowerOfTwo: 7) == a * 128 && a.power(3) == a * a * a, "powers of \(a)")
      if !a.isZero {
        let place = Dyadic.powerOfTwo(a.magnitudeExponent)
        failures.expect(
          a.magnitude < place && a.magnitude >= place.scaled(byPowerOfTwo: -1), "magnitudeExponent of \(a)")
      }
    }
    #expect(failures.count == 0)
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
  @Test func roundings() {
    var random = DeterministicGenerator(seed: 51)
    var failures = FailureLog()
    for _ in 0..<4000 {
      let a = random.dyadic(bits: 90, exponents: -60...60)
      let b = random.dyadic(bits: 90, exponents: -60...60)
      let bits = Int.random(in: 1...100, using: &random)
      let grid = Int.random(in: -70...160, using: &random)
      let unit = Rational(Dyadic.powerOfTwo(grid))
      failures.expect(
        a.floor(toExponent: grid) == (Rational(a) / unit).floor()
          && a.ceiling(toExponent: grid) == (Rational(a) / unit).ceiling(), "\(a) on the grid 2^\(grid)")
      for direction in RoundingDirection.allCases {
        failures.expect(
          Self.isRounded(a.rounded(toBits: bits, direction), of: Rational(a), bits: bits, direction),
          "\(a) to \(bits) bits \(direction)")
        failures.expect(
          Self.isRounded(
            Dyadic.sum(a, b, bits: bits, rounding: direction), of: Rational(a + b), bits: bits, direction),
          "\(a) + \(b) to \(bits) bits \(direction)")
        if !b.isZero {
          failures.expect(
            Self.isRounded(
              Dyadic.quotient(a, b, bits: bits, rounding: direction), of: Rational(a) / Rational(b),
              bits: bits,
              direction), "\(a) / \(b) to \(bits) bits \(direction)")
          failures.expect(
            Dyadic.quotient(a * b, b, bits: 90, rounding: direction) == a, "\(a * b) / \(b) is exact")
        }
        let onGrid = a.rounded(toExponent: grid, direction)
        let next = onGrid + Dyadic.powerOfTwo(grid)
        let before = onGrid - Dyadic.powerOfTwo(grid)
        failures.expect(
          Rational(onGrid) / unit == Rational((Rational(onGrid) / unit).floor())
            && Self.isBest(onGrid, neighbours: [before, next], of: Rational(a), direction)
            || (a.exponent >= grid && onGrid == a), "\(a) on the grid 2^\(grid) \(direction)")
      }
    }
    #expect(failures.count == 0)
  }

  private static func isRounded(
    _ y: Dyadic, of x: Rational, bits: Int, _ direction: RoundingDirection
  ) -> Bool {
    if x.isZero || y.isZero { return x.isZero && y.isZero }
    guard y.significand.bitWidth <= bits else { return false }
    // The next numbers of that many bits: below a power of two the unit is half as large.
    let unit = Dyadic.powerOfTwo(y.magnitudeExponent - bits)
    let inner = y.significand.magnitude == 1 ? unit.scaled(byPowerOfTwo: -1) : unit
    let sign = Dyadic(y.signum())
    return isBest(y, neighbours: [y + sign * unit, y - sign * inner], of: x, direction)
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
