import Testing
import AttnReference
import ExactArith
import ExpBounds
import Foundation
func note(_ items: Any...) {
  FileHandle.standardError.write(Data((items.map { "\($0)" }.joined(separator: " ") + "\n").utf8))
}
@Suite struct TmpTests {
  @Test func claims() throws {
    let c = ContinuousClock(); var s = c.now
    for (s, g) in [(1, 2), (1, 9), (2, 11), (4, 15), (9, 11), (9, 23)] {
      let problem = try ApproximationProblem.relative(scoreBound: Rational(s))
      let best = try BestApproximation(problem, degree: g)
      let full = best.bound.bound.double(rounding: .nearest),
        up = best.attained.error.upper.double(rounding: .nearest)
      func bound(_ pts: [Dyadic], _ e: Int) -> Double? {
        let nodes = pts.map { $0.rounded(toExponent: e, .nearest).floor(toExponent: e) }
        return (try? LowerBoundCertificate(problem: problem, nodeExponent: e, nodes: nodes))?.bound.double(
          rounding: .nearest)
      }
      let ext =
        [Interval(problem.lower, bits: 60).lower]
        + best.attained.cells.map { Dyadic(significand: $0, exponent: best.attained.cellExponent) } + [
          Interval(problem.upper, bits: 60).lower
        ]
      let cheb = (0...(g + 1)).map { i in
        Dyadic(exactly: -Double(s) * cos(Double(i) * Double.pi / Double(g + 1)))
      }
      let roots = (0...(g + 1)).map { i in
        Dyadic(exactly: -Double(s) * cos((Double(i) + 0.5) * Double.pi / Double(g + 2)))
      }
      note(
        "s", s, "g", g, "1-low/up", 1 - full / up, "8 bits", (bound(ext, -8) ?? -1) / up, "6 bits",
        (bound(ext, -6) ?? -1) / up, "12 bits", (bound(ext, -12) ?? -1) / up, "cheb ext",
        (bound(cheb, -40) ?? -1) / up, "cheb roots", (bound(roots, -40) ?? -1) / up)
    }
    note(c.now - s); s = c.now
    let p16 = try ApproximationProblem.relative(scoreBound: 16)
    let best = try BestApproximation(p16, degree: 40)
    note("s16 g40", best.attained.error, c.now - s); s = c.now
    for e in [-200, -215, -230, -260] {
      let r = Polynomial(
        best.attained.polynomial.coefficients.map {
          Dyadic(significand: ($0 * Rational(.powerOfTwo(-e)) + Rational(1, 2)).floor(), exponent: e)
        })
      note(e, try SupNormCertificate(certifying: r, for: p16).error, c.now - s); s = c.now
    }
    let m = try MinimalDegreeCertificate(
      .relative(scoreBound: 64), epsilon: Rational(1, Integer(10).power(12)))
    note("s64", m.degree, c.now - s); s = c.now
    try m.verify(); note("verify", c.now - s); s = c.now
  }
}
