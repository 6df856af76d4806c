import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

struct PolynomialTests {
  /// Σ c_k·xᵏ from the definition.
  private static func sum(_ coefficients: [Rational], at x: Rational) -> Rational {
    coefficients.enumerated().reduce(Rational()) { $0 + $1.element * x.power($1.offset) }
  }

  /// Points with every kind of denominator and numerator that evaluation distinguishes.
  private static let point = Generator<Rational>.one(of: [
    .always(0),
    Generator<Integer>.integer(bits: 10).map { Rational($0) },
    Generator<Dyadic>.dyadic(bits: 60, exponent: -80...10).map { Rational($0) },
    Generator<Dyadic>.dyadic(bits: 200, exponent: -300...40).map { Rational($0) },
    .rational(bits: 90),
  ])

  @Test func ringLaws() {
    let polynomial = Generator<Polynomial>.polynomial(degree: 9, bits: 90)
    expectProperty(
      zip(polynomial, polynomial, polynomial, .rational(bits: 50)), cases: 400,
      labels: [
        Label("a polynomial is 0", atLeast: 10) { $0.isZero || $1.isZero || $2.isZero || $3.isZero },
        Label("of different degrees", atLeast: 30) { a, b, _, _ in a.degree != b.degree },
      ]
    ) { a, b, c, factor in
      try require(a + b == b + a && (a + b) + c == a + (b + c) && a - b == a + (-b), "sums")
      try require((a - a).isZero && a + Polynomial() == a, "zero")
      try require(a * b == b * a && (a * b) * c == a * (b * c), "products")
      try require(a * (b + c) == a * b + a * c, "distributivity")
      try require(factor * (a + b) == factor * a + factor * b && factor * a == .of(factor) * a, "multiples")
      try require((a * b).derivative == a.derivative * b + a * b.derivative, "derivative")
      try require(((a + b) - b).hashValue == a.hashValue && Polynomial(a.coefficients) == a, "representation")
      guard let degree = a.degree, let other = b.degree else { return }
      try require((a * b).degree == degree + other && !a[degree].isZero, "degree")
      try require(a[degree + 1].isZero && a.coefficients[degree] == a[degree], "coefficients")
    }
  }

  @Test func valuesAreAdditiveAndMultiplicative() {
    let polynomial = Generator<Polynomial>.polynomial(degree: 9, bits: 90)
    expectProperty(zip(polynomial, polynomial, Self.point), cases: 400) { a, b, x in
      let (atX, other) = (a.value(at: x), b.value(at: x))
      try require((a + b).value(at: x) == atX + other, "\((a + b).value(at: x)), not \(atX) + \(other)")
      try require((a * b).value(at: x) == atX * other, "\((a * b).value(at: x)), not \(atX) · \(other)")
    }
  }

  @Test func valuesAreSumsOfPowers() {
    // Every fourth polynomial has the point as a root.
    let problem = Generator<(p: Polynomial, x: Rational, bits: Int)> { source throws(Rejection) in
      let bits = try source.draw(.int(in: 1...200))
      let x = try source.draw(Self.point)
      let p = try source.draw(.polynomial(degree: 12, bits: 150))
      return (try source.flag(probability: 0.25) ? p * .of(-x, 1) : p, x, bits)
    }
    expectProperty(
      problem, cases: 2000,
      labels: [
        Label("the value 0 of another polynomial", atLeast: 10) { p, x, _ in !p.isZero && p.sign(at: x) == 0
        },
        Label("a negative value", atLeast: 10) { p, x, _ in p.sign(at: x) < 0 },
        Label("a fraction", atLeast: 30) { _, x, _ in x.denominator != 1 },
      ]
    ) { p, x, bits in
      let expected = Self.sum(p.coefficients, at: x)
      try require(p.value(at: x) == expected, "\(p.value(at: x)), not \(expected)")
      try require(p.sign(at: x) == expected.signum(), "sign \(p.sign(at: x)) of \(expected)")
      let enclosure = p.enclosure(at: x, bits: bits)
      try require(enclosure.contains(expected), "\(enclosure) without \(expected)")
      try require(enclosure.isNarrow(bits: bits), "\(enclosure) is too wide")
      try require(
        enclosure.lower.significand.bitWidth <= bits && enclosure.upper.significand.bitWidth <= bits,
        "\(enclosure) has longer ends")
    }
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
    expectProperty(
      zip(Self.point, Self.point, Self.point, .polynomial(degree: 10, bits: 100)), cases: 1000,
      labels: [
        Label("slope 0", atLeast: 10) { slope, _, _, _ in slope.isZero },
        Label("offset 0", atLeast: 10) { _, offset, _, _ in offset.isZero },
      ]
    ) { slope, offset, y, p in
      let composed = p.substituting(slope: slope, offset: offset)
      try require(composed.value(at: y) == p.value(at: offset + slope * y), "it became \(composed)")
      try require(slope.isZero || composed.degree == p.degree, "it became \(composed)")
    }
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
