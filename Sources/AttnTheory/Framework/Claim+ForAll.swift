internal import ExactArith
internal import PropertyTesting

extension Claim {
  /// A claim about every instance of a generator.
  ///
  /// - Parameters:
  ///   - failure: what a counterexample makes of the claim, `refuted` or `misprint`.
  ///   - extremes: instances at which the theory says that the bound is attained; one case in 64 is one of them. A
  ///     claim that is expected to fail has none: its counterexample is found.
  ///   - share: (bounded quantity)/(bound), where it is rational; for the sharpness only.
  ///   - conclusion: throws where it does not hold; see `require`.
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
      let report = property.check(PropertySettings(cases: settings.instances, seed: settings.seed))
      switch report.outcome {
      case .holds:
        return ClaimOutcome(
          .holds, instances: report.cases,
          sharpness: best.map { Sharpness(share: $0.share, instance: $0.instance.lines) })
      case .fails(let found):
        return ClaimOutcome(
          failure, instances: report.cases + 1, witness: found.value.lines + ["\(found.error)"])
      case .unhealthy(let problem):
        return ClaimOutcome(.undecided, instances: report.cases, witness: ["\(problem)"])
      }
    }
  }
}
