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
  /// By `LargeScoreDegree`, with L = s·ln B.
  public func verify() throws(CertificateFlaw) {
    guard (1...Self.largestLogBase).contains(logBase) else { throw .malformed("logBase is out of range") }
    guard ratio.signum() > 0,
      max(ratio.numerator.bitWidth, ratio.denominator.bitWidth) <= Self.largestRatioBits
    else { throw .malformed("the ratio is not positive, or has too many bits") }
    let (base, s) = (logBase, Interval(Dyadic.powerOfTwo(2 * logBase)))
    let isProved = LargeScoreDegree.excludes(ratio: ratio, logBase: base) {
      s * Interval(base) * .ln2(bits: $0)
    }
    guard isProved else { throw .boundNotReached }
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
