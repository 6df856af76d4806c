import AttnReference
import AttnSpec
import ExactArith
import ExpBounds
import Testing

/// A plan is the cheapest kernel of which Theorem P proves the target; where there is none, the reason is right.
struct PlannerTests {
  /// Every family, degree and arithmetic, one by one.
  @Test func thePlanIsTheCheapestOfAllCandidates() throws {
    let offers = PlanFixtures.offers(blocks: [64, 4])
    var formats: Set<NumberFormat> = []
    var blocks: Set<Int> = []
    for dimension in [1, 2, 5] {
      for mask in [BandMask.none, .causal] {
        for (bound, epsilon) in [
          ("1", "1e-3"), ("1", "1e-4"), ("1", "3e-6"), ("3/2", "1e-2"), ("1/16", "1e-5"),
        ] {
          let specification = PlanFixtures.specification(
            tokens: 1 << 16, dimension: dimension, scale: .number("1/\(2 * dimension)"), mask: mask)
          let target = PlanTarget.output(try Rational(parsing: epsilon))
          let bound = try Rational(parsing: bound)
          let plan = try PlanFixtures.plan(specification, bound: bound, target, offers: offers)
          try plan.certificate.verify()
          #expect(target.isMet(by: plan.bound))
          formats.insert(plan.arithmetic.format)
          blocks.insert(plan.arithmetic.tilesPerBlock)

          // By families, from the least degree on; beyond twice the plan's nothing can be cheaper.
          let costs = try Self.costs(
            specification, bound: bound, target, offers, degrees: 0...(2 * plan.degree + 1))
          let name = "dimension \(dimension), \(mask.right == nil ? "none" : "causal"), \(bound), \(epsilon)"
          #expect(costs.min() == plan.figures.cost, "\(name)")
        }
      }
    }
    // Not vacuous: the choice is one.
    #expect(formats.count == 2 && blocks.count == 2)
  }

  /// The costs of all candidates that reach the target. Figures come from plans of a single candidate.
  private static func costs(
    _ specification: AttentionSpecification, bound: Rational, _ target: PlanTarget,
    _ offers: [PolynomialKernelOffer], degrees: ClosedRange<Int>
  ) throws -> [Integer] {
    let norms = DataNorms(worstCaseFor: specification.shape, entriesWithin: bound)
    let scale = try KernelScale(specification.scale, dimension: specification.shape.dimension).value
    let scoreBound = Rational(
      Interval(Rational(Dyadic(exactly: norms.greatestProduct)) * scale, bits: 16).upper)
    var costs: [Integer] = []
    for degree in degrees {
      for family in PolynomialFamily.allCases {
        let exact = try family.polynomial(degree: degree, scoreBound: scoreBound)
        let coefficients = (0...degree).map { k in
          (exact[k] * scale.power(k)).double(rounding: .nearest)
        }
        let polynomial = try KernelPolynomial(
          coefficients: coefficients, scale: specification.scale,
          dimension: specification.shape.dimension, scoreBound: scoreBound)
        for offer in offers {
          guard
            let certificate = try? PolynomialKernelCertificate(
              polynomial, specification, offer.arithmetic, norms),
            target.isMet(by: certificate.bound)
          else { continue }
          let work = AttentionWork(specification)
          let block = offer.arithmetic.tile * offer.arithmetic.tilesPerBlock
          let operations = work.polynomial(degree: degree, block: block)
          let rank = FeatureRank.monomials(degree: degree, dimension: specification.shape.dimension)
          let sums =
            Integer(specification.shape.keys).ceilingDivided(by: Integer(block)) * rank
            * (specification.shape.valueDimension + 1)
          costs.append(operations * (offer.arithmetic.format == .float64 ? 8 : 4) + sums * 8)
        }
      }
    }
    return costs
  }

  /// At one degree less not even the best polynomial, evaluated exactly, reaches the target.
  @Test func oneDegreeLowerMissesTheTarget() throws {
    for (bound, epsilon) in [("1", "1e-3"), ("1", "1e-6"), ("2", "1e-3"), ("1/4", "1e-4")] {
      let specification = PlanFixtures.specification()
      let target = try Rational(parsing: epsilon)
      let plan = try PlanFixtures.plan(
        specification, bound: Rational(parsing: bound), .output(target), allowingMoreWork: true)
      #expect(plan.degree > 0)
      let problem = plan.certificate.polynomial.approximation.problem
      let lower = try BestApproximation(problem, degree: plan.degree - 1).bound.bound
      // The error of an output that E3b allows for this polynomial: 2ε/(1 + √(1 - ε²))·B with B = (max - min)/2.
      let row = OutputBoundRow(epsilon: Rational(lower))
      #expect(Rational(row.sharp.lower) * (try Rational(parsing: bound)) > target, "\(bound) \(epsilon)")
    }
  }

  /// What E5 allows beside the roundings is used, and not exceeded.
  @Test func theAllowedErrorIsThatOfE5() throws {
    let target = Rational(1, 1000)
    let plan = try PlanFixtures.plan(PlanFixtures.specification(), bound: 1, .output(target))
    let left = target - Rational(plan.bound.rounding)
    #expect(plan.allowedEpsilon == OutputBoundRow.requiredEpsilon(target: left, bound: 1))
    #expect(plan.certificate.polynomial.epsilon <= plan.allowedEpsilon)
    #expect(plan.degree == 4 && plan.figures.rank == 495 && plan.family == .minimax)
    #expect(plan.figures.crossover == OperationCount.crossover(rank: 495, dimension: 8))
    // Q, K, V and the output; a state of 495·9 numbers for each of 8 segments and their sum.
    #expect(plan.figures.movedBytes == Integer(4 * 8 * 4) << 20)
    #expect(plan.figures.stateBytes == Integer(495 * 9 * 8 * 9))
  }

  @Test func weightsAreATargetToo() throws {
    let target = PlanTarget.weights(Rational(1, 1000), rowSums: Rational(1, 1500))
    let plan = try PlanFixtures.plan(
      PlanFixtures.specification(tokens: 4096, dimension: 2), bound: 1, target)
    #expect(target.isMet(by: plan.bound))
    let (weights, rowSums) = (try #require(plan.bound.weights), try #require(plan.bound.rowSums))
    #expect(Rational(weights) <= Rational(1, 1000) && Rational(rowSums) <= Rational(1, 1500))
    // The best polynomial of degree 4 is off by 0.000503.
    #expect(plan.degree == 4)
    let finer = try PlanFixtures.plan(
      PlanFixtures.specification(tokens: 4096, dimension: 2), bound: 1,
      .weights(Rational(1, 1000), rowSums: Rational(1, 2000)))
    #expect(finer.degree == 5)
  }

  @Test func scoresOfZeroNeedNoFeature() throws {
    let plan = try PlanFixtures.plan(PlanFixtures.specification(), bound: 0, .output(Rational(1, 1000)))
    #expect(plan.degree == 0 && plan.figures.rank == 1)
    try plan.certificate.verify()
  }

  @Test func theSameFloatInputMayNeedDouble() throws {
    let single = PlanFixtures.specification(dimension: 2)
    let coarse = try PlanFixtures.plan(single, bound: 1, .output(Rational(1, 1000)))
    let fine = try PlanFixtures.plan(single, bound: 1, .output(Rational(1, 10_000_000)))
    #expect(coarse.arithmetic.format == .float32 && fine.arithmetic.format == .float64)
  }
}
