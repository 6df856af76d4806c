public import AttnReference
public import ExactArith

/// One step of a sequence along which the minimal degree leaves the printed one of L3.4 behind (E2): B = 2^logBase,
/// ε = B^(−B²), s = B². All ratios are to B².
public struct GrowthRow: Hashable, Sendable {
  /// Proved by its `verify()`: no polynomial of degree ≤ ratio·B² reaches ε.
  public let certificate: GrowthCertificate
  /// The printed degree, with 1 for the constant of its O, divided by B².
  public let printed: Interval
  /// ln B/ln ln B, below which `ratio` does not stay for large B; nil for B = 2, where ln ln B < 0.
  public let trend: Interval?

  public var logBase: Int { certificate.logBase }
  public var ratio: Rational { certificate.ratio }

  /// The logarithms of B to base 2 that the table shows.
  public static let logBases = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
  /// Ratios are multiples of 1/16.
  public static let ratioUnit = Rational(1, 16)

  /// Searches for the largest multiple of 1/16 that the certificate proves; the next one fails.
  /// Precondition: 1 ≤ logBase ≤ `GrowthCertificate.largestLogBase`.
  public init(logBase: Int) {
    precondition(
      (1...GrowthCertificate.largestLogBase).contains(logBase),
      "GrowthRow: logBase \(logBase) is out of range")
    func certificate(_ count: Int) -> GrowthCertificate {
      GrowthCertificate(logBase: logBase, ratio: Rational(count) * Self.ratioUnit)
    }
    func isProved(_ count: Int) -> Bool { (try? certificate(count).verify()) != nil }

    // 1/16 is proved for B = 2, where it means degree 0, and from B = 4 on, where ln B > 1.
    var (proved, failed) = (1, 2)
    while isProved(failed) { (proved, failed) = (failed, 2 * failed) }
    while failed - proved > 1 {
      let middle = (proved + failed) / 2
      if isProved(middle) { proved = middle } else { failed = middle }
    }
    self.certificate = certificate(proved)
    printed = self.certificate.printedRatio
    trend = self.certificate.trend
  }
}
