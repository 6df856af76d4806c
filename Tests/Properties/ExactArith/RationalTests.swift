import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

struct RationalTests {
  @Test func fieldLaws() {
    // Small parts share factors often, large ones seldom.
    let numbers = Generator<(Rational, Rational, Rational)> { source throws(Rejection) in
      let number = Generator<Rational>.rational(bits: try source.draw(.element(of: [6, 120])))
      return (try source.draw(number), try source.draw(number), try source.draw(number))
    }
    expectProperty(
      numbers, cases: 4000,
      labels: [
        Label("denominators with a common factor", atLeast: 10) { a, b, _ in
          a.denominator.gcd(b.denominator) > 1
        },
        Label("a shorter denominator", atLeast: 1) { a, b, _ in
          (a + b).denominator < a.denominator
            * b.denominator.exactlyDivided(by: a.denominator.gcd(b.denominator))
        },
        Label("a zero", atLeast: 5) { $0.isZero || $1.isZero || $2.isZero },
        Label("a whole number", atLeast: 5) { a, _, _ in a.denominator == 1 },
      ]
    ) { a, b, c in
      for x in [a, a + b, a - b, a * b, -a] {
        try require(
          x.denominator.signum() > 0 && x.numerator.gcd(x.denominator) == 1, "\(x) is not in lowest terms")
      }
      let sum = Rational(
        a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
      try require(a + b == sum, "the sum is \(sum), not \(a + b)")
      try require((a + b) - b == a && (a - b) + b == a, "a + b − b is \((a + b) - b)")
      try require(a * (b + c) == a * b + a * c, "distributivity")
      if !b.isZero {
        try require(a / b * b == a && b * b.reciprocal == 1, "a / b is \(a / b)")
        try require(b.power(-3) * b.power(5) == b * b, "powers of b: \(b.power(-3)), \(b.power(5))")
      }
      try require((a < b) == ((a - b).signum() < 0) && (a == b) == (a - b).isZero, "order")
      try require(
        a.magnitude.signum() >= 0 && (a.magnitude == a || a.magnitude == -a), "|a| is \(a.magnitude)")
      let floor = Rational(a.floor())
      try require(floor <= a && a < floor + 1, "⌊a⌋ is \(floor)")
      try require(Rational(a.ceiling()) == -Rational((-a).floor()), "⌈a⌉ is \(a.ceiling())")
      try require(((a + b) - b).hashValue == a.hashValue, "hash")
    }
  }

  @Test func everyDyadicIsARational() {
    expectProperty(.dyadic(bits: 80, exponent: -100...100), cases: 4000) { d in
      let power = Rational(Integer(1) << abs(d.exponent))
      let expected = d.exponent >= 0 ? Rational(d.significand) * power : Rational(d.significand) / power
      try require(Rational(d) == expected, "\(Rational(d)), not \(expected)")
    }
  }

  /// Correct rounding to binary64, from both neighbours. Any quotients, and numbers that binary64 has or that lie in the
  /// middle between two of them.
  @Test func toDouble() {
    let middles = zip(Generator<Double>.finite, .bool).map { value, isMiddle in
      let x = Rational(Dyadic(exactly: value))
      let next = value.nextUp
      return isMiddle && next.isFinite ? (x + Rational(Dyadic(exactly: next))) / 2 : x
    }
    expectProperty(
      .weighted([(3, .rational(bits: 200)), (1, middles)]), cases: 5500,
      labels: [
        Label("exact", atLeast: 5) { $0.double(rounding: .down) == $0.double(rounding: .up) },
        Label("a tie", atLeast: 5) { $0.isMiddle },
        Label("subnormal", atLeast: 1) { !$0.isZero && $0.magnitude < Rational(.powerOfTwo(-1022)) },
      ]
    ) { x in
      let (down, up) = (x.double(rounding: .down), x.double(rounding: .up))
      try require(
        Rational(Dyadic(exactly: down)) <= x && x <= Rational(Dyadic(exactly: up))
          && (down == up || down.nextUp == up), "between \(down) and \(up)")
      let nearest = x.double(rounding: .nearest)
      let distance = (x - Rational(Dyadic(exactly: nearest))).magnitude
      let others = [down, up].map { (x - Rational(Dyadic(exactly: $0))).magnitude }
      try require(others.allSatisfy { distance <= $0 }, "\(nearest) of \(down) and \(up)")
      try require(
        others[0] != others[1] || down == up || nearest.bitPattern % 2 == 0, "\(nearest) is not the even one")
    }
  }
}

extension Rational {
  /// Whether it lies in the middle between two neighbouring finite binary64 numbers.
  fileprivate var isMiddle: Bool {
    let (down, up) = (double(rounding: .down), double(rounding: .up))
    return down != up && up.isFinite && down.isFinite
      && Rational(Dyadic(exactly: down)) + Rational(Dyadic(exactly: up)) == self * 2
  }
}
