internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let l47 = Statement(
    "L4.7", "Gap-ANN reduces to attention",
    L47.printedReduction + L47.printedMatrices + L47.printedProof + L47.corrected)
}

/// The claims of L4.7 and of its proof. Points are balanced (R4.4), n ≥ 2; o_i is the exact output of row i, u_i any
/// number that near to it; "far" means: every b_j at distance (1+ε)t at least.
private enum L47 {
  /// Instances for C₀·ln n = t, as printed.
  static let printed = HardnessInstance.lemma(leastDistanceIsT: true)

  static let printedReduction: [Claim] = [
    .forAll(
      .printed,
      "from outputs within ε_a every row at most t from some b_j is answered near, every far row far",
      expected: .refuted, erratum: "E4", printed
    ) { try $0.requireRightAnswers($0.printed, error: $0.printed.error) },
    .forAll(
      .printed, "what is printed instead: every row whatsoever is answered near, from outputs within ε_a",
      erratum: "E4", printed
    ) { instance in
      for row in 0..<instance.n {
        try require(
          instance.answersNear(row, instance.printed, error: instance.printed.error, always: true),
          "row \(row + 1) is answered far")
      }
    },
    misprint(
      "C_b = √(40C/(C₀ε)) depends on ε and C alone, not on t = C₀·ln n: one AAttC instance serves all t"
    ) {
      let (n, d, t, ε) = ($0.n, Rational($0.d), $0.points.distance, $0.points.gap)
      let (here, there) = (40 * d / (t * ε), 40 / ε)
      try require(here == there, "C_b²·ln \(n) is \(here)·ln \(n) at t = \(t), \(there)·ln \(n) at t = \(d)")
    },
  ]

  static let printedMatrices: [Claim] = [
    misprint("the lower left block of A is 0") {
      try require($0.a[$0.n][0] == PowerSum(0), "A_\($0.n + 1),1 is e^0 = 1")
    },
    misprint("the right blocks of A are τ = exp(β)") {
      try require(
        $0.a[0][$0.n] == $0.printed.tau,
        "A_1,\($0.n + 1) is \($0.a[0][$0.n].text), τ is \($0.printed.tau.text)")
    },
    .forAll(.printed, "nτ ≤ D_ii for τ = exp(β)", expected: .refuted, erratum: "E4", printed) { instance in
      let limit = PowerSum(Rational(instance.n)) * instance.printed.tau
      for (row, sum) in instance.rowSums.enumerated() {
        try require(
          limit.isAtMost(sum, instance.parameters.base), "D_\(row + 1) is \(sum.text), nτ is \(limit.text)")
      }
    },
    misprint("Q and K have d̃ columns: their lower rows are 0_n, 1_d") {
      try require($0.n + $0.d == 2 * $0.d, "n + d is \($0.n + $0.d), d̃ is \(2 * $0.d)")
    },
    misprint("V has v as one of its rows") {
      try require(2 * $0.n == 2 * $0.d, "v has \(2 * $0.n) entries, a row of V \(2 * $0.d)")
    },
  ]

  static let printedProof: [Claim] = [
    misprint("case 1: within distance t of a point lie C(d, t) vectors") {
      let t = LookUp.radius($0.points.distance)
      let count = LookUp.count(dimension: $0.d, distance: t)
      try require(count == Integer.binomial($0.d, t), "there are \(count), not \(Integer.binomial($0.d, t))")
    },
    .forAll(
      .printed, "t̃ ≥ ε_a for every n ≥ 2 and ε > 0 with B ≥ 1 (V has entries 1)", expected: .refuted,
      erratum: "E4", ErrorConstants.generator
    ) { if $0.boundIsAtLeastOne(least: $0.t) { try $0.requirePrecision(exponent: $0.printed) } },
    misprint("what is distinguished: distance ≤ t from all distances ≥ (1+ε_a)t (with τ = exp(β/2))") {
      instance in
      for row in 0..<instance.n {
        let t = instance.points.distance
        let least = Rational(instance.points.counts(row: row).keys.min()!)
        guard
          !(PowerSum(least - t) - PowerSum(t) * instance.printed.error).isNegative(instance.parameters.base),
          least > t
        else { continue }
        try require(
          !instance.answersNear(row, instance.parameters, error: instance.parameters.error, always: false),
          "row \(row + 1), at \(least) from its nearest b_j, is answered near")
      }
    },
    misprint(
      "each row at most t from some b_j, or far, is in case 2a (some pair at most t apart) or 2b (all pairs far)"
    ) { instance in
      let rows = (0..<instance.n).map { instance.points.truth(row: $0) }
      for row in rows.indices where rows[row] == .far {
        try require(rows.allSatisfy { $0 == .far }, "row \(row + 1) is far, and some other pair is not")
      }
    },
    misprint("case 2b is case 2 of Definition 4.5: distances ≥ (1+ε)t are > (1+ε)t") { instance in
      let far = instance.points.farDistance
      for row in 0..<instance.n {
        for k in instance.points.counts(row: row).keys where Rational(k) >= far {
          try require(Rational(k) > far, "row \(row + 1) has a distance of exactly (1+ε)t = \(far)")
        }
      }
    },
    misprint("case 2b: β⟨a_i, b_j⟩/d ≤ β(1 − (1+ε)t/d)/4 for a far pair") { instance in
      let limit = (1 - instance.points.farDistance / Rational(instance.d)) / 4
      for (i, a) in instance.points.a.enumerated() {
        for (j, b) in instance.points.b.enumerated()
        where Rational(a.distance(to: b)) >= instance.points.farDistance {
          let score = Rational(a.product(with: b), instance.d)
          try require(score <= limit, "⟨a_\(i + 1), b_\(j + 1)⟩/d is \(score), the limit \(limit)")
        }
      }
    },
    misprint("case 2b: n·e^(β(1−(1+ε)t/d)/4)/(nτ) = e^(β(1−t/d)/4)/(2nτ)·(n/X)") { instance in
      let (n, d) = (Rational(instance.n), Rational(instance.d))
      let left = PowerSum.power(d - instance.points.farDistance)
      let right = PowerSum.power(
        d - instance.points.distance - instance.points.gap * instance.points.distance, times: n / (2 * n))
      try require(left == right, "τ times the left side is \(left.text), times the right side \(right.text)")
    },
    misprint("case 2b: 3t̃·(1/4) + t̃ = 2t̃") {
      let sum = PowerSum(Rational(3, 4)) * $0.printed.unit + $0.printed.unit
      try require(sum == $0.printed.threshold, "it is \(sum.text), and 2t̃ is \($0.printed.threshold.text)")
    },
    .forAll(
      .printed, "X = e^(βεt/(4d)) > 4n suffices in case 2b (with τ = exp(β/2)): u_i < 2t̃ for |u_i − o_i| ≤ t̃",
      expected: .refuted, erratum: "E4", HardnessInstance.anySeparation
    ) { try $0.requireFarBelow(separation: 4, orEqual: false) },
  ]

