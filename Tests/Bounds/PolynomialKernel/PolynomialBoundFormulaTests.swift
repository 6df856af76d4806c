import AttnAudit
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

/// Theorem P's bound is what the documentation prints: against an evaluation in rational numbers.
@Suite struct PolynomialBoundFormulaTests {
  /// Just above the exact value, whichever it is in its enclosure: within 2^−60 of it.
  private func isJustAbove(_ bound: Dyadic, _ exact: Interval) -> Bool {
    exact.upper <= bound && bound <= exact.upper + exact.upper.magnitude.scaled(byPowerOfTwo: -60)
  }

  @Test func boundIsThePrintedOne() throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed)
    var (bounds, refusals, relative) = (0, 0, 0)
    for _ in 0..<2000 * TestSettings.effort {
      let premises = RandomPremises(using: &generator)
      let oracle = PolynomialBoundOracle(
        premises.polynomial, premises.specification, premises.arithmetic, premises.norms)
      guard
        let bound = try? PolynomialErrorBound(
          premises.polynomial, premises.specification, premises.arithmetic, premises.norms)
      else {
        try #require(oracle == nil, "refused: \(premises.arithmetic) \(premises.norms)")
        refusals += 1
        continue
      }
      let exact = try #require(oracle, "not refused: \(premises.arithmetic) \(premises.norms)")
      bounds += 1
      try #require(isJustAbove(bound.approximation, exact.approximation), "\(premises)")
      try #require(isJustAbove(bound.rounding, exact.rounding), "\(premises)")
      for (bound, exact) in [(bound.weights, exact.weights), (bound.rowSums, exact.rowSums)] {
        if let bound {
          try #require(exact.map { isJustAbove(bound, $0) } == true && bound < 1, "\(premises)")
          relative += 1
        } else {
          try #require(exact.map { $0.upper >= 1 } ?? true, "\(premises)")
        }
      }
    }
    // Not vacuous, on either side.
    #expect(bounds > 400 && refusals > 200 && relative > 400, "\(bounds) \(refusals) \(relative)")
  }

  /// A larger norm never makes the bound smaller: data within the norms are within the bound of larger norms.
  @Test func boundGrowsWithEveryNorm() throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed &+ 1)
    var compared = [String: Int]()
    for _ in 0..<3000 * TestSettings.effort {
      let premises = RandomPremises(using: &generator)
      var larger = premises.norms
      let factor = Double.random(in: 1...1.3, using: &generator)
      let name: String
      switch Int.random(in: 0..<9, using: &generator) {
      case 0: (name, larger.keys) = ("keys", Int((Double(larger.keys) * factor).rounded(.up)))
      case 1: (name, larger.greatestProduct) = ("product", larger.greatestProduct * factor)
      case 2:
        (name, larger.leastMeanProduct) = (
          "mean", larger.leastMeanProduct - factor * larger.greatestProduct / 8
        )
      case 3: (name, larger.queryMagnitude) = ("query", larger.queryMagnitude * factor)
      case 4: (name, larger.keyMagnitude) = ("key", larger.keyMagnitude * factor)
      case 5: (name, larger.shiftProduct) = ("shift", larger.shiftProduct * factor)
      case 6: (name, larger.valueMagnitude) = ("value", larger.valueMagnitude * factor)
      case 7: (name, larger.meanValueMagnitude) = ("mean value", larger.meanValueMagnitude * factor)
      default: (name, larger.valueSpread) = ("spread", larger.valueSpread * factor)
      }
      func bound(_ norms: DataNorms) -> PolynomialErrorBound? {
        try? PolynomialErrorBound(premises.polynomial, premises.specification, premises.arithmetic, norms)
      }
      guard let above = bound(larger) else { continue }
      let below = try #require(bound(premises.norms), "only the larger \(name) has a bound: \(premises)")
      compared[name, default: 0] += 1
      try #require(below.approximation <= above.approximation && below.rounding <= above.rounding, "\(name)")
      for (below, above) in [(below.weights, above.weights), (below.rowSums, above.rowSums)] {
        if let above { try #require(below.map { $0 <= above } == true, "\(name)") }
      }
    }
    #expect(compared.count == 9 && compared.values.allSatisfy { $0 > 20 }, "\(compared)")
  }
}
