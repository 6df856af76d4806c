public import AttnReference
public import ExactArith

extension MinimalDegreeCertificate {
  /// The least degree of a polynomial whose error is at most epsilon, searched for and certified.
  ///
  /// Errors: `epsilonOutOfRange`; `degreeTooHigh`; `epsilonTooClose` where epsilon and the error of the best polynomial
  /// of some degree agree to seven digits, so that the certificates do not tell them apart.
  public init(_ problem: ApproximationProblem, epsilon: Rational) throws(ApproximationError) {
    guard epsilon.signum() > 0, epsilon < 1 else { throw .epsilonOutOfRange }
    let normalized = NormalizedProblem(problem)
    var degree = normalized.guessDegree(log2Epsilon: epsilon.log2)
    // Nodes near the extrema exclude degrees at the cost of no exchange at all.
    while try Self.isExcluded(degree, normalized, epsilon) { degree += 1 }
    while degree > 0, try !Self.isExcluded(degree - 1, normalized, epsilon) { degree -= 1 }

    while true {
      let best = try BestApproximation(problem, degree: degree)
      if Rational(best.attained.error.upper) <= epsilon {
        let below = try degree > 0 ? BestApproximation(problem, degree: degree - 1).bound : nil
        guard below.map({ Rational($0.bound) > epsilon }) ?? true else { throw .epsilonTooClose }
        self.init(epsilon: epsilon, degree: degree, attained: best.attained, excluded: below)
        return
      }
      guard Rational(best.bound.bound) > epsilon else { throw .epsilonTooClose }
      degree += 1
    }
  }

  private static func isExcluded(
    _ degree: Int, _ normalized: NormalizedProblem, _ epsilon: Rational
  ) throws(ApproximationError) -> Bool {
    guard degree <= ApproximationProblem.largestDegree else { throw .degreeTooHigh }
    let points = Reference.initial(
      isRelative: normalized.problem.measure == .relative, reach: normalized.reach, degree: degree
    ).map(normalized.point)
    return Rational(NodeGrid.certificate(normalized.problem, near: points).bound) > epsilon
  }
}
