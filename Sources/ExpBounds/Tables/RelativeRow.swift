public import AttnReference
public import ExactArith

/// One row of the table of degrees for relative error on [−s, s]; every claim is a certificate.
public struct RelativeRow: Hashable, Sendable, Codable {
  public let scoreBound: Rational
  public let epsilon: Rational
  /// Over all polynomials.
  public let minimal: MinimalDegreeCertificate
  public let taylor: TaylorCertificate
  public let chebyshev: ChebyshevCertificate
  /// C2.2's path from L2.1.
  public let shifted: ShiftedChebyshevCertificate
  /// The minimal polynomial with its coefficients rounded to Float and to Double.
  public let float32: SupNormCertificate
  public let float64: SupNormCertificate

  /// Errors: `ApproximationError`, of any of the searches.
  public init(scoreBound: Rational, epsilon: Rational) throws(ApproximationError) {
    self.scoreBound = scoreBound
    self.epsilon = epsilon
    let problem = try ApproximationProblem.relative(scoreBound: scoreBound)
    // The path of C2.2 needs the highest degree; where that is too high it is soon found.
    shifted = try ShiftedChebyshevCertificate(scoreBound: scoreBound, epsilon: epsilon)
    chebyshev = try ChebyshevCertificate(problem, epsilon: epsilon)
    taylor = try TaylorCertificate(problem, epsilon: epsilon)
    minimal = try MinimalDegreeCertificate(problem, epsilon: epsilon)
    let polynomial = minimal.attained.polynomial
    guard let float32 = CoefficientFormat.float32.nearest(to: polynomial),
      let float64 = CoefficientFormat.float64.nearest(to: polynomial)
    else { throw .coefficientsTooLarge }
    self.float32 = try SupNormCertificate(certifying: float32, for: problem)
    self.float64 = try SupNormCertificate(certifying: float64, for: problem)
  }

  /// Returns where the judge accepts every certificate and they are about this row.
  public func verify() throws(CertificateFlaw) {
    guard let problem = try? ApproximationProblem.relative(scoreBound: scoreBound),
      [minimal.problem, taylor.problem, chebyshev.problem, float32.problem, float64.problem]
        .allSatisfy({ $0 == problem }),
      [minimal.epsilon, taylor.epsilon, chebyshev.epsilon, shifted.epsilon].allSatisfy({ $0 == epsilon }),
      shifted.scoreBound == scoreBound
    else { throw .malformed("the certificates are about another row") }
    let polynomial = minimal.attained.polynomial
    guard float32.polynomial == CoefficientFormat.float32.nearest(to: polynomial),
      float64.polynomial == CoefficientFormat.float64.nearest(to: polynomial)
    else { throw .malformed("a rounded polynomial is not the minimal one rounded") }
    try minimal.verify()
    try taylor.verify()
    try chebyshev.verify()
    try shifted.verify()
    try float32.verify()
    try float64.verify()
  }
}
