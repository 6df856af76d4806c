internal import Glibc
internal import AttnReference
internal import ExactArith

/// What the search found for one problem and degree. Nothing here is proved.
struct MinimaxCandidate {
  /// Where the error of the best polynomial is extreme, both ends included: degree + 2 points of [lower, upper].
  var extrema: [Dyadic]
  /// The best polynomial with coefficients rounded to dyadic numbers, so that its error grows by about 2^−26 of itself.
  var polynomial: Polynomial
  /// log₂ of its error, approximately.
  var log2Error: Double
  var exchanges: Int
}

/// Remez's second algorithm in fixed-point arithmetic.
///
/// The error of the best approximation of e^x alternates degree + 2 times, both ends among them (its derivative has at
/// most `degree` zeros). An exchange solves for the polynomial whose error alternates at the reference, by divided
/// differences, and moves every inner point to the near extremum by one Newton step: O(degree²) operations, and
/// together a Newton iteration on the extrema, which converges quadratically from the start that `Reference` gives.
struct Remez {
  private let normalized: NormalizedProblem
  private let degree: Int
  private let iteration: ExtremaIteration
  private var nodes: [Integer]

  private var arithmetic: FixedPoint { iteration.arithmetic }

  init(_ problem: ApproximationProblem, degree: Int) {
    normalized = NormalizedProblem(problem)
    self.degree = degree
    iteration = ExtremaIteration(normalized, degree: degree)
    nodes = Reference.initial(normalized, degree: degree).map(iteration.arithmetic.number)
  }

  private static let mostExchanges = 40

  /// Exchanges until the reference moves by less than 2^−40 of the distance between its points.
  mutating func run() -> MinimaxCandidate {
    for exchanges in 1... {
      let (form, error) = solve()
      let step = iteration.move(&nodes, on: form)
      if step < 0x1p-40 || exchanges == Self.mostExchanges {
        return candidate(form, error, exchanges: exchanges)
      }
    }
    preconditionFailure("unreachable")
  }

  /// The polynomial with error ±E alternating at the nodes, and E.
  private func solve() -> (NewtonForm, error: Integer) {
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

  private func candidate(_ form: NewtonForm, _ error: Integer, exchanges: Int) -> MinimaxCandidate {
    let problem = normalized.problem
    let half = normalized.radius * Rational(1, 2)
    let scale = normalized.scale(bits: arithmetic.fractionBits)
    let size = arithmetic.dyadic(error.magnitude) * (iteration.isRelative ? .one : scale)
    let log2Error = size.log2
    let exact =
      Rational(scale)
      * Polynomial(
        numerators: form.monomialCoefficients, denominator: Integer(1) << arithmetic.fractionBits
      ).substituting(slope: half.reciprocal, offset: -normalized.centre * half.reciprocal)
    return MinimaxCandidate(
      extrema: nodes.map { normalized.point(arithmetic.dyadic($0)) },
      polynomial: CoefficientGrid(problem, degree: degree, log2Error: log2Error).rounded(exact),
      log2Error: log2Error, exchanges: exchanges)
  }
}
