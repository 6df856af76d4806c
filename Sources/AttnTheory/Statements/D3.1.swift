internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let d31 = Statement(
    "D3.1", "(ε, r)-approximations are not negative",
    [
      .forAll(
        .printed,
        "the definition asks for Ã ≥ 0: |Ã_ij − A_ij| ≤ ε·A_ij with A > 0 and ε < 1 gives Ã > 0 by itself",
        ApproximateAttention.generator(.bothSums, errors: 1)
      ) {
        try require($0.approximateA.rows.joined().allSatisfy { $0 > 0 }, "an entry is not positive")
      }
    ])
}
