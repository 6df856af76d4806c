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
  private let arithmetic: FixedPoint
  private let rate: Integer
  private let isRelative: Bool
  private var nodes: [Integer]

  init(_ problem: ApproximationProblem, degree: Int) {
    normalized = NormalizedProblem(problem)
    self.degree = degree
    isRelative = problem.measure == .relative
    // From e^(−reach)·error up to e^reach, 64 bits of the error, and what divided differences in this order lose.
    let range = normalized.reach * 1.4427 * (isRelative ? 2 : 1)
    arithmetic = FixedPoint(
      fractionBits: 96 + 2 * degree + Int(range - normalized.log2Error(degree: degree)))
    rate = arithmetic.number(normalized.rate)
    nodes = Reference.initial(normalized, degree: degree).map(arithmetic.number)
  }

  private static let mostExchanges = 40

  /// Exchanges until the reference moves by less than 2^−40 of the distance between its points.
  mutating func run() -> MinimaxCandidate {
    for exchanges in 1... {
      let (form, error) = solve()
      let step = move(form)
      if step < 0x1p-40 || exchanges == Self.mostExchanges {
        return candidate(form, error, exchanges: exchanges)
      }
    }
    preconditionFailure("unreachable")
  }

  /// The polynomial with error ±E alternating at the nodes, and E.
  private func solve() -> (NewtonForm, error: Integer) {
    let values = nodes.map { arithmetic.exp(rate, $0) }
    let one = Integer(1) << arithmetic.fractionBits
    let weights = values.indices.map { i in
      let weight = isRelative ? values[i] : one
      return i.isMultiple(of: 2) ? weight : -weight
    }
    let ofValues = NewtonForm.dividedDifferences(values, nodes, arithmetic)
    let ofWeights = NewtonForm.dividedDifferences(weights, nodes, arithmetic)
    // The highest divided difference of values + E·weights is 0.
    let error = -arithmetic.quotient(ofValues[degree + 1], ofWeights[degree + 1])
    let coefficients = (0...degree).map { ofValues[$0] + arithmetic.product(error, ofWeights[$0]) }
    return (NewtonForm(arithmetic: arithmetic, nodes: nodes, coefficients: coefficients), error)
  }

  /// Moves the inner nodes by one Newton step on the derivative of the error; returns the largest step in units of the
  /// distance to a neighbour.
  private mutating func move(_ form: NewtonForm) -> Double {
    let old = nodes
    var largest = 0.0
    for i in nodes.indices.dropFirst().dropLast() {
      let p = form.values(at: old[i])
      let (slope, curvature): (Integer, Integer)
      if isRelative {
        slope = p.first - arithmetic.product(rate, p.value)
        curvature = p.second - arithmetic.product(rate, p.first)
      } else {
        let growth = arithmetic.product(rate, arithmetic.exp(rate, old[i]))
        slope = p.first - growth
        curvature = p.second - arithmetic.product(rate, growth)
      }
      let room = min(old[i] - old[i - 1], old[i + 1] - old[i])
      // No step leaves more than two fifths of the way to a neighbour, so that the nodes stay in order.
      let limit = (room * 2).floorDivided(by: 5)
      var step = curvature.isZero ? limit : -arithmetic.quotient(slope, curvature)
      step = max(-limit, min(limit, step))
      nodes[i] = old[i] + step
      largest = max(largest, ratio(step, room))
    }
    return largest
  }

  private func ratio(_ a: Integer, _ b: Integer) -> Double {
    Dyadic.quotient(a.magnitude, b, bits: 8, rounding: .up).double(rounding: .up)
  }

  private func candidate(_ form: NewtonForm, _ error: Integer, exchanges: Int) -> MinimaxCandidate {
    let problem = normalized.problem
    let half = normalized.radius * Rational(1, 2)
    var extrema = nodes.map { normalized.centre + half * Rational(arithmetic.dyadic($0)) }
    extrema[0] = problem.lower
    extrema[degree + 1] = problem.upper
    let scale = normalized.scale(bits: arithmetic.fractionBits)
    let size = arithmetic.dyadic(error.magnitude) * (isRelative ? .one : scale)
    let log2Error = log2(of: size.rounded(toBits: 53, .nearest))
    let exact =
      Rational(scale)
      * Polynomial(
        numerators: form.monomialCoefficients, denominator: Integer(1) << arithmetic.fractionBits
      ).substituting(slope: half.reciprocal, offset: -normalized.centre * half.reciprocal)
    return MinimaxCandidate(
      extrema: extrema.map { Interval($0, bits: 200).lower },
      polynomial: CoefficientGrid(problem, degree: degree, log2Error: log2Error).rounded(exact),
      log2Error: log2Error, exchanges: exchanges)
  }

  private func log2(of x: Dyadic) -> Double {
    guard !x.isZero else { return -.infinity }
    let place = x.magnitudeExponent
    return Double(place) + Glibc.log2(x.scaled(byPowerOfTwo: -place).double(rounding: .nearest))
  }
}
