internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// What `attn-audit bound` can be asked.
enum BoundQuestion: Equatable, Sendable {
  case degree(DegreeQuestion)
  case polynomial(PolynomialQuestion)
}

/// The least degree of a polynomial whose relative error of eˣ on [−s, s] is at most epsilon.
struct DegreeQuestion: Equatable, Sendable {
  var scoreBound: Rational
  var epsilon: Rational
  /// The dimension whose ranks are asked for as well.
  var dimension: Int?
}

/// The error of a given polynomial, and whether it is at most epsilon.
struct PolynomialQuestion: Equatable, Sendable {
  var problem: ApproximationProblem
  var file: String
  var format: CoefficientFormat
  var epsilon: Rational?
}
