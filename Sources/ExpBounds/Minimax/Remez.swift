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
  /// Increasing.
  private var nodes: [Integer]
  /// The order in which divided differences take the nodes: one that spreads them evenly from the first on, by bits
  /// reversed. In increasing order they would lose some two bits a node.
  private let order: [Int]

  private var arithmetic: FixedPoint { iteration.arithmetic }

  /// Exchanges until the reference moves by less than 2^−40 of the distance between its points.
  init(_ problem: ApproximationProblem, degree: Int) {
    normalized = NormalizedProblem(problem)
    self.degree = degree
    iteration = ExtremaIteration(normalized, degree: degree)
    nodes = Reference.initial(
      isRelative: iteration.isRelative, reach: normalized.reach, degree: degree
    ).map(iteration.arithmetic.number)
    order = nodes.indices.sorted { Self.reversed($0) < Self.reversed($1) }
    approach()
    converge(iteration, until: 0x1p-40, atMost: 40)
  }

  /// The 16 lowest bits in reverse.
  private static func reversed(_ index: Int) -> Int {
    (0..<16).reduce(0) { $0 << 1 | (index >> $1 & 1) }
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
      * form.inPowers.substituting(
        slope: half.reciprocal, offset: -normalized.centre * half.reciprocal)
    return CoefficientGrid(normalized.problem, degree: degree, log2Error: size.log2).rounded(exact)
  }

  /// Where the start is only near for a smaller interval, follows the extrema as the interval grows to its full size:
  /// a step along the line through the last two references, then exchanges; the stride is halved where that fails.
  private mutating func approach() {
    var share = Reference.largestReach(isRelative: iteration.isRelative, degree: degree) / normalized.reach
    guard share < 1 else { return }
    converge(iteration.scaled(by: share), until: 0x1p-8, atMost: 40)
    var (before, stride) = (nodes, 0.02)
    while share < 1, stride > 0x1p-16 {
      let (here, next) = (nodes, min(share + stride, 1))
      let ratio = arithmetic.number((next - share) / stride)
      nodes = zip(here, before).map { $0 + arithmetic.product($0 - $1, ratio) }
      if isIncreasing, converge(iteration.scaled(by: next), until: 0x1p-8, atMost: 6) {
        (share, before) = (next, here)
      } else {
        nodes = here
        before = zip(here, before).map { ($0 + $1) >> 1 }
        stride /= 2
      }
    }
  }

  private var isIncreasing: Bool { zip(nodes, nodes.dropFirst()).allSatisfy { $0 < $1 } }

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
    let ordered = order.map { nodes[$0] }
    let values = ordered.map { arithmetic.exp(iteration.rate, $0) }
    let one = Integer(1) << arithmetic.fractionBits
    let weights = zip(order, values).map { index, value in
      let weight = iteration.isRelative ? value : one
      return index.isMultiple(of: 2) ? weight : -weight
    }
    let ofValues = NewtonForm.dividedDifferences(values, ordered, arithmetic)
    let ofWeights = NewtonForm.dividedDifferences(weights, ordered, arithmetic)
    // The highest divided difference of values + E·weights is 0.
    let error = -arithmetic.quotient(ofValues[degree + 1], ofWeights[degree + 1])
    let coefficients = (0...degree).map { ofValues[$0] + arithmetic.product(error, ofWeights[$0]) }
    return (NewtonForm(arithmetic: arithmetic, nodes: ordered, coefficients: coefficients), error)
  }
}
