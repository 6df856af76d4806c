import AttnReference
import ExactArith
import ExpBounds
import Testing

/// The least degrees that a floating-point search gave, with certificates.
@Suite struct DegreeTableTests {
  static let epsilons = [1, 2, 3, 4, 6, 8].map { Rational(1, Integer(10).power($0)) }
  static let rows: [(Rational, [Int])] = [
    (1, [2, 3, 4, 5, 7, 9]), (2, [3, 5, 6, 7, 9, 11]), (4, [6, 7, 9, 10, 13, 15]),
    (9, [11, 13, 15, 17, 20, 23]),
  ]

  @Test(arguments: rows) func leastDegrees(s: Rational, degrees: [Int]) throws {
    let problem = try ApproximationProblem.relative(scoreBound: s)
    for (epsilon, degree) in zip(Self.epsilons, degrees) {
      let certificate = try MinimalDegreeCertificate(problem, epsilon: epsilon)
      try certificate.verify()
      #expect(certificate.degree == degree)
      // The two other families need at least as many.
      #expect(try TaylorCertificate(problem, epsilon: epsilon).degree >= degree)
      #expect(try ChebyshevCertificate(problem, epsilon: epsilon).degree >= degree)
    }
  }
}
