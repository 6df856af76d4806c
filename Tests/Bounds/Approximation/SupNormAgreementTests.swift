import AttnReference
import ExactArith
import ExpBounds
import Testing

/// Norms of minimax polynomials: the path with hints, the path without, and the oracle agree.
@Suite struct SupNormAgreementTests {
  static let cases: [(ApproximationProblem, Int)] = [
    (try! .relative(scoreBound: Rational(1, 4)), 3), (try! .relative(scoreBound: 1), 5),
    (try! .relative(scoreBound: 2), 4), (try! .relative(scoreBound: 8), 12), (try! .absolute(bound: 1), 6),
    (try! .absolute(bound: 4), 5),
    (try! ApproximationProblem(.exp2, .relative, from: Rational(-1, 2), through: Rational(1, 2)), 5),
    (try! ApproximationProblem(.exp2, .absolute, from: 0, through: 1), 4),
    (try! ApproximationProblem(.exp, .relative, from: Rational(1, 3), through: Rational(7, 5)), 4),
    (try! ApproximationProblem(.exp, .absolute, from: -3, through: -1), 4),
  ]

  @Test(arguments: cases) func pathsAgree(problem: ApproximationProblem, degree: Int) throws {
    let hinted = try BestApproximation(problem, degree: degree)
    let general = try SupNormCertificate(certifying: hinted.attained.polynomial, for: problem)
    try hinted.attained.verify()
    try hinted.bound.verify()
    try general.verify()
    let oracle = try #require(ErrorOracle(problem, hinted.attained.polynomial))
    for error in [hinted.attained.error, general.error] {
      #expect(oracle.norm.isSubset(of: error))
      #expect(error.isTight)
    }
    // Wrong hints cost time only.
    let wrong = try SupNormCertificate(
      certifying: hinted.attained.polynomial, for: problem,
      near: (0..<degree).map { Interval(problem.lower, bits: 53).upper + Dyadic.powerOfTwo($0 - 60) })
    #expect(wrong == general)
  }

  /// One coefficient moved by one unit in the last place of a Float has another norm, and the two enclosures show it.
  @Test(arguments: cases.filter { $0.1 <= 5 }) func oneUlpOfAFloatIsSeen(
    problem: ApproximationProblem, degree: Int
  ) throws {
    let floats = try BestApproximation(problem, degree: degree).attained.polynomial.coefficients.map {
      Float($0.double(rounding: .nearest))
    }
    func certified(_ floats: [Float]) throws -> Interval {
      let polynomial = Polynomial(floats.map { Dyadic(exactly: $0) })
      let certificate = try SupNormCertificate(certifying: polynomial, for: problem)
      try certificate.verify()
      #expect(SampledError(problem, polynomial, parts: 100).largest <= certificate.error.upper)
      #expect(try #require(ErrorOracle(problem, polynomial)).norm.isSubset(of: certificate.error))
      return certificate.error
    }
    let before = try certified(floats)
    for k in floats.indices {
      var moved = floats
      moved[k] = moved[k].nextUp
      #expect(!(try certified(moved)).overlaps(before), "coefficient \(k)")
    }
  }

  /// The worst point of a Taylor polynomial's relative error is −s (S1), whatever the degree: the general path finds
  /// nothing larger.
  @Test(arguments: [Rational(1, 4), 1, 2, 4]) func taylorIsWorstAtMinusS(s: Rational) throws {
    let problem = try ApproximationProblem.relative(scoreBound: s)
    for degree in [0, 1, 2, 3, 5, 8, 12] {
      let polynomial = Polynomial(CertificateBoundaryTests.taylor(degree))
      let error = try SupNormCertificate(certifying: polynomial, for: problem).error
      #expect(ErrorOracle.value(problem, polynomial, at: -s).magnitude.isSubset(of: error))
    }
  }

  /// The same for wide intervals, by sampling.
  @Test(arguments: [Rational(9), 16, 32, 64]) func taylorIsWorstAtMinusSBySampling(s: Rational) throws {
    let problem = try ApproximationProblem.relative(scoreBound: s)
    for degree in [3, 20, 64, 130] {
      let polynomial = Polynomial(CertificateBoundaryTests.taylor(degree))
      let atEnd = ErrorOracle.value(problem, polynomial, at: -s).magnitude.upper
      #expect(SampledError(problem, polynomial, parts: 60).largest <= atEnd)
    }
  }
}
