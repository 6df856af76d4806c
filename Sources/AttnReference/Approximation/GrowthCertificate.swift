public import ExactArith

/// The proof that the degree of L3.4, as printed, is too small by a factor that grows (E2; Theory, S7).
///
/// For B = 2^logBase and ε = B^(−B²), no polynomial of degree at most ratio·B² has a relative error of at most ε on
/// [−B², B²], while the printed degree max{L/log(L/B), B²} is `printedRatio`·B². A value without authority: `verify()`
/// decides.
public struct GrowthCertificate: Hashable, Sendable, Codable {
  public var logBase: Int
  public var ratio: Rational

  /// Where B² has about 2¹³ bits.
  public static let largestLogBase = 4096
  /// The most bits of the ratio's numerator and denominator.
  public static let largestRatioBits = 64

  public init(logBase: Int, ratio: Rational) {
    self.logBase = logBase
    self.ratio = ratio
  }

  /// Returns where the claim is proved; otherwise throws the flaw.
  ///
  /// With n = ⌊ratio·B²⌋ + 1 and s = B²: every polynomial of degree below n has a relative error of at least
  /// 2e^(−s)I_n(s) ≥ 2e^(−s)(s/2)ⁿ/n! on [−s, s], and n! ≤ e·√n·(n/e)ⁿ. So it suffices that
  /// ln 2 − s + n(ln(s/2) − ln n + 1) − 1 − ln(n)/2 + s·ln B > 0.
  public func verify() throws(CertificateFlaw) {
    guard (1...Self.largestLogBase).contains(logBase) else { throw .malformed("logBase is out of range") }
    guard ratio.signum() > 0,
      max(ratio.numerator.bitWidth, ratio.denominator.bitWidth) <= Self.largestRatioBits
    else { throw .malformed("the ratio is not positive, or has too many bits") }
    let s = Dyadic.powerOfTwo(2 * logBase)
    let n = Dyadic((ratio * Rational(s)).floor() + 1)
    // All terms are of the size of s or n and the rest is a small part of them, unless it is a near tie.
    for bits in [128, 512, 2048, 1 << 14] {
      let ln2 = Interval.ln2(bits: bits)
      // n ≥ 1: no error.
      let logN = try! Interval.log(of: n, bits: bits)
      let perDegree = ln2 * Interval(2 * logBase - 1) - logN + 1
      let margin =
        ln2 - Interval(s) + Interval(n) * perDegree - 1 - logN.scaled(byPowerOfTwo: -1)
        + Interval(s) * Interval(logBase) * ln2
      if margin.lower.signum() > 0 { return }
      if margin.upper.signum() <= 0 { break }
    }
    throw .boundNotReached
  }

  /// The enclosure of max{L/log(L/B), B²}/B² = max{ln B/(ln B + ln ln B), 1}: exactly 1 from B = 4 on, where ln B > 1.
  /// Precondition: logBase ≥ 1.
  public var printedRatio: Interval {
    let (lnB, lnLnB) = logarithms
    // ln B + ln ln B > 0 for B ≥ 2: 0.693… − 0.366….
    let inner = lnB.divided(by: lnB + lnLnB, bits: 64)!
    return Interval(lower: max(inner.lower, 1), upper: max(inner.upper, 1))
  }

  /// The enclosure of ln B/ln ln B, or nil for B = 2, where ln ln B is negative. Precondition: logBase ≥ 1.
  public var trend: Interval? {
    let (lnB, lnLnB) = logarithms
    return lnLnB.lower.signum() > 0 ? lnB.divided(by: lnLnB, bits: 64) : nil
  }

  /// ln B and ln ln B. Positive arguments: no error.
  private var logarithms: (Interval, Interval) {
    precondition(logBase >= 1, "GrowthCertificate: logBase \(logBase) is not positive")
    let lnB = Interval.ln2(bits: 128) * Interval(logBase)
    return (lnB, try! lnB.log(bits: 96))
  }
}
