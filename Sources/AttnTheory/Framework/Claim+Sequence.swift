internal import ExactArith
internal import PropertyTesting

/// One step of a sequence along which a ratio is followed: where it is, and certified bounds of the ratio there.
struct RatioStep: Sendable {
  /// The place, exactly, and what was computed there.
  var line: String
  /// The ratio is certainly at least this.
  var ratio: Rational
}

extension Claim {
  /// A claim of an O: that a ratio stays below some constant. It is searched for instances with a large ratio, in
  /// families of growing size. Where the best certified ratios set a record at least four times, the last one ten
  /// times the first, the claim is left along these instances. (That it grows beyond all bounds is what the theory proves; a finite
  /// number of steps is what is checked.)
  ///
  /// - Parameters:
  ///   - sizes: of the families, growing.
  ///   - family: the instances of one size.
  ///   - step: the certified ratio at an instance; nil where the claim says nothing of it.
  static func ratioStaysBounded<Instance>(
    _ form: Form, _ text: String, expected: Finding, erratum: String?, sizes: [Int],
    family: @escaping @Sendable (_ size: Int) -> Generator<Instance>,
    step: @escaping @Sendable (Instance) -> RatioStep?
  ) -> Claim {
    Claim(form, text, expected: expected, erratum: erratum) { settings in
      let evaluations = min(max(settings.instances, 1000), 4000)
      var records: [RatioStep] = []
      for size in sizes {
        let best = family(size).maximize(evaluations: evaluations, seed: settings.seed) {
          step($0).map { Interval($0.ratio, bits: 53).lower.double(rounding: .down) }
        }
        guard let found = best.flatMap({ step($0.value) }) else { continue }
        if records.last.map({ found.ratio > $0.ratio }) ?? true { records.append(found) }
      }
      let grows = records.count >= 4 && records.last!.ratio >= 10 * records.first!.ratio
      return ClaimOutcome(
        grows ? .asymptotic : .holds, instances: evaluations * sizes.count,
        witness: grows ? records.map(\.line) : [])
    }
  }
}
