internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let k1 = Statement(
    "K1", "Merging keys",
    [
      .forAll(
        .derived,
        "ρ_i > 0, z the ρ-weighted mean of the x_i: Σρ_i·e^⟨x_i,q⟩ ≥ Σρ_i·e^⟨z,q⟩, with equality only where all ⟨x_i,q⟩"
          + " are equal; here the e^⟨x_i,q⟩ are rational",
        MergedKeys.generator
      ) { try $0.requireJensen(mean: $0.weights) },
      .forAll(
        .derived,
        "with w = max − min of ⟨x_i,q⟩ the ratio is at most Specht's, ((e^w−1)/w)·exp(w/(e^w−1)−1); the share is that of the"
          + " logarithms, from below",
        MergedKeys.generator, share: MergedKeys.shareOfSpecht
      ) { try $0.requireSpecht() },
      .forAll(.derived, "Specht's ratio is at most e^(w²/8)", MergedKeys.generator) {
        try $0.requireHoeffding(divisor: 8)
      },
      .forAll(
        .derived,
        "a group of diameter √(8 ln(1+ε))/r at most is merged with a relative error of ε at most for every ‖q‖ ≤ r",
        KeyGroup.generator, share: { $0.share }
      ) { try $0.requireMergedWithin(factor: 1) },
      .forAll(
        .derived,
        "one z of the convex hull shared by all weights (columns of V, both signs, the denominator) costs e^w − 1 at most",
        SharedKey.generator, extremes: [.costly],
        share: { $0.spread == 1 ? nil : $0.cost / ($0.spread - 1) }
      ) { try $0.requireCost(atMost: $0.spread - 1) },
      .forAll(
        .derived, "and no less: for some weights and for q or −q every such z costs e^w − 1",
        expected: .refuted, erratum: "K1", SharedKey.generator
      ) { try $0.requireGreatestCost(power: 1) },
      .forAll(
        .derived,
        "for some weights and for q or −q every such z costs e^(w/2) − 1 at least, the middle of two keys no more",
        erratum: "K1", SharedKey.generator, extremes: [.middle],
        share: { $0.spread / (1 + $0.greatestCost).power(2) }
      ) { try $0.requireGreatestCost(power: 2) },
    ])
}

extension MergedKeys {
  fileprivate static let shareOfSpecht: @Sendable (MergedKeys) -> Rational? = { keys in
    guard !keys.areEqual else { return nil }
    let share = try! keys.logRatio(bits: 96).divided(by: keys.logSpecht(bits: 96), bits: 64)!
    return Rational(share.lower)
  }
}

extension SharedKey {
  fileprivate static let costly = SharedKey(exponentials: [1, 2], weights: [0, 1], merged: 1)
  fileprivate static let middle = SharedKey(exponentials: [1, 4], weights: [1, 1], merged: 2)
}
