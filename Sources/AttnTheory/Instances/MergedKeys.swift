internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// Keys x_i of weights ρ_i that are merged into one z: only the numbers E_i = e^⟨x_i,q⟩ matter, here rational, and the
/// weights up to a factor, here whole.
struct MergedKeys: ExactInstance {
  var exponentials: [Rational]
  var weights: [Int]

  var areEqual: Bool { exponentials.allSatisfy { $0 == exponentials[0] } }
  /// e^w, w = max − min of ⟨x,q⟩.
  private var spread: Rational { exponentials.max()! / exponentials.min()! }

  /// The ratio of Σρ_iE_i to Σρ_i·e^⟨z,q⟩, z the mean of the x_i with the weights τ_i, as its T-th power, T = Στ_i, which
  /// is rational: e^(T⟨z,q⟩) = ΠE_i^τ_i.
  private func ratio(mean τ: [Int]) -> (power: Rational, exponent: Int) {
    let total = τ.reduce(0, +)
    let sum = zip(exponentials, weights).reduce(Rational(0)) { $0 + $1.0 * Rational($1.1) }
    let product = zip(exponentials, τ).reduce(Rational(1)) { $0 * $1.0.power($1.1) }
    return ((sum / Rational(weights.reduce(0, +))).power(total) / product, total)
  }

  func logRatio(bits: Int) throws -> Interval {
    let (power, exponent) = ratio(mean: weights)
    return try Interval.log(of: power, bits: bits).divided(by: Interval(exponent), bits: bits)!
  }

  /// w. Precondition: the E_i are not all equal.
  func width(bits: Int) throws -> Interval { try Interval.log(of: spread, bits: bits) }

  /// The logarithm of ((e^w−1)/w)·exp(w/(e^w−1)−1).
  func logSpecht(bits: Int) throws -> Interval {
    let (w, rise) = (try width(bits: bits), Interval(spread - 1, bits: bits))
    return try rise.divided(by: w, bits: bits)!.log(bits: bits) + w.divided(by: rise, bits: bits)! - 1
  }

  /// The ratio is at least 1, and 1 only where the E_i are equal. - Parameter τ: the weights of the mean z.
  func requireJensen(mean τ: [Int]) throws {
    let (power, exponent) = ratio(mean: τ)
    try require(power >= 1, "the ratio is the root of degree \(exponent) of \(power)")
    try require(areEqual == (power == 1), "the ratio is 1, and the E_i differ, or the other way round")
  }

  func requireSpecht() throws {
    guard !areEqual else { return }
    let holds = try isAtMost { (try logRatio(bits: $0), try logSpecht(bits: $0)) }
    try require(holds, "the ratio is above ((e^w−1)/w)·exp(w/(e^w−1)−1), e^w = \(spread)")
  }

  /// ratio ≤ Specht's ≤ e^(w²/divisor).
  func requireHoeffding(divisor: Int) throws {
    guard !areEqual else { return }
    let holds = try isAtMost { bits in
      let w = try width(bits: bits)
      return (try logSpecht(bits: bits), (w * w).divided(by: Interval(divisor), bits: bits)!)
    }
    try require(holds, "Specht's ratio is above e^(w²/\(divisor)), e^w = \(spread)")
  }

  var lines: [String] {
    [
      "e^⟨x,q⟩ = \(exponentials.map(\.description).joined(separator: ", "))",
      "ρ = \(weights.map(String.init).joined(separator: ", "))",
    ]
  }

  static let generator = Generator<MergedKeys> { source throws(Rejection) in
    let count = try source.draw(.int(in: 1...4))
    return MergedKeys(
      exponentials: try source.draw(.array(of: .positive, count: count)),
      weights: try source.draw(.array(of: .int(in: 1...9), count: count)))
  }
}
