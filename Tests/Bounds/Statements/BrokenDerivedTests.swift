import ExactArith
import PropertyTesting
import Testing

@testable import AttnTheory

/// The derived statements with a constant lowered or a hypothesis dropped: the catalogue's own checks refute them, by
/// instances with which nobody needs help.
@Suite struct BrokenDerivedTests {
  private let rows = WeightedRow.generator(keys: 1...4)

  @Test func d11WithHalfTheBound() {
    let witness = expectRefuted(rows) { try $0.requireMean(within: $0.bound / 2) }
    #expect(witness.prefix(3) == ["B = 1", "A = [1]", "V = [1]"])
    // Values beyond B.
    expectRefuted(rows) { row in
      var wider = row
      wider.values = row.values.map { 2 * $0 }
      try wider.requireMean(within: row.bound)
    }
  }

  @Test func d12WithSmallerErrors() {
    let zero = expectRefuted(rows) { try $0.requireError(of: 0, atMost: $0.bound * Rational(99, 100)) }
    #expect(zero.prefix(3) == ["B = 1", "A = [1]", "V = [1]"])
    // Against a bound above B·tanh(s), which T = 0 refutes.
    let blind = expectRefuted(BlindAnswer.generator) {
      try $0.requireError(atLeast: $0.boundTanh * Rational(101, 100))
    }
    #expect(blind.first == "T = 0, e^(2s) = 2")
    // The mean with tanh(s/2), half of what it is.
    let mean = expectRefuted(rows) { try $0.requireMeanIsNear(factor: 1) }
    #expect(mean.contains { $0.hasPrefix("V = [") } && mean[1].split(separator: ",").count == 2, "\(mean)")
  }

  @Test func k1WithOtherConstants() {
    let hoeffding = expectRefuted(MergedKeys.generator) { try $0.requireHoeffding(divisor: 16) }
    #expect(hoeffding.prefix(2) == ["e^⟨x,q⟩ = 1, 2", "ρ = 1, 1"])
    let group = expectRefuted(KeyGroup.generator) { try $0.requireMergedWithin(factor: Rational(1, 2)) }
    #expect(group[0].split(separator: ";").count == 2, "\(group)")
  }

  /// z the mean without the weights.
  @Test func k1WithThePlainMean() {
    let witness = expectRefuted(MergedKeys.generator) {
      try $0.requireJensen(mean: $0.weights.map { _ in 1 })
    }
    #expect(witness[0].split(separator: ",").count == 3 && witness[1].count <= "ρ = 1, 2".count, "\(witness)")
  }

  /// Specht's bound of a smaller w: without the key at an end.
  @Test func k1WithASmallerRange() {
    expectRefuted(MergedKeys.generator) { keys in
      guard keys.exponentials.count > 2, !keys.areEqual else { return }
      var narrower = keys
      narrower.exponentials.removeLast()
      guard !narrower.areEqual else { return }
      let holds = try isAtMost { (try keys.logRatio(bits: $0), try narrower.logSpecht(bits: $0)) }
      try require(holds)
    }
  }

  @Test func k1WithOneKeyForAll() {
    expectRefuted(SharedKey.generator) { try $0.requireCost(atMost: ($0.spread - 1) / 2) }
    // z outside the hull.
    expectRefuted(SharedKey.generator) { keys in
      var outside = keys
      outside.merged = keys.exponentials.min()! / 2
      try outside.requireCost(atMost: keys.spread - 1)
    }
    let price = expectRefuted(SharedKey.generator) { try $0.requireGreatestCost(power: 1) }
    #expect(price[0].hasPrefix("e^⟨x,q⟩ = 1, 2,"), "\(price)")
  }

  @Test func k2WithSmallerBounds() {
    let mean = expectRefuted(ShiftedKeys.generator) {
      try $0.requireEntries(less: $0.mean, atMost: $0.meanLimit(factor: 1))
    }
    #expect(mean[0] == "B = 1")
    // The mean raises what the midrange does not, and is not the least.
    expectRefuted(ShiftedKeys.generator) { try $0.requireEntries(less: $0.mean, atMost: $0.bound) }
    expectRefuted(ShiftedKeys.generator) { try $0.requireLeast($0.mean) }
    expectRefuted(ShiftedKeys.generator) { try $0.requireEntries(less: $0.midrange, atMost: $0.bound / 2) }
  }

  /// Only one key shifted.
  @Test func k2WithAnUnshiftedKey() {
    expectRefuted(ShiftedScores.generator) { scores in
      try scores.requireSameOutput { keys, z in
        var shifted = keys.less(z)
        shifted.rows[0] = keys.rows[0]
        return shifted
      }
    }
  }

  @Test func k3WithAKeyLess() {
    let witness = expectRefuted(WeightedRow.generator(keys: 1...5)) {
      try $0.requireNearBest(others: max(0, $0.weights.count - 2))
    }
    #expect(witness.prefix(2) == ["B = 1", "A = [1, 1]"])
  }

  /// Where no precision decides, the claim says so.
  @Test func anUndecidedComparison() {
    let claim = AttnTheory.Claim.forAll(.derived, "2·ln 2 ≤ ln 4", SharedKey.generator) { _ in
      let holds = try isAtMost {
        (
          try Interval.log(of: Rational(2), bits: $0).scaled(byPowerOfTwo: 1),
          try .log(of: Rational(4), bits: $0)
        )
      }
      try require(holds)
    }
    #expect(claim.check(ClaimSettings(instances: 5)).finding == .undecided)
  }
}
