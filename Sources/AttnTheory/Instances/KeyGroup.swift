internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// A group of keys as vectors, a query, and an ε with diameter·‖q‖ ≤ √(8 ln(1+ε)).
struct KeyGroup: ExactInstance {
  var keys: RationalMatrix
  var weights: [Int]
  var q: [Rational]
  var epsilon: Rational

  /// ⟨x_i, q⟩ − ⟨z, q⟩, z the weighted mean.
  private var differences: [Rational] {
    let products = keys.rows.map { zip($0, q).reduce(Rational(0)) { $0 + $1.0 * $1.1 } }
    let sum = zip(products, weights).reduce(Rational(0)) { $0 + $1.0 * Rational($1.1) }
    return products.map { $0 - sum / Rational(weights.reduce(0, +)) }
  }

  /// Σρ_i·e^⟨x_i,q⟩ over Σρ_i·e^⟨z,q⟩, less 1.
  private func excess(bits: Int) throws -> Interval {
    var sum = Interval(0)
    for (difference, weight) in zip(differences, weights) {
      sum += try Interval.exp(of: difference, bits: bits) * Interval(weight)
    }
    return sum.divided(by: Interval(weights.reduce(0, +)), bits: bits)! - 1
  }

  /// What is merged is within a relative ε of what it was, or within that times a factor.
  func requireMergedWithin(factor: Rational) throws {
    guard differences.contains(where: { !$0.isZero }) else { return }
    let holds = try isAtMost { (try excess(bits: $0), Interval(factor * epsilon, bits: $0)) }
    try require(holds, "the ratio is above 1 + \(factor * epsilon)")
  }

  /// A lower bound of (ratio − 1)/ε.
  var share: Rational {
    max(0, Rational(try! excess(bits: 96).divided(by: Interval(epsilon, bits: 96), bits: 64)!.lower))
  }

  /// diameter²·‖q‖².
  private static func squaredReach(_ keys: RationalMatrix, _ q: [Rational]) -> Rational {
    func square(_ vector: [Rational]) -> Rational { vector.reduce(0) { $0 + $1 * $1 } }
    var diameter = Rational(0)
    for a in keys.rows {
      for b in keys.rows { diameter = max(diameter, square(zip(a, b).map { $0 - $1 })) }
    }
    return diameter * square(q)
  }

  var lines: [String] {
    [
      keys.line("x"), "ρ = \(weights.map(String.init).joined(separator: ", "))",
      RationalMatrix(rows: [q]).line("q"),
      "diameter²·‖q‖² = \(Self.squaredReach(keys, q)) ≤ 8·ln(1+ε), ε = \(epsilon)",
    ]
  }

  /// ε is the least one with 10 bits behind the point, or up to twice that.
  static let generator = Generator<KeyGroup> { source throws(Rejection) in
    let n = try source.draw(.int(in: 1...3))
    let d = try source.draw(.int(in: 1...3))
    let entry = Generator<Rational>.rational(numerator: -6...6, denominator: 1...6)
    let keys = try source.draw(.entries(entry, rows: n, columns: d))
    let q = try source.draw(.array(of: .rational(height: 3), count: d))
    let least = try! Interval.exp(of: squaredReach(keys, q) / 8, bits: 64).upper - 1
    let steps = max(1, (Rational(least) * 1024).ceiling())
    let more = try source.draw(.rational(in: 1...2, height: 8))
    return KeyGroup(
      keys: keys, weights: try source.draw(.array(of: .int(in: 1...9), count: n)), q: q,
      epsilon: Rational(steps, 1024) * more)
  }
}
