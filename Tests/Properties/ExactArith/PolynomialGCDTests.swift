import ExactArith
import PropertyTesting
import Testing

struct PolynomialGCDTests {
  /// The largest prime below 2⁶², and so the first modulus that `gcd` tries.
  private static let firstPrime = Rational((1 << 62) - 57)

  @Test func commonFactorsComeOut() {
    var random = DeterministicGenerator(seed: 310)
    var failures = FailureLog()
    for _ in 0..<300 {
      let (a, b, common) = (
        random.nonZeroPolynomial(degree: 8, bits: 80), random.nonZeroPolynomial(degree: 8, bits: 80),
        random.nonZeroPolynomial(degree: 8, bits: 400)
      )
      let divisor = (a * common).gcd(b * common)
      failures.expect(
        divisor == a.gcd(b) * common.primitivePart && divisor == divisor.primitivePart,
        "\(a), \(b), \(common)")
      failures.expect((a * common).gcd(common) == common.primitivePart, "\(a), \(common)")
      failures.expect(
        a.gcd(Polynomial()) == a.primitivePart && Polynomial().gcd(a) == a.primitivePart, "\(a)")
    }
    #expect(failures.count == 0)
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
