internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let k3 = Statement(
    "K3", "The best key",
    [
      .forAll(
        .derived,
        "|output − v_best| ≤ 2B·(1 − p_best) ≤ 2B·m/(1+m), m = (n−1)·e^(−gap), gap the best score less the second best",
        WeightedRow.generator(keys: 1...5),
        share: { row in
          let limit = row.limitOfBest(others: row.weights.count - 1)
          return limit.isZero ? nil : row.distanceToBest / limit
        }
      ) { try $0.requireNearBest(others: $0.weights.count - 1) }
    ])
}

extension WeightedRow {
  private var best: Int { weights.indices.max { weights[$0] < weights[$1] }! }

  fileprivate var distanceToBest: Rational { (output - values[best]).magnitude }

  /// 2B·m/(1+m) with m = others·e^(−gap); 0 of a single key.
  fileprivate func limitOfBest(others: Int) -> Rational {
    var rest = weights
    let largest = rest.remove(at: best)
    let m = Rational(others) * (rest.max() ?? 0) / largest
    return 2 * bound * m / (1 + m)
  }

  /// - Parameter others: n − 1, the keys beside the best one.
  func requireNearBest(others: Int) throws {
    let share = 2 * bound * (1 - weights[best] / sum)
    try require(distanceToBest <= share, "the output \(output) is farther from \(values[best]) than \(share)")
    let limit = limitOfBest(others: others)
    try require(share <= limit, "2B·(1 − p_best) = \(share), 2B·m/(1+m) = \(limit)")
  }
}
