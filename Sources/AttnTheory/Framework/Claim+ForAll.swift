internal import ExactArith
internal import PropertyTesting

extension Claim {
  /// A claim about every instance of a generator. Where it holds and no instance reaches more than half of the bound, it
  /// is loose.
  ///
  /// - Parameters:
  ///   - failure: what a counterexample makes of the claim, `refuted` or `misprint`.
  ///   - extremes: instances at which the theory says that the bound is attained; one case in 64 is one of them. A
  ///     claim that is expected to fail has none: its counterexample is found.
  ///   - share: (bounded quantity)/(bound), where it is rational, or a certified lower bound; for the sharpness only.
  ///   - conclusion: throws where it does not hold; see `require`. `Undecided` where no precision told.
  static func forAll<Instance: ExactInstance>(
    _ form: Form, _ text: String, expected: Finding = .holds, erratum: String? = nil,
    failure: Finding = .refuted, _ instances: Generator<Instance>, extremes: [Instance] = [],
    share: (@Sendable (Instance) -> Rational?)? = nil,
    conclusion: @escaping @Sendable (Instance) throws -> Void
  ) -> Claim {
    let generator =
      extremes.isEmpty
      ? instances : .weighted([(63, instances), (1, .element(of: extremes))])
    return Claim(form, text, expected: expected, erratum: erratum) { settings in
      var best: (share: Rational, instance: Instance)?
      let property = Property(generator) { instance in
        try conclusion(instance)
        if let reached = share?(instance), best.map({ reached > $0.share }) ?? true {
          best = (reached, instance)
        }
      }
      // A search ends at the first counterexample: where the theory has one, it may take longer.
      let cases = expected == failure ? max(settings.instances, 20_000) : settings.instances
      let report = property.check(PropertySettings(cases: cases, seed: settings.seed))
        .simplest { seed in
          property.check(PropertySettings(cases: cases, seed: settings.seed &+ seed))
        }
      switch report.outcome {
      case .holds:
        let sharpness = best.map { Sharpness(share: $0.share, instance: $0.instance.lines) }
        let isLoose = sharpness.map { $0.share <= Rational(1, 2) } ?? false
        return ClaimOutcome(
          isLoose ? .loose : .holds, instances: report.cases,
          witness: isLoose
            ? sharpness!.instance + ["reaches \(sharpness!.share) of the bound, the most of all"] : [],
          sharpness: sharpness)
      case .fails(let found):
        return ClaimOutcome(
          found.error is Undecided ? .undecided : failure, instances: report.cases + 1,
          witness: found.value.lines + ["\(found.error)"])
      case .unhealthy(let problem):
        return ClaimOutcome(.undecided, instances: report.cases, witness: ["\(problem)"])
      }
    }
  }
}

extension PropertyReport {
  /// Searches again, with other seeds, and the report with the simplest counterexample of all: shrinking ends in a local
  /// minimum. A report without one as it is.
  fileprivate func simplest(_ search: (_ seed: UInt64) -> PropertyReport) -> PropertyReport {
    guard counterexample != nil else { return self }
    return (1...16 as ClosedRange<UInt64>).reduce(self) { best, seed in
      let other = search(seed)
      guard let found = other.counterexample else { return best }
      return found.choices.isSimpler(than: best.counterexample!.choices) ? other : best
    }
  }
}
