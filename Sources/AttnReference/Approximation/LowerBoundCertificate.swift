public import ExactArith

/// The proof that no polynomial of a degree does better: nodes, and what they prove.
///
/// For nodes x₀ < … < x_{g+1} and w_i = 1/∏_{j≠i}(x_i − x_j), every polynomial p of degree at most g has
/// Σ w_i·p(x_i) = 0. So its relative error is at least |Σ w_i·f(x_i)| / Σ |w_i|·f(x_i) at some node, and its absolute
/// error at least |Σ w_i·f(x_i)| / Σ |w_i| (Theory, S3). The nodes are the whole proof.
public struct LowerBoundCertificate: Hashable, Sendable, Codable {
  public var problem: ApproximationProblem
  /// Every polynomial of at most this degree…
  public var degree: Int
  /// Node i is nodes[i]·2^nodeExponent; degree + 2 of them, increasing, inside the interval.
  public var nodeExponent: Int
  public var nodes: [Integer]
  /// …has an error of at least this.
  public var bound: Dyadic

  /// Fine enough for 514 nodes in the narrowest interval.
  public static let leastNodeExponent = -128

  public init(
    problem: ApproximationProblem, degree: Int, nodeExponent: Int, nodes: [Integer], bound: Dyadic
  ) {
    self.problem = problem
    self.degree = degree
    self.nodeExponent = nodeExponent
    self.nodes = nodes
    self.bound = bound
  }

  /// The certificate with the largest bound of 40 significant bits that these nodes prove.
  public init(
    problem: ApproximationProblem, nodeExponent: Int, nodes: [Integer]
  ) throws(CertificateFlaw) {
    self.init(
      problem: problem, degree: nodes.count - 2, nodeExponent: nodeExponent, nodes: nodes, bound: 0)
    bound = try provedBound().lower.rounded(toBits: 40, .down)
  }

  /// Returns where the nodes prove the bound, and the bound is not needlessly low; otherwise throws the flaw.
  /// Complexity: O(degree²) integer operations.
  public func verify() throws(CertificateFlaw) {
    guard (0...ApproximationProblem.largestDegree).contains(degree) else {
      throw .malformed("the degree is out of range")
    }
    guard nodes.count == degree + 2 else {
      throw .malformed("degree \(degree) needs \(degree + 2) nodes, not \(nodes.count)")
    }
    guard bound.significand.bitWidth <= 64, Interval(bound).isWithinLimits else {
      throw .malformed("the bound has too many bits")
    }
    let proved = try provedBound()
    guard bound <= proved.lower else { throw .boundNotReached }
    guard proved.upper.scaled(byPowerOfTwo: -30) >= proved.upper - bound else { throw .loose("lower bound") }
  }

  /// The enclosure of what the nodes prove, relative width at most 2^−48.
  private func provedBound() throws(CertificateFlaw) -> Interval {
    guard (Self.leastNodeExponent...0).contains(nodeExponent) else {
      throw .malformed("the nodes' exponent is out of range")
    }
    for (i, node) in nodes.enumerated() {
      guard i == 0 || nodes[i - 1] < node else { throw .malformed("node \(i) is out of order") }
    }
    let points = nodes.map { Rational(Dyadic(significand: $0, exponent: nodeExponent)) }
    guard let first = points.first, let last = points.last, problem.lower <= first, last <= problem.upper
    else {
      throw .malformed("a node lies outside the interval")
    }
    // |1/w_i|, up to the power of two that all share; the signs alternate.
    let products = nodes.indices.map { i -> Integer in
      var product: Integer = 1
      for j in nodes.indices where j != i { product *= nodes[i] - nodes[j] }
      return product.magnitude
    }
    var bits = 128
    while true {
      let weights = products.map { Interval(Rational(1, 1) / Rational($0), bits: bits) }
      var (sum, total) = (Interval(0), Interval(0))
      for i in points.indices {
        let term = (weights[i] * problem.value(at: points[i], bits: bits)).rounded(toBits: bits)
        sum = Interval.sum(sum, i.isMultiple(of: 2) ? term : -term, bits: 2 * bits)
        total = Interval.sum(total, problem.measure == .relative ? term : weights[i], bits: 2 * bits)
      }
      let quotient = sum.magnitude.divided(by: total, bits: bits)!
      if quotient.width <= quotient.lower.scaled(byPowerOfTwo: -48) { return quotient }
      bits *= 2
    }
  }
}
