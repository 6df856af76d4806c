import AttnReference
import ExactArith
import ExpBounds
import Testing

/// What certificates cost and why they are made as they are: figures that the theory quotes.
@Suite struct CertificateExampleTests {
  /// Nodes at the extrema of the best error, with few bits, lose little; nodes at Chebyshev points lose nearly all.
  @Test(arguments: [(1, 9), (2, 11), (4, 15), (9, 11), (9, 23)]) func whatNodesProve(s: Int, degree: Int)
    throws
  {
    let problem = try ApproximationProblem.relative(scoreBound: Rational(s))
    let best = try BestApproximation(problem, degree: degree)
    let error = best.attained.error.upper
    func share(_ points: [Dyadic], bits: Int) throws -> Rational {
      let nodes = points.map { $0.rounded(toExponent: -bits, .nearest).floor(toExponent: -bits) }
      return Rational(try LowerBoundCertificate(problem: problem, nodeExponent: -bits, nodes: nodes).bound)
        / Rational(error)
    }
    #expect(Rational(best.bound.bound) / Rational(error) > 1 - Rational(1, 1_000_000))
    let cells = best.attained.cells.map { Dyadic(significand: $0, exponent: best.attained.cellExponent) }
    #expect(try share([Dyadic(-s)] + cells + [Dyadic(s)], bits: 8) > Rational(999, 1000))
    // cos(iπ/n) by T_{k+1} = 2xT_k − T_{k−1} at x = cos(π/n) would need π; bisection of T_n′ = n·U_{n−1} does not.
    if s == 9 {
      let extrema = Self.chebyshevExtrema(degree + 1).map { $0 * Dyadic(s) }
      #expect(try share(extrema, bits: 40) < (degree == 23 ? Rational(1, 200) : Rational(1, 50)))
    }
  }

  /// The n + 1 extrema of T_n on [−1, 1], increasing: its ends and the roots of U_{n−1}, enclosed by isolation.
  private static func chebyshevExtrema(_ n: Int) -> [Dyadic] {
    let x = Polynomial([0, 2] as [Rational])
    var (last, next) = (Polynomial([1] as [Rational]), x)
    for _ in 1..<(n - 1) { (last, next) = (next, x * next - last) }
    return [-1] + next.realRoots(from: -1, through: 1, widthExponent: -60).map(\.lower) + [1]
  }

  /// Degree 40 on [−16, 16]: monomial coefficients need more than 200 bits behind the point.
  @Test func coefficientBitsMatterOnWideIntervals() throws {
    let problem = try ApproximationProblem.relative(scoreBound: 16)
    let best = try BestApproximation(problem, degree: 40).attained
    func rounded(_ bits: Int) throws -> SupNormCertificate {
      try SupNormCertificate(
        certifying: Polynomial(
          best.polynomial.coefficients.map {
            Dyadic(significand: ($0 * Rational(.powerOfTwo(bits)) + Rational(1, 2)).floor(), exponent: -bits)
          }), for: problem)
    }
    let (coarse, fine) = (try rounded(200), try rounded(230))
    try coarse.verify()
    try fine.verify()
    #expect(
      coarse.error.lower.double(rounding: .down) > 2.8e-6 && coarse.error.upper.double(rounding: .up) < 2.9e-6
    )
    #expect(
      fine.error.lower.double(rounding: .down) > 1.40e-13 && fine.error.upper.double(rounding: .up) < 1.41e-13
    )
  }

  /// The largest least degree of the score bounds and errors in use.
  @Test func largestDegree() throws {
    let certificate = try MinimalDegreeCertificate(
      .relative(scoreBound: 64), epsilon: Rational(1, Integer(10).power(12)))
    try certificate.verify()
    #expect(certificate.degree == 100)
  }

  /// The error of Taylor polynomials grows with the degree while it is below s, so that every degree below the least
  /// one must be refuted: here degree 0 is better than degree 1 and all up to 12.
  @Test func taylorErrorsAreNotMonotone() throws {
    let problem = try ApproximationProblem.relative(scoreBound: 9)
    let errors = (0...30).map { degree in
      ErrorOracle.value(problem, Polynomial(CertificateBoundaryTests.taylor(degree)), at: -9).magnitude
    }
    // At −s the error of degree g is the integral of t^g·e^t/g! over [0, s]: it grows as long as g is below about s.
    let peak = errors.indices.max { errors[$0].upper < errors[$1].upper }!
    #expect((7...9).contains(peak))
    #expect((0..<peak).allSatisfy { errors[$0].upper < errors[$0 + 1].lower })
    #expect((peak..<30).allSatisfy { errors[$0].lower > errors[$0 + 1].upper })
  }
}
