import AttnReference
import ExactArith
import ExpBounds
import Testing

/// E2: the minimal degree grows beyond every multiple of the printed one.
struct GrowthTests {
  @Test func everyRowIsProvedAndSharp() throws {
    for logBase in GrowthRow.logBases {
      let row = GrowthRow(logBase: logBase)
      try row.certificate.verify()
      let raised = GrowthCertificate(logBase: logBase, ratio: row.ratio + Rational(1, 8))
      #expect(throws: CertificateFlaw.boundNotReached) { try raised.verify() }
    }
  }

  @Test func ratiosGrowAndThePrintedDegreeDoesNot() {
    let rows = GrowthRow.logBases.map { GrowthRow(logBase: $0) }
    for (row, next) in zip(rows, rows.dropFirst()) { #expect(row.ratio < next.ratio) }
    // From here on B² is the printed maximum; at B = 2 the other part is.
    for row in rows.dropFirst() { #expect(row.printed == 1) }
    #expect(rows[0].printed.lower > 2 && rows[0].printed.upper < Dyadic(3))
    for row in rows where row.logBase >= 8 { #expect(row.ratio > Rational(row.trend!.upper)) }
    #expect(rows.last!.ratio > 150)
  }

  @Test func damagedCertificatesAreRefused() {
    let sound = GrowthRow(logBase: 8).certificate
    for damage: (inout GrowthCertificate) -> Void in [
      { $0.logBase = 0 }, { $0.logBase = -1 }, { $0.logBase = GrowthCertificate.largestLogBase + 1 },
      { $0.ratio = 0 }, { $0.ratio = -1 }, { $0.ratio = Rational(1, 3).power(50) }, { $0.logBase = 7 },
      { $0.ratio = $0.ratio * Rational(Integer(1) << 62) },
    ] {
      var damaged = sound
      damage(&damaged)
      #expect(throws: CertificateFlaw.self, "\(damaged)") { try damaged.verify() }
    }
  }

  /// For small B, where everything can be computed: the Bessel function itself exceeds what the certificate claims, and
  /// the best polynomial of that degree, certified, misses ε.
  @Test func smallCasesAgreeWithCertifiedErrors() throws {
    for logBase in [1, 2] {
      let row = GrowthRow(logBase: logBase)
      let s = Rational(4).power(logBase)
      let epsilon = Rational(2).power(-logBase * s.floor().asInt!)
      let degree = (row.ratio * s).floor().asInt!
      let bessel = BesselEnclosure.besselI(order: degree + 1, at: s, bits: 64).scaled(byPowerOfTwo: 1)
      let relative = try bessel * Interval.exp(of: -s, bits: 64)
      #expect(Rational(relative.lower) > epsilon)
      let best = try BestApproximation(.relative(scoreBound: s), degree: degree)
      try best.bound.verify()
      #expect(Rational(best.bound.bound) > epsilon)
      #expect(best.attained.error.upper >= relative.lower)
    }
  }
}
