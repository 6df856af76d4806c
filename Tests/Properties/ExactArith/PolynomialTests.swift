import AttnAudit
import ExactArith
import PropertyTesting
import Testing

struct PolynomialTests {
  /// Σ c_k·xᵏ from the definition.
  private static func sum(_ coefficients: [Rational], at x: Rational) -> Rational {
    coefficients.enumerated().reduce(Rational()) { $0 + $1.element * x.power($1.offset) }
  }

  /// Points with every kind of denominator and numerator that evaluation distinguishes.
  private static func point(_ random: inout DeterministicGenerator) -> Rational {
    switch random.next() % 5 {
    case 0: 0
    case 1: Rational(random.integer(bits: 10))
    case 2: Rational(random.dyadic(bits: 60, exponents: -80...10))
    case 3: Rational(random.dyadic(bits: 200, exponents: -300...40))
    default: random.rational(bits: 90)
    }
  }

  @Test func ringLaws() {
    var random = DeterministicGenerator(seed: 300)
    var failures = FailureLog()
    for _ in 0..<400 {
      let (a, b, c) = (
        random.polynomial(degree: 9, bits: 90), random.polynomial(degree: 9, bits: 90),
        random.polynomial(degree: 9, bits: 90)
      )
      let factor = random.rational(bits: 50)
      let drawn = "\(a), \(b), \(c), \(factor)"
      failures.expect(a + b == b + a && (a + b) + c == a + (b + c) && a - b == a + (-b), "sums: \(drawn)")
      failures.expect((a - a).isZero && a + Polynomial() == a, "zero: \(drawn)")
      failures.expect(
        a * b == b * a && (a * b) * c == a * (b * c) && a * (b + c) == a * b + a * c, "\(drawn)")
      failures.expect(
        factor * (a + b) == factor * a + factor * b && factor * a == .of(factor) * a, "\(drawn)")
      failures.expect((a * b).derivative == a.derivative * b + a * b.derivative, "derivative: \(drawn)")
      failures.expect(((a + b) - b).hashValue == a.hashValue && Polynomial(a.coefficients) == a, "\(drawn)")
      if let degree = a.degree, let other = b.degree {
        failures.expect((a * b).degree == degree + other && !a[degree].isZero, "degree: \(drawn)")
        failures.expect(a[degree + 1].isZero && a.coefficients[degree] == a[degree], "degree: \(drawn)")
      }
      let x = Self.point(&random)
      failures.expect((a + b).value(at: x) == a.value(at: x) + b.value(at: x), "sum at \(x): \(drawn)")
      failures.expect((a * b).value(at: x) == a.value(at: x) * b.value(at: x), "product at \(x): \(drawn)")
    }
    #expect(failures.count == 0)
  }

  @Test func valuesAreSumsOfPowers() {
    var random = DeterministicGenerator(seed: 301)
    var failures = FailureLog()
    for _ in 0..<2000 {
      let p = random.polynomial(degree: 12, bits: 150)
      let x = Self.point(&random)
      let expected = Self.sum(p.coefficients, at: x)
      failures.expect(p.value(at: x) == expected, "\(p) at \(x)")
      failures.expect(p.sign(at: x) == expected.signum(), "sign of \(p) at \(x)")
      let bits = Int.random(in: 1...200, using: &random)
      let enclosure = p.enclosure(at: x, bits: bits)
      failures.expect(enclosure.contains(expected) && enclosure.isNarrow(bits: bits), "\(bits): \(p) at \(x)")
      failures.expect(
        enclosure.lower.significand.bitWidth <= bits && enclosure.upper.significand.bitWidth <= bits,
        "\(bits) bits: \(p) at \(x)")
    }
    #expect(failures.count == 0)
  }

  @Test func wordSizedEnds() {
    for numerator in [Int.min, Int.min + 1, Int.max, 1, -1] {
      let x = Rational(Integer(numerator), 8)
      let p = Polynomial.of(3, Rational(-5, 7), 0, Rational(11, 1 << 40))
      #expect(p.value(at: x) == Self.sum(p.coefficients, at: x))
      #expect(p.substituting(slope: 1, offset: x).value(at: 0) == p.value(at: x))
    }
  }

  @Test func substitution() {
    var random = DeterministicGenerator(seed: 302)
    var failures = FailureLog()
    for _ in 0..<1000 {
      let p = random.polynomial(degree: 10, bits: 100)
      let (slope, offset, y) = (Self.point(&random), Self.point(&random), Self.point(&random))
      let composed = p.substituting(slope: slope, offset: offset)
      failures.expect(
        composed.value(at: y) == p.value(at: offset + slope * y), "\(p), \(offset) + \(slope)·\(y)")
      failures.expect(slope.isZero || composed.degree == p.degree, "degree: \(p), \(offset) + \(slope)·y")
    }
    #expect(failures.count == 0)
  }

  @Test func representation() {
    #expect(Polynomial(numerators: [2, 4, 0, 0], denominator: -6) == .of(Rational(-1, 3), Rational(-2, 3)))
    #expect(Polynomial(numerators: [0, 0], denominator: 5) == Polynomial() && Polynomial().degree == nil)
    #expect(Polynomial([Dyadic(exactly: 0.5), 3]) == .of(Rational(1, 2), 3))
    #expect(Polynomial.of(1, 1, Rational(-1, 2), 0, -1).description == "1 + x - 1/2·x^2 - x^4")
    #expect(Polynomial.of(0, -1).description == "-x" && Polynomial().description == "0")
    #expect(Polynomial().derivative.isZero && Polynomial.of(7).derivative.isZero)
  }

  @Test func programmerErrorsTrap() async {
    await #expect(processExitsWith: .failure) { _ = Polynomial(numerators: [1], denominator: 0) }
    await #expect(processExitsWith: .failure) { _ = Polynomial().squareFreePart }
    await #expect(processExitsWith: .failure) { _ = Polynomial().countRealRoots(from: 0, through: 1) }
    await #expect(processExitsWith: .failure) { _ = Polynomial.x.countRealRoots(from: 1, through: 0) }
    await #expect(processExitsWith: .failure) { _ = Polynomial.x.enclosure(at: 1, bits: 0) }
  }
}
