internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let t38 = Statement(
    "T3.8", "Almost linear time for small entries",
    [
      Claim(
        .printed,
        "d = O(log n), B = o(√log n), ε = 1/poly(n): time n^(1+o(1)). No finite check shows this; what is checked,"
          + " for d = log₂ n, B = (ln n)^(1/4) and weights within a relative 1/n, along n = 2^(2^j), is that the rank's"
          + " exponent log_n C(g+d, d), with g + 1 ≤ ⌈5F⌉ by S8, falls at every step and below 1/1000"
      ) { _ in RankExponent.check(boundPower: Rational(1, 4)) }
    ])
}

/// An upper bound of log_n C(g+d, d) for n = 2^(2^j), d = 2^j, B = (ln n)^p with 0 ≤ p ≤ 1/2, s = B², ε = 1/n.
struct RankExponent {
  private static let places = [16, 64, 256, 1024, 4096, 16384, 1 << 16, 1 << 20]

  /// j.
  let logLog: Int
  let upper: Rational

  /// With ℓ = ln n = 2^j·ln 2 and x = ℓ/s = ℓ^(1−2p) ≥ 1 the degree is at most g = 5F, F = max{s, ℓ/ln(e + x)} =
  /// ℓ/min{x, ln(e + x)} ≤ ℓ/max{1, ln x}. And C(g+d, g) ≤ (e(g+d)/g)^g, so that the exponent is at most
  /// (g/ℓ)(1 + ln(1 + d/g)), which grows with g.
  init(logLog j: Int, boundPower p: Rational) {
    logLog = j
    let bits = 96
    let ln2 = Interval.ln2(bits: bits)
    // ln ℓ = j·ln 2 + ln ln 2.
    let logLength = ln2 * Interval(j) + (try! ln2.log(bits: bits))
    let logarithm = max(1, Rational((logLength * Interval(1 - 2 * p, bits: bits)).lower))
    let share = Interval(5 / logarithm, bits: bits)
    // d/g = 2^j/(share·ℓ) = 1/(share·ln 2).
    let ratio = Interval(1).divided(by: share * ln2, bits: bits)!
    let exponent = share * (1 + (try! (ratio + 1).log(bits: bits)))
    upper = Rational(exponent.upper)
  }

  /// Whether the exponent falls at every step, and below 1/1000. An upper bound that does not shows nothing.
  static func check(boundPower: Rational) -> ClaimOutcome {
    let exponents = places.map { RankExponent(logLog: $0, boundPower: boundPower) }
    let falls = zip(exponents, exponents.dropFirst()).allSatisfy { $0.upper > $1.upper }
    let isSmall = exponents.last!.upper < Rational(1, 1000)
    return ClaimOutcome(
      falls && isSmall ? .holds : .undecided, instances: exponents.count,
      witness: falls && isSmall ? [] : exponents.map(\.line))
  }

  var line: String {
    "n = 2^(2^\(logLog)): exponent at most \(Interval(upper, bits: 64).upper.decimal(digits: 4, rounding: .up))"
  }
}
