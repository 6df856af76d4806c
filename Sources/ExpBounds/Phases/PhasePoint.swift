internal import AttnReference
public import ExactArith

/// One place of the paper's regime: n = 2^d tokens in d dimensions, every entry of Q, K and V within B, scores scaled by
/// 1/d, and an output within 1/n of the exact one.
public struct PhasePoint: Hashable, Sendable {
  /// d = log₂ n.
  public let dimension: Int
  /// B.
  public let bound: Rational

  /// The largest dimension that a stored boundary may have.
  static let largestDimension = 1024

  /// Precondition: dimension ≥ 1 and bound ≥ 1/(2n), below which 0 is an output within 1/n.
  public init(dimension: Int, bound: Rational) {
    precondition(dimension >= 1, "PhasePoint: the dimension \(dimension) is not positive")
    self.dimension = dimension
    self.bound = bound
    precondition(bound + bound >= epsilon, "PhasePoint: every output is within 1/n")
  }

  /// n.
  public var tokens: Integer { Integer(1) << dimension }
  /// 1/n.
  public var epsilon: Rational { Rational(1, tokens) }
  /// s = B² (L3.3).
  public var scoreBound: Rational { bound * bound }
  /// ε_A, with which Algorithm 1 reaches an output within 1/n and no better in the worst case (E5).
  public var weightEpsilon: Rational { OutputBoundRow.requiredEpsilon(target: epsilon, bound: bound) }

  /// exp on [−s, s], within a relative error. Errors: where B is absurdly large or precise.
  func problem() throws(ApproximationError) -> ApproximationProblem { try .relative(scoreBound: scoreBound) }
}

/// How many operations Algorithm 1 saves at n = 2^d tokens in d dimensions, as a power of n.
public struct PhaseSaving: Hashable, Sendable, Codable {
  /// In quarters: with 2 the quadratic kernel needs more than n^(1/2) times the operations of Algorithm 1, with −2 more
  /// than 1/n^(1/2) times.
  public let quarters: Int

  public init(quarters: Int) { self.quarters = quarters }

  /// Whether features of all monomials of at most this degree save so much: polynomial⁴·n^quarters < quadratic⁴.
  public func isReached(degree: Int, dimension: Int) -> Bool {
    let tokens = Integer(1) << dimension
    let rank = FeatureRank.monomials(degree: degree, dimension: dimension)
    let polynomial = OperationCount.polynomial(tokens: tokens, rank: rank, dimension: dimension)
    let quadratic = OperationCount.quadratic(tokens: tokens, dimension: dimension)
    return polynomial.power(4) << (max(quarters, 0) * dimension)
      < quadratic.power(4) << (max(-quarters, 0) * dimension)
  }

  /// The greatest degree that saves so much; nil where none does. The rank grows with the degree.
  public func greatestDegree(dimension: Int) -> Int? {
    guard isReached(degree: 0, dimension: dimension) else { return nil }
    var degree = 0
    while isReached(degree: degree + 1, dimension: dimension) { degree += 1 }
    return degree
  }
}
