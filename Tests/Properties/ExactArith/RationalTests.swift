import ExactArith
import PropertyTesting
import Testing

struct RationalTests {
  @Test func fieldLaws() {
    var random = DeterministicGenerator(seed: 30)
    var failures = FailureLog()
    for _ in 0..<4000 {
      // Small parts share factors often, large ones seldom.
      let bits = random.next() % 2 == 0 ? 6 : 120
      let (a, b, c) = (random.rational(bits: bits), random.rational(bits: bits), random.rational(bits: bits))
      for x in [a, a + b, a - b, a * b, -a] {
        failures.expect(
          x.denominator.signum() > 0 && x.numerator.gcd(x.denominator) == 1, "\(x) is not in lowest terms")
      }
      failures.expect(
        a + b
          == Rational(
            a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator),
        "\(a) + \(b)")
      failures.expect((a + b) - b == a && (a - b) + b == a, "\(a) + \(b) - \(b)")
      failures.expect(a * (b + c) == a * b + a * c, "\(a) (\(b) + \(c))")
      if !b.isZero {
        failures.expect(a / b * b == a && b * b.reciprocal == 1, "\(a) / \(b)")
        failures.expect(b.power(-3) * b.power(5) == b * b, "powers of \(b)")
      }
      failures.expect(
        (a < b) == ((a - b).signum() < 0) && (a == b) == (a - b).isZero, "\(a) < \(b)")
      failures.expect(a.magnitude.signum() >= 0 && (a.magnitude == a || a.magnitude == -a), "|\(a)|")
      let floor = Rational(a.floor())
      failures.expect(
        floor <= a && a < floor + 1 && Rational(a.ceiling()) == -Rational((-a).floor()), "⌊\(a)⌋")
      failures.expect(((a + b) - b).hashValue == a.hashValue, "hash of \(a)")
      let d = random.dyadic(bits: 80, exponents: -100...100)
      let power = Rational(Integer(1) << abs(d.exponent))
      failures.expect(
        Rational(d) == (d.exponent >= 0 ? Rational(d.significand) * power : Rational(d.significand) / power),
        "Rational of \(d)")
    }
    #expect(failures.count == 0)
  }

  /// Correct rounding to binary64, from both neighbours.
  @Test func toDouble() {
    var random = DeterministicGenerator(seed: 31)
    var failures = FailureLog()
    for _ in 0..<4000 {
      let x = random.rational(bits: 200)
      let (down, up) = (x.double(rounding: .down), x.double(rounding: .up))
      failures.expect(
        Rational(Dyadic(exactly: down)) <= x && x <= Rational(Dyadic(exactly: up))
          && (down == up || down.nextUp == up), "\(x) is between \(down) and \(up)")
      let nearest = x.double(rounding: .nearest)
      let distance = (x - Rational(Dyadic(exactly: nearest))).magnitude
      failures.expect(
        distance <= (x - Rational(Dyadic(exactly: down))).magnitude
          && distance <= (x - Rational(Dyadic(exactly: up))).magnitude, "\(x) is near \(nearest)")
    }
    #expect(failures.count == 0)
  }
}
