internal import Glibc
public import AttnReference
internal import ExactArith

/// The best polynomial of one degree, its error proved from both sides: by the error of a polynomial, and by nodes at
/// which no polynomial of that degree does better.
public struct BestApproximation: Sendable {
  public let attained: SupNormCertificate
  public let bound: LowerBoundCertificate

  /// The search by Remez's algorithm. What it finds is certified by the judge's own code.
  /// Errors: `ApproximationError.degreeTooHigh`. Complexity: O(degree²) operations an exchange, about five exchanges.
  public init(_ problem: ApproximationProblem, degree: Int) throws(ApproximationError) {
    guard degree <= ApproximationProblem.largestDegree else { throw .degreeTooHigh }
    let search = Remez(problem, degree: degree)
    attained = try SupNormCertificate(certifying: search.polynomial(), for: problem)
    bound = NodeGrid.certificate(problem, near: search.extrema)
  }
}

/// Nodes with few bits.
enum NodeGrid {
  /// The points moved to a grid 2^−12 as wide as the space between the two nearest: that costs about 2^−22 of the bound.
  /// What it costs to move an end is not quadratic in the distance, but linear: where the ends do not lie on the grid, it
  /// is as much finer.
  static func certificate(_ problem: ApproximationProblem, near points: [Dyadic]) -> LowerBoundCertificate {
    let gap = zip(points.dropFirst(), points).map { $0 - $1 }.min()!
    let coarse = min(gap.magnitudeExponent - 13, 0)
    let isOnGrid = [problem.lower, problem.upper].allSatisfy {
      ($0 * Rational(.powerOfTwo(-coarse))).denominator == 1
    }
    let exponent = isOnGrid ? coarse : max(coarse - 12, LowerBoundCertificate.leastNodeExponent)
    var nodes = points.map { $0.rounded(toExponent: exponent, .nearest).floor(toExponent: exponent) }
    // Nor need the ends lie on the finer grid.
    nodes[0] = (problem.lower * Rational(.powerOfTwo(-exponent))).ceiling()
    nodes[nodes.count - 1] = (problem.upper * Rational(.powerOfTwo(-exponent))).floor()
    return try! LowerBoundCertificate(problem: problem, nodeExponent: exponent, nodes: nodes)
  }
}
