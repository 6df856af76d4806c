import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

struct PolynomialGCDTests {
  /// The largest prime below 2⁶², and so the first modulus that `gcd` tries.
  private static let firstPrime = Rational((1 << 62) - 57)

  @Test func commonFactorsComeOut() {
    let factor = Generator<Polynomial>.nonZeroPolynomial(degree: 8, bits: 80)
    expectProperty(
      zip(factor, factor, .nonZeroPolynomial(degree: 8, bits: 400)), cases: 300,
      labels: [
        Label("a common factor that is no number", atLeast: 30) { _, _, common in common.degree! > 0 },
        Label("relatively prime", atLeast: 20) { a, b, _ in
          a.degree! > 0 && b.degree! > 0 && a.gcd(b).degree! == 0
        },
      ]
    ) { a, b, common in
      let divisor = (a * common).gcd(b * common)
      try require(divisor == a.gcd(b) * common.primitivePart, "gcd(ac, bc) is \(divisor)")
      try require(divisor == divisor.primitivePart, "\(divisor) is not primitive")
      try require(
        (a * common).gcd(common) == common.primitivePart, "gcd(ac, c) is \((a * common).gcd(common))")
      try require(a.gcd(Polynomial()) == a.primitivePart, "gcd(a, 0) is \(a.gcd(Polynomial()))")
      try require(Polynomial().gcd(a) == a.primitivePart, "gcd(0, a) is \(Polynomial().gcd(a))")
    }
    #expect(Polynomial().gcd(Polynomial()).isZero)
  }

  @Test func knownFactors() {
    let x = Polynomial.x
    let (a, b, c) = (Polynomial.of(-1, 2), Polynomial.of(1, 0, 1), Polynomial.of(-2, 0, 1))
    #expect((a.power(3) * b * c).gcd(a.power(2) * b.power(2)) == a.power(2) * b)
    #expect((Rational(-1, 3) * a * b).gcd(5 * b * c) == b)
    #expect((a * b).gcd(c) == .of(1) && Polynomial.of(6).gcd(x) == .of(1))
    #expect((Rational(-7, 2) * x.power(5) * a.power(3) * b.power(2) * c).squareFreePart == x * a * b * c)
    #expect(Polynomial.of(-3).squareFreePart == .of(1))
    #expect(Polynomial.of(Rational(-2, 3), 0, Rational(-4, 5)).primitivePart == .of(5, 0, 6))
  }

  /// Polynomials that modulo the first prime have more in common, or a lower degree, than they have.
  @Test func unluckyPrimes() {
    let (x, prime) = (Polynomial.x, Self.firstPrime)
    #expect(x.gcd(x + .of(prime)) == .of(1))
    #expect((x * .of(-1, 1)).gcd((x + .of(prime)) * .of(-1, 1)) == .of(-1, 1))
    #expect((prime * x + .of(1)).gcd(.of(-3, 1)) == .of(1))
    #expect(((prime * x + .of(1)) * .of(-3, 1)).gcd((prime * x + .of(1)) * .of(5, 1)) == prime * x + .of(1))
    #expect((x * (x + .of(prime))).squareFreePart == x * (x + .of(prime)))
  }
}
