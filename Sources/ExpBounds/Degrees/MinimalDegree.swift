public import AttnReference
public import ExactArith

extension MinimalDegreeCertificate {
  /// The least degree of a polynomial whose error is at most epsilon, searched for and certified.
  ///
  /// Errors: `epsilonOutOfRange`; `degreeTooHigh`; `epsilonTooClose` where epsilon and the error of the best polynomial
  /// of some degree agree to seven digits, so that the certificates do not tell them apart.
  public init(_ problem: ApproximationProblem, epsilon: Rational) throws(ApproximationError) {
    var searches = SearchedDegrees(problem: problem)
    let degree = searches.leastNotExcluded(
      from: try Self.lowerBound(problem, epsilon: epsilon), epsilon: epsilon)
    guard degree <= ApproximationProblem.largestDegree else { throw .degreeTooHigh }
    let attained = try SupNormCertificate(certifying: searches[degree].polynomial(), for: problem)
    let excluded = degree > 0 ? searches.bound(degree - 1) : nil
    guard Rational(attained.error.upper) <= epsilon, excluded.map({ Rational($0.bound) > epsilon }) ?? true
    else {
      throw .epsilonTooClose
    }
    self.init(epsilon: epsilon, degree: degree, attained: attained, excluded: excluded)
  }

  /// A degree that every polynomial has whose error is at most epsilon, or a higher one: mostly the least degree.
  ///
  /// Proved by nodes near the extrema of the best polynomials, at the cost of no exchange at all.
  /// Errors: `epsilonOutOfRange`; `degreeTooHigh`.
  static func lowerBound(
    _ problem: ApproximationProblem, epsilon: Rational
  ) throws(ApproximationError) -> Int {
    guard epsilon.signum() > 0, epsilon < 1 else { throw .epsilonOutOfRange }
    let normalized = NormalizedProblem(problem)
    var degree = normalized.guessDegree(log2Epsilon: epsilon.log2)
    while try isExcluded(degree, normalized, epsilon) { degree += 1 }
    while degree > 0, try !isExcluded(degree - 1, normalized, epsilon) { degree -= 1 }
    return degree
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

/// Searches for the best polynomials of some degrees, each done once.
private struct SearchedDegrees {
  let problem: ApproximationProblem
  private var done: [Int: Remez] = [:]

  init(problem: ApproximationProblem) { self.problem = problem }

  subscript(degree: Int) -> Remez {
    mutating get {
      if let search = done[degree] { return search }
      let search = Remez(problem, degree: degree)
      done[degree] = search
      return search
    }
  }

  mutating func bound(_ degree: Int) -> LowerBoundCertificate {
    NodeGrid.certificate(problem, near: self[degree].extrema)
  }

  private mutating func isExcluded(_ degree: Int, _ epsilon: Rational) -> Bool {
    degree <= ApproximationProblem.largestDegree && Rational(bound(degree).bound) > epsilon
  }

  /// The least degree from `first` on whose extrema do not exclude it: strides that double, then halves. One degree
  /// above `largestDegree` where all are excluded.
  mutating func leastNotExcluded(from first: Int, epsilon: Rational) -> Int {
    guard isExcluded(first, epsilon) else { return first }
    var (low, high) = (first, first + 1)
    while isExcluded(high, epsilon) { (low, high) = (high, high + 2 * (high - low)) }
    high = min(high, ApproximationProblem.largestDegree + 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if isExcluded(middle, epsilon) { low = middle } else { high = middle }
    }
    return high
  }
}