  static let corrected: [Claim] = [
    .forAll(
      .corrected,
      "A_ij = e^(β⟨a_i,b_j⟩/(2d)) = e^(β(1−‖a_i−b_j‖²/d)/4) for i, j ≤ n, τ = exp(β/2) in the right blocks, 1 in the"
        + " lower left one; no entry exceeds τ", erratum: "E4", HardnessInstance.corrected
    ) { try $0.requireEntries() },
    .forAll(.corrected, "nτ < D_ii ≤ 2nτ", erratum: "E4", HardnessInstance.corrected) { instance in
      let limit = PowerSum(Rational(instance.n)) * instance.parameters.tau
      for (row, sum) in instance.rowSums.enumerated() {
        try require(limit.isLess(than: sum, instance.parameters.base), "D_\(row + 1) is \(sum.text)")
        try require(
          sum.isAtMost(PowerSum(2) * limit, instance.parameters.base), "D_\(row + 1) is \(sum.text)")
      }
    },
    .forAll(
      .corrected, "C_a = 2 + 2C_b²: t̃ ≥ ε_a for every n ≥ 2 and ε > 0 with B ≥ 1", erratum: "E4",
      ErrorConstants.generator
    ) { if $0.boundIsAtLeastOne(least: $0.least) { try $0.requirePrecision(exponent: $0.corrected) } },
    .forAll(
      .corrected, "C_a = 4 + C_b²/2: t̃ ≥ ε_a for every n ≥ 2 and ε > 0",
      erratum: "E4", ErrorConstants.generator
    ) { try $0.requirePrecision(exponent: $0.sufficient) },
    .forAll(
      .corrected, "2a: a row at most t from some b_j has u_i ≥ 2t̃ if |u_i − o_i| ≤ t̃", erratum: "E4",
      HardnessInstance.anySeparation
    ) { instance in
      for row in 0..<instance.n where instance.points.truth(row: row) == .near {
        try require(
          instance.answersNear(row, instance.parameters, error: instance.parameters.unit, always: true),
          "row \(row + 1)")
      }
    },
    .forAll(
      .corrected, "2b: if X ≥ 6n, a far row has u_i < 2t̃ if |u_i − o_i| ≤ t̃", erratum: "E4",
      HardnessInstance.anySeparation
    ) { try $0.requireFarBelow(separation: 6, orEqual: true) },
    .forAll(
      .corrected, "2a, sharper: o_i ≥ 6t̃; so with 4t̃ for 2t̃ X ≥ 2n suffices: o_i < 3t̃ for a far row",
      erratum: "E4", HardnessInstance.anySeparation
    ) { try $0.requireSeparation(near: 6, far: 3, separation: 2) },
    .forAll(
      .corrected,
      "τ = exp(β/2), C_b = √(40C/(cε)) (or B rounded up, to 1 at least), C_a = 4 + C_b²/2, c·ln n ≤ t: from outputs within ε_a"
        + " every row is answered right", erratum: "E4", HardnessInstance.corrected
    ) { try $0.requireRightAnswers($0.parameters, error: $0.parameters.error) },
  ]

  private static func misprint(
    _ text: String, _ conclusion: @escaping @Sendable (HardnessInstance) throws -> Void
  ) -> Claim {
    .forAll(
      .printed, text, expected: .misprint, erratum: "E4", failure: .misprint, printed, conclusion: conclusion)
  }
}
