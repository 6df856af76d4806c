import AttnReference
import AttnSpec
import ExactArith
import ExpBounds
import Testing

/// Each reason for which there is no plan, and a text that says what to do.
struct PlanRefusalTests {
  private static func refusal(
    tokens: Int = 1 << 20, dimension: Int = 8, scale: ScoreScale = .inverseDimension, mask: BandMask = .none,
    bound: Rational = 1, _ target: PlanTarget = .output(Rational(1, 1000)),
    offers: [PolynomialKernelOffer] = PlanFixtures.offers(), allowingMoreWork: Bool = false
  ) -> PolynomialPlanError? {
    do {
      _ = try PlanFixtures.plan(
        PlanFixtures.specification(tokens: tokens, dimension: dimension, scale: scale, mask: mask),
        bound: bound, target, offers: offers, allowingMoreWork: allowingMoreWork)
      return nil
    } catch {
      return error
    }
  }

  /// d = 64, B = 3: the scores fill [-9, 9], no polynomial of degree below 16 reaches 1e-3, and the rank of degree 16
  /// is C(80, 16).
  @Test func aHopelessRankIsNamed() throws {
    guard
      case .pointlessRank(let figures, let scoreBound, let target)? = Self.refusal(dimension: 64, bound: 3)
    else {
      Issue.record("no refusal")
      return
    }
    #expect(scoreBound == 9 && target == .output(Rational(1, 1000)) && figures.degree == 16)
    #expect(figures.rank == FeatureRank.monomials(degree: 16, dimension: 64))
    #expect(figures.polynomialOperations > figures.quadraticOperations)
    #expect(figures.crossover == OperationCount.crossover(rank: figures.rank, dimension: 64))
    let text = "\(PolynomialPlanError.pointlessRank(figures, scoreBound: scoreBound, target: target))"
    for part in [
      "degree 16", "rank 2.69582e16", "n = 1048576", "from n = 2.7373e16 on", "larger error",
    ] {
      #expect(text.contains(part), "\(text)")
    }
  }

  /// A token less than the crossover is refused, the crossover is not.
  @Test func theCrossoverDecides() throws {
    let plan = try PlanFixtures.plan(PlanFixtures.specification(), bound: 1, .output(Rational(1, 1000)))
    let crossover = try #require(plan.figures.crossover?.asInt)
    #expect(Self.refusal(tokens: crossover) == nil)
    guard case .pointlessRank? = Self.refusal(tokens: crossover - 1) else {
      Issue.record("no refusal")
      return
    }
    #expect(Self.refusal(tokens: crossover - 1, allowingMoreWork: true) == nil)
  }

  @Test func statementsThatAreNotTheTheoremsAreRefused() throws {
    #expect(Self.refusal(.output(0)) == .targetNotPositive)
    #expect(Self.refusal(.weights(Rational(1, 10), rowSums: 0)) == .targetNotPositive)
    #expect(
      Self.refusal(mask: BandMask(left: 3, right: 0, alignment: .topLeft)) == .unsuitable(.maskHasLeftSide))
    #expect(Self.refusal(scale: .number("-1")) == .unsuitable(.scaleNotPositive))
    #expect(Self.refusal(scale: .number("0")) == .unsuitable(.scaleNotPositive))
    #expect(Self.refusal(bound: Rational(10).power(200)) == .unsuitable(.normsTooLarge))
    #expect(Self.refusal(bound: 9) == .scoresTooLarge(scoreBound: 81))
  }

  /// Scores of 1 as 1e300·1e-150·1e-150: the coefficient of y² is near 1e600.
  @Test func coefficientsBeyondBinary64AreRefused() throws {
    #expect(try Self.hugeScaleRefusal() == .coefficientsTooLarge(degree: 4))
  }

  private static func hugeScaleRefusal() throws -> PolynomialPlanError? {
    let specification = PlanFixtures.specification(dimension: 1, scale: .number("1e300"))
    var norms = DataNorms(worstCaseFor: specification.shape, entriesWithin: Rational(10).power(-150))
    (norms.valueMagnitude, norms.meanValueMagnitude, norms.valueSpread) = (1, 1, 2)
    do {
      _ = try PolynomialPlan(
        specification, norms: norms, target: .output(Rational(1, 1000)), offers: PlanFixtures.offers())
      return nil
    } catch {
      return error
    }
  }

  @Test func whatRoundingForbidsIsRefused() throws {
    let tiny = PlanTarget.output(Rational(10).power(-14))
    guard case .belowRounding(.float64, let rounding, 13, _)? = Self.refusal(dimension: 2, tiny) else {
      Issue.record("no refusal")
      return
    }
    #expect(Rational(rounding) > Rational(10).power(-14))
    // The last rounding alone: no polynomial is looked for.
    let unit = Dyadic.powerOfTwo(-53)
    for target in [
      PlanTarget.output(Rational(unit)), .output(Rational(10).power(-3000)),
      .weights(1, rowSums: Rational(unit)),
    ] {
      #expect(
        Self.refusal(dimension: 2, target)
          == .belowRounding(.float64, rounding: unit, degree: 0, target: target))
    }
    guard
      case .belowRounding(.float32, _, _, _)? = Self.refusal(
        dimension: 2, .output(Rational(10).power(-7)), offers: PlanFixtures.offers([.float32]))
    else {
      Issue.record("no refusal")
      return
    }
    // S = 25: e^50 times the coefficients' roundings.
    guard
      case .belowCoefficients(_, let exact, let attained, _)? = Self.refusal(
        dimension: 1, bound: 5, .output(Rational(1, 1000)))
    else {
      Issue.record("no refusal")
      return
    }
    #expect(Rational(exact) < Rational(1, 1000) && attained > 1)
    #expect(Self.refusal(dimension: 1, bound: 4) == .unsuitable(.roundingTooLarge(.float64)))
  }

  @Test func whatTheKernelsDoNotTakeIsRefused() throws {
    let offers = PlanFixtures.offers().map {
      PolynomialKernelOffer($0.arithmetic, supports: { $0 <= 3 })
    }
    guard case .unsupportedDegree(let figures, _)? = Self.refusal(offers: offers) else {
      Issue.record("no refusal")
      return
    }
    #expect(figures.degree == 4)
    #expect(Self.refusal(.output(Rational(1, 10)), offers: offers) == nil)
  }

  @Test func everyReasonIsASentenceWithARemedy() throws {
    let refusals = [
      Self.refusal(.output(0)), Self.refusal(dimension: 64, bound: 3), Self.refusal(bound: 9),
      Self.refusal(dimension: 2, .output(Rational(10).power(-16))), Self.refusal(dimension: 1, bound: 5),
      try Self.hugeScaleRefusal(),
      .degreeTooHigh(scoreBound: 9, target: .output(1)),
    ]
    for refusal in refusals {
      let text = "\(try #require(refusal))"
      #expect(["must", "use ", "allow ", "make "].contains { text.contains($0) }, "\(text)")
      #expect(!text.hasSuffix("."))
    }
  }
}
