public import AttnReference
public import ExactArith

/// How large entries may be for Algorithm 1 to save some power of n at n = 2^d tokens, proved from both sides.
///
/// For every bound B from 1/(2n) to `within`, polynomials of `degree` suffice, and with them it saves that much. For
/// every B ≥ `beyond` none of that degree does, and those of a higher one save less. Both hold at all these B because
/// they hold at the ends: s = B² grows with B, and ε_A falls.
public struct PhaseBoundary: Hashable, Sendable, Codable {
  /// d.
  public let dimension: Int
  public let saving: PhaseSaving
  /// The greatest degree that saves so much.
  public let degree: Int
  public let within: Rational
  public let beyond: Rational
  /// A polynomial of the degree whose error is at most ε_A on [−s, s] for B = `within`.
  public let attained: SupNormCertificate
  /// Every polynomial of the degree has a larger one for B = `beyond`.
  public let excluded: LowerBoundCertificate

  /// `beyond` − `within`, and what both are multiples of.
  public static let step = Rational(.powerOfTwo(-10))

  /// Searches for the boundary.
  ///
  /// Precondition: dimension ≥ 8, and the boundary is at least `step`, as it is for up to two quarters and n ≤ 2¹²⁸.
  /// Errors: `epsilonTooClose` where ε_A and the least error agree to seven digits at a multiple of `step`.
  public init(dimension: Int, saving: PhaseSaving) throws(ApproximationError) {
    guard let degree = saving.greatestDegree(dimension: dimension) else {
      preconditionFailure("PhaseBoundary: no degree saves n^(\(saving.quarters)/4) at n = 2^\(dimension)")
    }
    var search = BoundarySearch(dimension: dimension, degree: degree)
    let steps = try search.lastAttained()
    self.dimension = dimension
    self.saving = saving
    self.degree = degree
    within = Self.step * Rational(steps)
    beyond = Self.step * Rational(steps + 1)
    attained = search.attained[steps]!
    excluded = search.excluded[steps + 1]!
  }

  /// Returns where both sides are proved; otherwise throws the first flaw.
  public func verify() throws(CertificateFlaw) {
    guard (1...PhasePoint.largestDimension).contains(dimension), (-4...4).contains(saving.quarters) else {
      throw .malformed("the dimension or the saving is out of range")
    }
    guard saving.greatestDegree(dimension: dimension) == degree else {
      throw .degreeNotProved("\(degree) is not the greatest degree that saves so much")
    }
    let least = Rational(1, Integer(2) << dimension)
    guard least <= within, within < beyond else { throw .malformed("the bounds are out of order") }
    let (inner, outer) = (
      PhasePoint(dimension: dimension, bound: within), PhasePoint(dimension: dimension, bound: beyond)
    )
    guard attained.problem == (try? inner.problem()), excluded.problem == (try? outer.problem()) else {
      throw .malformed("the certificates are about other bounds")
    }
    try attained.verify()
    guard (attained.polynomial.degree ?? 0) <= degree, Rational(attained.error.upper) <= inner.weightEpsilon
    else { throw .degreeNotProved("the polynomial does not reach the error within") }
    try excluded.verify()
    guard excluded.degree == degree, Rational(excluded.bound) > outer.weightEpsilon else {
      throw .degreeNotProved("degree \(degree) is not excluded beyond")
    }
  }
}
