internal import AttnSpec
internal import ExactArith

/// How to compute attention by a polynomial kernel, for all Q, K and V with entries in [-bound, bound], every output
/// entry within epsilon.
struct PlanQuestion: Equatable, Sendable {
  var specification: AttentionSpecification
  var bound: Rational
  var epsilon: Rational

  /// n, of queries and of keys.
  var tokens: Int { specification.shape.queries }
  var dimension: Int { specification.shape.dimension }
}
