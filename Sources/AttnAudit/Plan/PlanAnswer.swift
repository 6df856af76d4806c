internal import AttnReference
internal import AttnSpec
internal import ExactArith
internal import ExpBounds

/// The answer to a `PlanQuestion`: a plan, or why there is none.
struct PlanAnswer: Sendable {
  var question: PlanQuestion
  var plan: Result<PolynomialPlan, PolynomialPlanError>
  /// Where the polynomial kernel and the quadratic one cost the same, in B. `nil` where even one feature costs as much,
  /// and where `isBelowRounding`, since it is of no interest there.
  var breakEven: BreakEven?

  init(_ question: PlanQuestion) {
    self.question = question
    let shape = question.specification.shape
    plan = Result { () throws(PolynomialPlanError) in
      try PolynomialPlan(
        question.specification, norms: DataNorms(worstCaseFor: shape, entriesWithin: question.bound),
        target: .output(question.epsilon))
    }
    if isBelowRounding { return }
    breakEven = BreakEven(
      question.specification, epsilon: question.epsilon, block: Self.block(question.specification.mask))
  }

  /// The longest blocks without a mask, the shortest with one: what is cheapest.
  private static func block(_ mask: BandMask) -> Int {
    16 * (mask.right == nil ? PolynomialPlan.blockSizes.max()! : PolynomialPlan.blockSizes.min()!)
  }

  /// Whether roundings alone forbid the error. Where scores are refused before roundings are looked at, the last rounding
  /// of an output tells: in binary64 it may cost 2⁻⁵³·B.
  var isBelowRounding: Bool {
    if case .failure(.belowRounding) = plan { return true }
    return question.epsilon < question.bound * Rational(.powerOfTwo(-53))
  }

  /// Returns where the judge accepts the certificate, and it is about the question.
  func verify() throws {
    guard case .success(let plan) = plan else { return }
    guard plan.certificate.specification == question.specification,
      Rational(plan.bound.output) <= question.epsilon
    else { throw CertificateFlaw.malformed("the certificate is about another question") }
    try plan.certificate.verify()
  }

  /// What the kernel costs: of the plan, or of what a refused plan would need at least.
  var figures: PlanFigures? {
    switch plan {
    case .success(let plan): plan.figures
    case .failure(.pointlessRank(let figures, _, _)), .failure(.unsupportedDegree(let figures, _)): figures
    case .failure: nil
    }
  }

  /// No plan is an answer that certifies nothing.
  var exitStatus: ExitStatus {
    switch plan {
    case .success: .certified
    case .failure: .undecided
    }
  }

  /// s = σ·d·B², enclosed.
  var scoreBound: Interval {
    let scale = try? KernelScale(question.specification.scale, dimension: question.dimension)
    guard let scale else { preconditionFailure("PlanOptions has read the scale") }
    let lower = scale.value * Rational(question.dimension) * question.bound * question.bound
    return Interval(
      lower: Interval(lower, bits: 64).lower,
      upper: Interval(lower * (1 + scale.relativeDoubt), bits: 64).upper)
  }

  /// ln n; `nil` for one token, where it is 0.
  var logarithm: Interval? { question.tokens > 1 ? try! Interval.log(of: question.tokens, bits: 64) : nil }

  /// B/√(ln n) and s/ln n.
  var ratios: (bound: Interval, scores: Interval)? {
    guard let logarithm else { return nil }
    let root = try! logarithm.squareRoot(bits: 64)
    return (
      Interval(question.bound, bits: 64).divided(by: root, bits: 64)!,
      scoreBound.divided(by: logarithm, bits: 64)!
    )
  }

  /// x where nˣ is a number of operations.
  func exponent(of operations: Integer) -> Interval? {
    guard let logarithm, operations.signum() > 0 else { return nil }
    let size = try! Interval.log(of: Rational(operations), bits: 64)
    return size.divided(by: logarithm, bits: 64)
  }
}
