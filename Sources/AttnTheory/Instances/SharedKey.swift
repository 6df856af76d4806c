internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// Keys that are merged into one z for all weights: E_i = e^⟨x_i,q⟩ and Z = e^⟨z,q⟩, rational, and one of the weights.
struct SharedKey: ExactInstance {
  var exponentials: [Rational]
  /// Not negative, not all 0.
  var weights: [Int]
  /// Between the least and the largest E_i: z is in the convex hull.
  var merged: Rational

  /// e^w.
  var spread: Rational { exponentials.max()! / exponentials.min()! }

  /// |Σρ_iE_i / (Σρ_i·Z) − 1|.
  var cost: Rational {
    let sum = zip(exponentials, weights).reduce(Rational(0)) { $0 + $1.0 * Rational($1.1) }
    return (sum / Rational(weights.reduce(0, +)) / merged - 1).magnitude
  }

  /// The most that this z costs, over all weights and for q and −q: that of weights on one key.
  var greatestCost: Rational {
    let inverse = SharedKey(
      exponentials: exponentials.map(\.reciprocal), weights: weights, merged: merged.reciprocal)
    return [self, inverse].flatMap { keys in
      keys.exponentials.indices.map { only in
        var one = keys
        one.weights = keys.weights.indices.map { $0 == only ? 1 : 0 }
        return one.cost
      }
    }.max()!
  }

  func requireCost(atMost limit: Rational) throws {
    try require(cost <= limit, "it costs \(cost), more than \(limit)")
  }

  /// 1 + cost ≥ e^w, or e^(w/2): its power is at least e^w.
  func requireGreatestCost(power: Int) throws {
    try require(
      (1 + greatestCost).power(power) >= spread, "it costs \(greatestCost) at most, and e^w = \(spread)")
  }

  var lines: [String] {
    [
      "e^⟨x,q⟩ = \(exponentials.map(\.description).joined(separator: ", ")), e^⟨z,q⟩ = \(merged)",
      "ρ = \(weights.map(String.init).joined(separator: ", "))",
    ]
  }

  static let generator = Generator<SharedKey> { source throws(Rejection) in
    let count = try source.draw(.int(in: 2...4))
    let exponentials = try source.draw(.array(of: .positive, count: count))
    var weights = try source.draw(.array(of: .int(in: 0...9), count: count))
    if weights.allSatisfy({ $0 == 0 }) { weights[0] = 1 }
    return SharedKey(
      exponentials: exponentials, weights: weights,
      merged: try source.draw(.rational(in: exponentials.min()!...exponentials.max()!, height: 6)))
  }
}
