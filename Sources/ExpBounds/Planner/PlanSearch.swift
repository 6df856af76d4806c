internal import AttnReference
internal import AttnSpec
internal import ExactArith

/// The search for the cheapest plan.
struct PlanSearch {
  struct Found {
    var certificate: PolynomialKernelCertificate
    var family: PolynomialFamily
    var figures: PlanFigures
  }

  let specification: AttentionSpecification
  let norms: DataNorms
  let target: PlanTarget
  let offers: [PolynomialKernelOffer]
  let allowsMoreWork: Bool
  let scale: KernelScale
  let scoreBound: Rational

  /// The largest S for which a plan is looked for. At x = -S a coefficient's rounding to binary64 costs up to 2⁻⁵³·e^(2S)
  /// of e^x, the whole of it from S = 18.4 on.
  static let largestScoreBound = 64

  init(
    _ specification: AttentionSpecification, _ norms: DataNorms, _ target: PlanTarget,
    _ offers: [PolynomialKernelOffer], _ allowsMoreWork: Bool
  ) throws(PolynomialPlanError) {
    guard target.isPositive else { throw .targetNotPositive }
    guard specification.mask.left == nil else { throw .unsuitable(.maskHasLeftSide) }
    do {
      scale = try KernelScale(specification.scale, dimension: specification.shape.dimension)
    } catch {
      throw .unsuitable(error)
    }
    guard norms.greatestProduct.isFinite, norms.valueSpread.isFinite else {
      throw .unsuitable(.normsTooLarge)
    }
    guard norms.greatestProduct >= 0, norms.valueSpread >= 0 else { throw .unsuitable(.badNorms) }
    self.specification = specification
    self.norms = norms
    self.target = target
    self.offers = offers
    self.allowsMoreWork = allowsMoreWork
    let product = Rational(Dyadic(exactly: norms.greatestProduct)) * scale.value
    // Few bits, for they enter every certificate. An interval needs a width even where all scores are 0.
    let rounded = Rational(Interval(product, bits: 16).upper)
    scoreBound = max(rounded, Rational(Dyadic.powerOfTwo(-32)))
    guard scoreBound <= Rational(Self.largestScoreBound) else {
      throw .scoresTooLarge(scoreBound: scoreBound)
    }
  }

  func cheapest() throws(PolynomialPlanError) -> Found {
    try checkTarget()
    var best: Found?
    var failures: [PolynomialArithmetic: PlanAttempt.Failure] = [:]
    for degree in try leastDegree()...ApproximationProblem.largestDegree {
      let trials = try trials(degree, failures, best)
      guard !trials.isEmpty else { break }
      let attempt = try PlanAttempt(self, trials, degree: degree)
      if let found = attempt.found { best = found }
      failures.merge(attempt.failures) { $1 }
    }
    guard let best else { throw .degreeTooHigh(scoreBound: scoreBound, target: target) }
    return best
  }

  /// Theorem P's bounds are at least u·max |V| for an output, for its last rounding alone, and u for a weight: a target
  /// below that is refused before a polynomial is looked for.
  private func checkTarget() throws(PolynomialPlanError) {
    let unit = offers.map { ($0.arithmetic.format, FormatConstants($0.arithmetic.format).unitRoundoff) }
      .min { $0.1 < $1.1 }!
    let (rounding, goal): (Dyadic, Rational) =
      switch target {
      case .output(let epsilon): (unit.1 * Dyadic(exactly: norms.valueMagnitude), epsilon)
      case .weights(let weights, let rowSums): (unit.1, min(weights, rowSums))
      }
    guard Rational(rounding) < goal else {
      throw .belowRounding(unit.0, rounding: rounding, degree: 0, target: target)
    }
  }

  /// The offers that are not given up and cheaper than the best so far, from the cheapest on. Where there is none and
  /// nothing found, the reason is thrown: it holds for all higher degrees, too.
  private func trials(
    _ degree: Int, _ failures: [PolynomialArithmetic: PlanAttempt.Failure], _ best: Found?
  ) throws(PolynomialPlanError) -> [PlanAttempt.Trial] {
    let hopeful = offers.filter { failures[$0.arithmetic] == nil }
    let all = hopeful.map { offer in
      (
        offer: offer,
        trial: PlanAttempt.Trial(
          arithmetic: offer.arithmetic,
          figures: PlanFigures(specification, offer.arithmetic, degree: degree))
      )
    }
    let useful = all.filter { allowsMoreWork || !$0.trial.figures.isPointless }
    let trials = useful.filter { $0.offer.supports(degree) }.map(\.trial).inOrderOfCost
    if let best { return trials.filter { $0.figures.cost < best.figures.cost } }
    if useful.isEmpty, let least = all.map(\.trial).inOrderOfCost.first {
      throw .pointlessRank(least.figures, scoreBound: scoreBound, target: target)
    }
    if trials.isEmpty, let least = useful.map(\.trial).inOrderOfCost.first {
      throw .unsupportedDegree(least.figures, target: target)
    }
    if hopeful.isEmpty { throw PlanAttempt.Failure.refusal(failures, target) }
    return trials
  }

  /// A degree below which no polynomial reaches the target even without any rounding; mostly one at which some do.
  private func leastDegree() throws(PolynomialPlanError) -> Int {
    do throws(ApproximationError) {
      return try MinimalDegreeCertificate.lowerBound(
        .relative(scoreBound: scoreBound),
        epsilon: target.relativeError(spread: norms.valueSpread, rounding: 0))
    } catch {
      throw .degreeTooHigh(scoreBound: scoreBound, target: target)
    }
  }
}

extension [PlanAttempt.Trial] {
  fileprivate var inOrderOfCost: [PlanAttempt.Trial] { sorted { $0.figures.cost < $1.figures.cost } }
}
