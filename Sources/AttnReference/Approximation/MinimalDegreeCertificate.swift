public import ExactArith

/// The proof that `degree` is the least degree of a polynomial whose error is at most epsilon: one that reaches it, and
/// nodes that show that one degree less does not.
public struct MinimalDegreeCertificate: Hashable, Sendable, Codable {
  public var epsilon: Rational
  public var degree: Int
  /// A polynomial of at most that degree whose error is at most epsilon.
  public var attained: SupNormCertificate
  /// Every polynomial of degree − 1 has an error above epsilon; nil where the degree is 0.
  public var excluded: LowerBoundCertificate?

  public init(epsilon: Rational, degree: Int, attained: SupNormCertificate, excluded: LowerBoundCertificate?)
  {
    self.epsilon = epsilon
    self.degree = degree
    self.attained = attained
    self.excluded = excluded
  }

  public var problem: ApproximationProblem { attained.problem }

  /// Returns where both sides are proved; otherwise throws the first flaw.
  public func verify() throws(CertificateFlaw) {
    guard epsilon.signum() > 0, epsilon < 1 else { throw .malformed("epsilon is not between 0 and 1") }
    try attained.verify()
    guard (attained.polynomial.degree ?? 0) <= degree else {
      throw .degreeNotProved("the polynomial's degree is above \(degree)")
    }
    guard Rational(attained.error.upper) <= epsilon else {
      throw .degreeNotProved("the polynomial's error is above epsilon")
    }
    guard degree > 0 else {
      guard degree == 0, excluded == nil else { throw .malformed("degree 0 excludes nothing") }
      return
    }
    guard let excluded else { throw .degreeNotProved("nothing excludes degree \(degree - 1)") }
    try excluded.verify()
    guard excluded.problem == problem else { throw .malformed("the two sides are about different problems") }
    guard excluded.degree == degree - 1 else {
      throw .degreeNotProved("degree \(excluded.degree) is excluded, not \(degree - 1)")
    }
    guard Rational(excluded.bound) > epsilon else {
      throw .degreeNotProved("what excludes degree \(degree - 1) does not exceed epsilon")
    }
  }
}
