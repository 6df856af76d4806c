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

  @Test(arguments: cases) func theOracleAgrees(problem: ApproximationProblem, degree: Int) throws {
    let best = try BestApproximation(problem, degree: degree)
    try best.attained.verify()
    try best.bound.verify()
    let oracle = try #require(ErrorOracle(problem, best.attained.polynomial))
    #expect(oracle.norm.isSubset(of: best.attained.error))
    #expect(best.attained.error.isTight)
  }

  /// Errors far below 2^−128, where f′ at the turning points of e^(−x)f′ is no larger.
  @Test func pathsAgreeOnTinyErrors() throws {
    let problem = try ApproximationProblem.absolute(bound: Rational(1, 4))
    let hinted = try BestApproximation(problem, degree: 24).attained
    #expect(hinted.error.upper < Dyadic.powerOfTwo(-150))
    let general = try SupNormCertificate(certifying: hinted.polynomial, for: problem)
    try general.verify()
    #expect(general == hinted)
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
