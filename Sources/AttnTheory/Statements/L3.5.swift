internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let l35 = Statement(
    "L3.5", "Row sums of approximate weights",
    [
      .forAll(
        .printed, "ε_A < 1, Ã within relative ε_A of A > 0 entrywise: diag(Ã·1) within ε_A of diag(A·1)",
        ApproximateAttention.generator(.bothSums, errors: 1),
        share: { $0.largestSumError / $0.weightError }
      ) {
        try require($0.largestSumError <= $0.weightError, "a row sum is off by \($0.largestSumError)")
      }
    ])
}

extension ApproximateAttention {
  /// max_i |D̃_i − D_i| / D_i.
  fileprivate var largestSumError: Rational {
    zip(d, approximateD).reduce(0) { max($0, ($1.1 - $1.0).magnitude / $1.0) }
  }
}
