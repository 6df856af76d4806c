import ExactArith
import PropertyTesting
import Testing

@testable import AttnTheory

/// Each corrected claim, with a constant changed or a hypothesis dropped, is refuted.
@Suite struct BrokenReductionTests {
  static func isRefuted<Instance: ExactInstance>(
    _ instances: Generator<Instance>, instances count: Int = 1000,
    _ conclusion: @escaping @Sendable (Instance) throws -> Void
  ) -> Bool {
    var settings = PropertySettings(cases: count)
    settings.shrinkingEvaluations = 0
    return Property(instances, claim: conclusion).check(settings).counterexample != nil
  }

  private static let far = Generator<HardnessInstance>.always(
    HardnessInstance(
      try! GapInstance(
        a: ["1100", "1010"].map { BitVector($0)! }, b: ["0011", "0101"].map { BitVector($0)! }, distance: 1,
        gap: 1), base: .integer(1024)))

  /// The instance of THEORY's E4: values of about 2^-61 between the two thresholds.
  @Test func theWitnessOfTheTheory() {
    let instance = Self.sample(Self.far)
    let base = instance.parameters.base
    let output = instance.nearWeight(0)
    #expect(output == .power(2) + PowerSum(1))
    #expect(instance.parameters.rowSum(nearWeight: output) == .power(8, times: 2) + .power(2) + PowerSum(1))
    #expect(instance.printed.threshold == .power(-13, times: Rational(1, 6)))
    #expect(instance.parameters.threshold == .power(-5, times: Rational(1, 6)))
    for row in 0...1 {
      let weight = instance.nearWeight(row)
      #expect(instance.printed.signOfOutput(nearWeight: weight, minus: instance.printed.threshold) > 0)
      #expect(
        instance.parameters.signOfOutput(nearWeight: weight, minus: instance.parameters.threshold) < 0)
    }
    #expect(instance.parameters.error.isAtMost(instance.parameters.unit, base))
  }

  private static func sample(_ generator: Generator<HardnessInstance>) -> HardnessInstance {
    generator.maximize(evaluations: 1, seed: 0) { _ in 0 }!.value
  }

  @Test func entriesWithTauAsPrinted() {
    #expect(
      Self.isRefuted(HardnessInstance.corrected) {
        try require($0.a[0][$0.n] == $0.printed.tau)
      })
  }

  /// Halved from above, doubled from below.
  @Test func rowSumsWithAnotherConstant() {
    for factors in [(Rational(1), Rational(1)), (2, 2)] {
      #expect(
        Self.isRefuted(HardnessInstance.corrected) { instance in
          let limit = PowerSum(Rational(instance.n)) * instance.parameters.tau
          for sum in instance.rowSums {
            try require((PowerSum(factors.0) * limit).isAtMost(sum, instance.parameters.base))
            try require(sum.isAtMost(PowerSum(factors.1) * limit, instance.parameters.base))
          }
        })
    }
  }

  /// C_a = 2 + 2C_b² where B may be less than the entries of V.
  @Test func errorsForSmallBounds() {
    #expect(
      Self.isRefuted(ErrorConstants.generator, instances: 20_000) {
        try $0.requirePrecision(exponent: $0.corrected)
      })
    let small = ErrorConstants(n: 2, d: 2, t: 1, least: 1, gap: 83)
    #expect(!small.boundIsAtLeastOne(least: 1))
    #expect(throws: Falsified.self) { try small.requirePrecision(exponent: small.corrected) }
    #expect(ReductionParameters.bound(points: 2, dimension: 2, leastDistance: 1, gap: 83) == 1)
  }

  @Test func separationsWithOtherConstants() {
    for (near, far, separation) in [(7, 3, 2), (6, 2, 2), (6, 3, 1)] {
      #expect(
        Self.isRefuted(HardnessInstance.anySeparation, instances: 4000) {
          try $0.requireSeparation(near: near, far: far, separation: separation)
        }, "\(near)t̃, \(far)t̃, \(separation)n")
    }
  }

  @Test func caseFarWithSeparationBelowSixN() {
    for factor in [1, 4, 5] {
      #expect(
        Self.isRefuted(HardnessInstance.anySeparation, instances: 4000) {
          try $0.requireFarBelow(separation: factor, orEqual: true)
        }, "X ≥ \(factor)n")
    }
  }

  @Test func answersWithTauAsPrinted() {
    #expect(
      Self.isRefuted(HardnessInstance.corrected) {
        try $0.requireRightAnswers($0.printed, error: $0.printed.error)
      })
  }

  @Test func answersWithAThresholdTimesFourAndWithLargerErrors() {
    #expect(
      Self.isRefuted(HardnessInstance.corrected) { instance in
        for row in 0..<instance.n where instance.points.truth(row: row) == .near {
          let least = PowerSum(4) * instance.parameters.threshold
          try require(
            instance.parameters.signOfOutput(nearWeight: instance.nearWeight(row), minus: least) >= 0)
        }
      })
    #expect(
      Self.isRefuted(HardnessInstance.corrected) {
        try $0.requireRightAnswers($0.parameters, error: PowerSum(5) * $0.parameters.unit)
      })
  }

  /// C_b = √(4C/(cε)) has X = n.
  @Test func answersWithASmallerBeta() {
    #expect(
      Self.isRefuted(HardnessInstance.lemma(leastDistanceIsT: true)) { instance in
        guard case .integer(let θ) = instance.parameters.base, case let ε = instance.points.gap / 10, ε > 0
        else { return }
        let points = try GapInstance(
          a: instance.points.a, b: instance.points.b, distance: instance.points.distance, gap: ε)
        let weaker = HardnessInstance(points, base: .integer(θ))
        try weaker.requireRightAnswers(weaker.parameters, error: weaker.parameters.error)
      })
  }

  @Test func balancingByRepetition() {
    #expect(
      Self.isRefuted(PointPair.generator) { pair in
        try require((pair.a + pair.a).ones == pair.a.count)
      })
    #expect(
      Self.isRefuted(PointPair.generator) { pair in
        try require(pair.a.balanced.distance(to: pair.b.balanced) == pair.a.distance(to: pair.b))
      })
  }

  /// Without the threshold below 1, equal points are not told from others.
  @Test func searchesWithoutTheFirstThreshold() {
    #expect(
      Self.isRefuted(ThresholdSearch.generator) { search in
        guard search.least == 0 else { return }
        let found = search.distances.filter { Rational($0) < 1 + search.gap }.max()!
        try require(Rational(found) <= (1 + search.gap) * Rational(search.least))
      })
  }
}
