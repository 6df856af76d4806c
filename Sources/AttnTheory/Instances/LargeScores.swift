internal import AttnReference
internal import ExactArith
internal import PropertyTesting

/// What L3.4 speaks of when B is large: B = 2^logBase, s = B², and L = ln(1/ε) = length·s.
struct LargeScores: Sendable {
  var logBase: Int
  var length: Rational

  /// Degrees up to so many times s are proved to be too low, in sixteenths.
  var excludedRatio: Rational {
    let s = Interval(Dyadic.powerOfTwo(2 * logBase))
    func excludes(_ count: Int) -> Bool {
      LargeScoreDegree.excludes(ratio: Rational(count, 16), logBase: logBase) {
        s * Interval(length, bits: $0)
      }
    }
    guard excludes(0) else { return 0 }
    var (proved, failed) = (0, 1)
    while excludes(failed) { (proved, failed) = (failed, 2 * failed) }
    while failed - proved > 1 {
      let middle = (proved + failed) / 2
      if excludes(middle) { proved = middle } else { failed = middle }
    }
    return Rational(proved, 16)
  }

  /// max{L/log(L/B), B²}/s = max{ℓ/(ln B + ln ℓ), 1}; nil where the logarithm is not positive.
  var printedRatio: Interval? {
    let logarithm = Interval.ln2(bits: 96) * Interval(logBase) + (try! Interval.log(of: length, bits: 96))
    guard logarithm.lower.signum() > 0 else { return nil }
    return Interval(length, bits: 96).divided(by: logarithm, bits: 64).map(Self.atLeastOne)
  }

  private static func atLeastOne(_ value: Interval) -> Interval {
    Interval(lower: max(value.lower, 1), upper: max(value.upper, 1))
  }

  static func generator(logBase: Int) -> Generator<LargeScores> {
    // From L = B²/4 on: e^(−L) < 1/10 for B ≥ 4.
    Generator<Int>.int(in: 2...16 * logBase).map { LargeScores(logBase: logBase, length: Rational($0, 8)) }
  }
}
