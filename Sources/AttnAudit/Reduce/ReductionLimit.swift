internal import AttnTheory
internal import ExactArith

/// How large a β is computed with: outputs are of size e^(−β) and are enclosed to as many bits.
enum ReductionLimit {
  static let largestBeta = 1 << 16

  /// Whether β of L4.7 is at most that.
  static func admits(_ instance: GapInstance) -> Bool {
    // Without a logarithm first: ln n < 64, and a tiny t or ε would be a number of many digits.
    let factor = 40 * Rational(instance.dimension) / (instance.distance * instance.gap)
    guard factor <= Rational(largestBeta) else { return false }
    return Reduction(instance).beta <= Rational(largestBeta)
  }

  static let sentence =
    "β = 40d·ln n/(tε) exceeds \(largestBeta), the most that is computed with; give a larger distance or gap"
}
