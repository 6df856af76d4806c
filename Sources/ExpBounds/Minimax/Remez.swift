internal import Glibc
internal import AttnReference
internal import ExactArith

/// Remez's second algorithm in fixed-point arithmetic.
///
/// The error of the best approximation of e^x alternates degree + 2 times, both ends among them (its derivative has at
/// most `degree` zeros). An exchange solves for the polynomial whose error alternates at the reference, by divided
/// differences, and moves every inner point to the near extremum by one Newton step: O(degree²) operations, and
/// together a Newton iteration on the extrema, which converges quadratically from the start that `Reference` gives.
/// Nothing that it finds is proved.
struct Remez {
  private let normalized: NormalizedProblem
  private let degree: Int
  private let iteration: ExtremaIteration
  private var nodes: [Integer]

  private var arithmetic: FixedPoint { iteration.arithmetic }

  /// Exchanges until the reference moves by less than 2^−40 of the distance between its points.
  init(_ problem: ApproximationProblem, degree: Int) {
    normalized = NormalizedProblem(problem)
    self.degree = degree
    iteration = ExtremaIteration(normalized, degree: degree)
    nodes = Reference.initial(
      isRelative: iteration.isRelative, reach: normalized.reach, degree: degree
    ).map(iteration.arithmetic.number)
    approach()
    converge(iteration, until: 0x1p-40, atMost: 40)
  }

  /// Where the error of the best polynomial is extreme, both ends included: degree + 2 points of [lower, upper].
  var extrema: [Dyadic] { nodes.map { normalized.point(arithmetic.dyadic($0)) } }

  /// The best polynomial with coefficients rounded to dyadic numbers, so that its error grows by about 2^−26 of itself.
  func polynomial() -> Polynomial {
    let (form, error) = solve(iteration)
    let half = normalized.radius * Rational(1, 2)
    let scale = normalized.scale(bits: arithmetic.fractionBits)
    let size = arithmetic.dyadic(error.magnitude) * (iteration.isRelative ? .one : scale)
    let exact =
      Rational(scale)
      * Polynomial(
        numerators: form.monomialCoefficients, denominator: Integer(1) << arithmetic.fractionBits
      ).substituting(slope: half.reciprocal, offset: -normalized.centre * half.reciprocal)
    return CoefficientGrid(normalized.problem, degree: degree, log2Error: size.log2).rounded(exact)
  }

  /// Where the start is only near for a smaller interval, follows the extrema as the interval grows to its full size.
  private mutating func approach() {
    let start = Reference.largestReach(isRelative: iteration.isRelative, degree: degree)
    var share = start / normalized.reach
    guard share < 1 else { return }
    var growth = 1.1
    while share < 1, growth > 1.0001 {
      let before = nodes
      if converge(iteration.scaled(by: share), until: 0x1p-8, atMost: 8) {
        share *= growth
      } else {
        // Too large a stride: back to the middle of it.
        nodes = before
        share /= growth.squareRoot()
        growth = growth.squareRoot()
      }
    }
  }

  /// Exchanges until the largest step is below a share of the distance to a neighbour; whether that was reached.
  @discardableResult
  private mutating func converge(
    _ iteration: ExtremaIteration, until limit: Double, atMost count: Int
  ) -> Bool {
    for _ in 0..<count {
      let step = iteration.move(&nodes, on: solve(iteration).form)
      if step < limit { return true }
    }
    return false
  }

  /// The polynomial with error ±E alternating at the nodes, and E.
  private func solve(_ iteration: ExtremaIteration) -> (form: NewtonForm, error: Integer) {
    let values = nodes.map { arithmetic.exp(iteration.rate, $0) }
    let one = Integer(1) << arithmetic.fractionBits
    let weights = values.indices.map { i in
      let weight = iteration.isRelative ? values[i] : one
      return i.isMultiple(of: 2) ? weight : -weight
    }
    let ofValues = NewtonForm.dividedDifferences(values, nodes, arithmetic)
    let ofWeights = NewtonForm.dividedDifferences(weights, nodes, arithmetic)
    // The highest divided difference of values + E·weights is 0.
    let error = -arithmetic.quotient(ofValues[degree + 1], ofWeights[degree + 1])
    let coefficients = (0...degree).map { ofValues[$0] + arithmetic.product(error, ofWeights[$0]) }
    return (NewtonForm(arithmetic: arithmetic, nodes: nodes, coefficients: coefficients), error)
  }
}
