internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let d11 = Statement(
    "D1.1", "Attention",
    [
      .forAll(
        .derived,
        "every D_ii > 0, and an output entry lies between the least and the largest entry of its column of V: ‖Att‖∞ ≤ B",
        WeightedRow.generator(keys: 1...4), share: { $0.output.magnitude / $0.bound }
      ) { try $0.requireMean(within: $0.bound) }
    ])
}

extension WeightedRow {
  /// - Parameter limit: of the output's magnitude.
  func requireMean(within limit: Rational) throws {
    try require(sum > 0, "D = \(sum)")
    try require(values.min()! <= output && output <= values.max()!, "the output \(output) leaves V's range")
    try require(output.magnitude <= limit, "the output \(output) exceeds \(limit)")
  }
}
