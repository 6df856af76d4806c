import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

struct ExactGeneratorTests {
  @Test func numbersKeepTheirBounds() {
    for seed in 0..<3 as Range<UInt64> {
      for x in draw(Generator<Rational>.rational(height: 12), count: 300, seed: seed) {
        #expect(x.numerator.magnitude <= 12 && x.denominator <= 12)
      }
      for x in draw(Generator<Integer>.integer(bits: 70), count: 300, seed: seed) {
        #expect(x.bitWidth <= 70)
      }
      for x in draw(Generator<Rational>.rational(in: -1...Rational(1, 3), height: 9), count: 300, seed: seed)
      {
        #expect(x >= -1 && x <= Rational(1, 3))
      }
      for x in draw(Generator<Dyadic>.dyadic(bits: 12, exponent: -3...3), count: 300, seed: seed) {
        #expect(x.magnitude < Dyadic(8 * 4096) && (x.isZero || x.exponent >= -3))
      }
    }
    let integers = draw(Generator<Integer>.integer(bits: 200), count: 1000)
    for length in [1...64, 65...128, 129...192, 193...200] {
      #expect(integers.count { length.contains($0.bitWidth) } > 50, "\(length) bits")
    }
    #expect(integers.count { $0 < 0 } > 300 && integers.count(where: \.isZero) > 30)
    for x in draw(Generator<Integer>.nonZeroInteger(bits: 3), count: 300) {
      #expect(!x.isZero && x.magnitude < 8)
    }
    for x in draw(Generator<Dyadic>.nonZeroDyadic(bits: 2, exponent: -3...3), count: 300) {
      #expect(!x.isZero && x.exponent >= -3 && x.magnitude < 32)
    }
    let intervals = draw(Generator<Interval>.interval(bits: 9, exponent: -9...9), count: 200)
    #expect(intervals.contains { $0.lower == $0.upper } && intervals.contains { $0.lower < $0.upper })
    let polynomials = draw(Generator<Polynomial>.polynomial(degree: 3, bits: 40), count: 500)
    for p in polynomials {
      #expect(p.numerators.count <= 4 && p.denominator.bitWidth <= 40)
      #expect(p.numerators.allSatisfy { $0.bitWidth <= 40 })
    }
    #expect(polynomials.count(where: \.isZero) > 20 && polynomials.contains { $0.degree == 3 })
    let digits = Generator<Dyadic>.dyadic(significand: 7, exponent: 0...0)
    for x in draw(Generator<Interval>.interval(of: digits), count: 200) {
      #expect(x.lower >= -7 && x.upper <= 7)
    }
  }

  @Test func fractions() {
    let signed = draw(Generator<Double>.signedFraction(bits: 9), count: 2000)
    #expect(signed.allSatisfy { abs($0) <= 1 && $0 * 512 == ($0 * 512).rounded() })
    for end in [-1.0, 0, 1] { #expect(signed.count { $0 == end } > 20) }
    #expect(Set(signed).count > 300)
    #expect(draw(Generator<Double>.fraction(bits: 52), count: 300).allSatisfy { (0...1).contains($0) })
    #expect(smallest(.signedFraction(bits: 40)) { $0 > 0.3 } == [1])
    #expect(smallest(.signedFraction(bits: 40)) { $0 > 0.3 && $0 < 0.5 } == [0.375])
    #expect(smallest(.signedFraction(bits: 40)) { $0 < -0.1 && $0 > -1 } == [-0.5])
  }

  @Test func shrinkToKnownMinima() {
    let third = Rational(1, 3)
    #expect(smallest(.rational(height: 20)) { $0 > third } == [1])
    #expect(smallest(.rational(height: 20)) { $0 > third && $0 < 1 } == [Rational(1, 2)])
    #expect(smallest(.rational(in: 0...1, height: 30)) { $0 > third } == [1])
    #expect(smallest(.rational(in: 0...1, height: 30)) { $0 > third && $0 < 1 } == [Rational(1, 2)])
    #expect(smallest(.integer(bits: 100)) { $0 >= Integer(1) << 80 } == [Integer(1) << 80])
    #expect(smallest(.integer(bits: 100)) { $0 < -1000 } == [-1001])
    #expect(smallest(.nonZeroInteger(bits: 100)) { _ in true } == [1])
    #expect(smallest(.dyadic(bits: 30, exponent: -20...20)) { $0 > Dyadic(4) } == [5])
    #expect(
      smallest(.interval(bits: 9, exponent: -9...9)) { $0.lower < $0.upper } == [Interval(lower: 0, upper: 1)]
    )
    #expect(
      smallest(.polynomial(of: .rational(height: 9), count: 9)) { $0.degree ?? 0 >= 2 } == [
        Polynomial([0, 0, 1] as [Rational])
      ])
    #expect(
      smallest(.polynomial(degree: 9, bits: 90)) { $0.degree == 2 } == [Polynomial(numerators: [0, 0, 1])])
    #expect(
      smallest(.polynomial(degree: 9, bits: 90)) { $0.denominator > 1 } == [
        Polynomial(numerators: [1], denominator: 2)
      ])
  }
}
