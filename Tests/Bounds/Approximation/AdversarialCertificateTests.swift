import AttnReference
import ExactArith
import ExpBounds
import Foundation
import Testing

/// Certificates made to mislead the judge or to exhaust it. Each is refused at once.
@Suite struct AdversarialCertificateTests {
  /// Of powers of two whose sum with 1 would take up to 2^57 bytes.
  static let exponents = [1 << 60, 1 << 40, -(1 << 40), -(1 << 60), Int.min + 100]
  private static let one = try! ApproximationProblem.relative(scoreBound: 1)

  private func isMalformed(_ verify: () throws(CertificateFlaw) -> Void) -> Bool {
    do throws(CertificateFlaw) {
      try verify()
      return false
    } catch {
      if case .malformed = error { return true }
      return false
    }
  }

  @Test(arguments: exponents) func absurdExponentsAreMalformed(exponent: Int) throws {
    let number = Dyadic.powerOfTwo(exponent)
    let best = try BestApproximation(Self.one, degree: 2)
    var bound = best.bound
    for value in [number, -number] {
      bound.bound = value
      #expect(isMalformed(bound.verify))
    }

    var norm = best.attained
    for k in norm.deviations.indices {
      norm.deviations[k] = Interval(lower: -number - number, upper: max(norm.deviations[k].upper, number))
      #expect(isMalformed(norm.verify))
      norm.deviations[k] = best.attained.deviations[k]
    }

    var taylor = try TaylorCertificate(Self.one, epsilon: Rational(1, 10))
    taylor.deviation = Interval(lower: -number - number, upper: max(taylor.deviation.upper, number))
    #expect(isMalformed(taylor.verify))

    var chebyshev = try ChebyshevCertificate(Self.one, epsilon: Rational(1, 10))
    chebyshev.coefficients[0] = number
    #expect(isMalformed(chebyshev.verify))

    var shifted = try ShiftedChebyshevCertificate(scoreBound: 1, epsilon: Rational(1, 10))
    shifted.factor = number
    #expect(isMalformed(shifted.verify))
    shifted = try ShiftedChebyshevCertificate(scoreBound: 1, epsilon: Rational(1, 10))
    shifted.coefficients[1] = number
    #expect(isMalformed(shifted.verify))
  }

  @Test(arguments: [Int.min, Int.min + 1, -4097, 0, 1, Int.max]) func absurdCountsAreRefused(count: Int)
    throws
  {
    let best = try BestApproximation(Self.one, degree: 2)
    var norm = best.attained
    norm.cellExponent = count
    #expect(isMalformed(norm.verify))

    var bound = best.bound
    bound.degree = count
    #expect(isMalformed(bound.verify))
    bound = best.bound
    // Exponent 0 is allowed, and its nodes leave the interval.
    bound.nodeExponent = count
    #expect(isMalformed(bound.verify))

    var taylor = try TaylorCertificate(Self.one, epsilon: Rational(1, 10))
    taylor.degree = count
    #expect(throws: CertificateFlaw.self) { try taylor.verify() }

    var chebyshev = try ChebyshevCertificate(Self.one, epsilon: Rational(1, 10))
    chebyshev.degree = count
    #expect(isMalformed(chebyshev.verify))
    chebyshev = try ChebyshevCertificate(Self.one, epsilon: Rational(1, 10))
    chebyshev.fractionBits = count
    #expect(throws: CertificateFlaw.self) { try chebyshev.verify() }

    var least = try MinimalDegreeCertificate(Self.one, epsilon: Rational(1, 10))
    least.degree = count
    #expect(throws: CertificateFlaw.self) { try least.verify() }
  }

  @Test func polynomialsBeyondTheLimitsAreMalformed() throws {
    var norm = try BestApproximation(Self.one, degree: 2).attained
    norm.polynomial = Polynomial([Integer](repeating: 1, count: 514).map { Rational($0) })
    #expect(isMalformed(norm.verify))
    norm.polynomial = Polynomial([1, Rational(.powerOfTwo(-ApproximationProblem.largestCoefficientBits))])
    #expect(isMalformed(norm.verify))
    norm.polynomial = Polynomial([1, Rational(.powerOfTwo(ApproximationProblem.largestCoefficientBits))])
    #expect(isMalformed(norm.verify))
  }

  /// A megabyte of text would stand for gigabytes of coefficients.
  @Test func hugePolynomialsAreNotRead() throws {
    for number in ["0x1p-100000", "1e-100000", "1"] {
      let text = "[" + Array(repeating: "\"\(number)\"", count: 50_000).joined(separator: ",") + "]"
      #expect(throws: DecodingError.self) { try JSONDecoder().decode(Polynomial.self, from: Data(text.utf8)) }
    }
  }

  /// With few fraction bits a far better polynomial passes for the truncation of one degree less than it takes.
  @Test func aBetterPolynomialDoesNotStandInForTheTruncation() throws {
    let series = try ChebyshevSeries(Self.one)
    let lower = 3
    // The truncation of degree 3 misses epsilon by a thousandth, the best polynomial of degree 3 reaches it.
    let error = series.relativeErrorsAtLowerEnd(through: lower, bits: 128)[lower].magnitude.lower
    let epsilon = Rational(error) * Rational(999, 1000)
    let best = try BestApproximation(Self.one, degree: lower).attained
    #expect(Rational(best.error.upper) < epsilon)
    let c = best.polynomial.coefficients
    // x² = (T₀ + T₂)/2, x³ = (3T₁ + T₃)/4.
    let inSeries = [
      c[0] + c[2] * Rational(1, 2), c[1] + c[3] * Rational(3, 4), c[2] * Rational(1, 2),
      c[3] * Rational(1, 4),
    ]
    let coefficients = inSeries.map { Interval($0, bits: 200).lower }
    let fake = ChebyshevCertificate(
      problem: Self.one, epsilon: epsilon, degree: lower, fractionBits: 2, coefficients: coefficients,
      cellExponent: best.cellExponent, cells: best.cells, deviations: best.deviations)
    #expect(try fake.attained().polynomial == best.polynomial)
    #expect(throws: CertificateFlaw.self) { try fake.verify() }
    #expect(try ChebyshevCertificate(Self.one, epsilon: epsilon).degree == lower + 1)
  }

  /// Errors that no certificate can enclose are refused, not searched for ever.
  @Test func whatCannotBeCertifiedIsAnError() throws {
    let tiny = try ApproximationProblem(.exp2, .relative, from: 0, through: Rational(1, 1_000_000))
    let series = Polynomial(
      (0...40).map { k in
        // (ln 2)^k/k!, to 1000 bits: the error is about 2^−1000 and λ is within 2^−320 of ln 2.
        var value = Interval(1)
        for i in 0..<k {
          value = (value * Interval.ln2(bits: 1000)).divided(by: Interval(i + 1), bits: 1000)!
        }
        return value.lower
      })
    #expect(throws: ApproximationError.extremaTooClose) {
      try SupNormCertificate(certifying: series, for: tiny)
    }
  }
}
