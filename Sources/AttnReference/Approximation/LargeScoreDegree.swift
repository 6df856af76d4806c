public import ExactArith

/// Degrees that are too low on [−s, s] for s = B², B = 2^logBase, where s may be far beyond what can be enclosed in any
/// other way than by logarithms (Theory, S7).
public enum LargeScoreDegree {
  /// Whether it is proved that no polynomial of degree at most ratio·s has a relative error of at most e^(−L) on [−s, s].
  ///
  /// With n = ⌊ratio·s⌋ + 1: every polynomial of degree below n has a relative error of at least
  /// 2e^(−s)I_n(s) ≥ 2e^(−s)(s/2)ⁿ/n! there, and n! ≤ e·√n·(n/e)ⁿ. So it suffices that
  /// ln 2 − s + n(ln(s/2) − ln n + 1) − 1 − ln(n)/2 + L > 0. False where that fails, or is a near tie.
  ///
  /// - Parameter length: L, enclosed with so many bits.
  /// - Precondition: ratio ≥ 0 and logBase ≥ 1.
  public static func excludes(ratio: Rational, logBase: Int, length: (_ bits: Int) -> Interval) -> Bool {
    precondition(ratio.signum() >= 0 && logBase >= 1, "LargeScoreDegree: ratio or logBase is out of range")
    let s = Dyadic.powerOfTwo(2 * logBase)
    let n = Dyadic((ratio * Rational(s)).floor() + 1)
    // All terms are of the size of s or n and the rest is a small part of them, unless it is a near tie.
    for bits in [128, 512, 2048, 1 << 14] {
      let ln2 = Interval.ln2(bits: bits)
      // n ≥ 1: no error.
      let logN = try! Interval.log(of: n, bits: bits)
      let perDegree = ln2 * Interval(2 * logBase - 1) - logN + 1
      let margin =
        ln2 - Interval(s) + Interval(n) * perDegree - 1 - logN.scaled(byPowerOfTwo: -1) + length(bits)
      if margin.lower.signum() > 0 { return true }
      if margin.upper.signum() <= 0 { break }
    }
    return false
  }
}
