public import AttnReference
public import ExactArith

/// One row of the table of degrees for absolute error on [0, B]; every claim is a certificate.
public struct AdditiveRow: Hashable, Sendable, Codable {
  public let bound: Rational
  public let epsilon: Rational
  /// Over all polynomials.
  public let minimal: MinimalDegreeCertificate
  public let taylor: TaylorCertificate
  public let chebyshev: ChebyshevCertificate

  /// Errors: `ApproximationError`, of any of the searches.
  public init(bound: Rational, epsilon: Rational) throws(ApproximationError) {
    self.bound = bound
    self.epsilon = epsilon
    let problem = try ApproximationProblem.absolute(bound: bound)
    minimal = try MinimalDegreeCertificate(problem, epsilon: epsilon)
    taylor = try TaylorCertificate(problem, epsilon: epsilon)
    chebyshev = try ChebyshevCertificate(problem, epsilon: epsilon)
  }

  /// Returns where the judge accepts every certificate and they are about this row.
  public func verify() throws(CertificateFlaw) {
    guard let problem = try? ApproximationProblem.absolute(bound: bound),
      [minimal.problem, taylor.problem, chebyshev.problem].allSatisfy({ $0 == problem }),
      [minimal.epsilon, taylor.epsilon, chebyshev.epsilon].allSatisfy({ $0 == epsilon })
    else { throw .malformed("the certificates are about another row") }
    try minimal.verify()
    try taylor.verify()
    try chebyshev.verify()
  }
}
