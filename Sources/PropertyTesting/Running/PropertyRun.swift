/// One check of a property, from the corpus to the shrunk counterexample.
struct PropertyRun<Value> {
  private let property: Property<Value>
  private let settings: PropertySettings
  private var summary = PropertyReport<Value>(outcome: .holds)
  private var generation = Duration.zero

  init(_ property: Property<Value>, _ settings: PropertySettings) {
    self.property = property
    self.settings = settings
  }

  mutating func report() -> PropertyReport<Value> {
    let prepared = settings.replay.map { [$0] } ?? settings.corpus + [ChoiceText([])]
    for text in prepared {
      if let outcome = attempt(ChoiceSource(replaying: text.choices)) { return finished(outcome) }
    }
    if settings.replay != nil { return finished(.holds) }
    var seeds = DeterministicGenerator(seed: settings.seed)
    while summary.cases < settings.cases {
      if let outcome = attempt(ChoiceSource(seed: seeds.next())) { return finished(outcome) }
    }
    return finished(coverageProblem.map { .unhealthy($0) } ?? .holds)
  }

  private func finished(_ outcome: PropertyReport<Value>.Outcome) -> PropertyReport<Value> {
    var report = summary
    report.outcome = outcome
    return report
  }

  /// Runs one case. Nil where the search goes on.
  private mutating func attempt(_ source: ChoiceSource) -> PropertyReport<Value>.Outcome? {
    let start = settings.now()
    let value: Value
    do { value = try source.draw(property.generator) } catch { return discard() }
    generation += settings.now() - start
    switch property.evaluate(value) {
    case .rejected: return discard()
    case .failed(let value, let error):
      return failure(value, error, source.recording)
    case .held(let value):
      summary.cases += 1
      for label in property.labels where label.applies(value) { summary.labels[label.name, default: 0] += 1 }
      if summary.cases == 10, generation > settings.healthyGeneration {
        return .unhealthy(.slowGeneration(values: 10))
      }
      return nil
    }
  }

  private mutating func discard() -> PropertyReport<Value>.Outcome? {
    summary.discards += 1
    // Judged over at least fifty cases, and again over every further one.
    let total = summary.discards + summary.cases
    guard total >= 50, summary.discards * 100 > total * settings.healthyDiscards else { return nil }
    return .unhealthy(.tooManyDiscards(discarded: summary.discards, tried: summary.cases))
  }

  private func failure(
    _ value: Value, _ error: any Error, _ recording: Recording
  ) -> PropertyReport<Value>.Outcome {
    let key = FailureKey(error)
    guard isReproducible(recording, key) else { return .unhealthy(.nonDeterministic) }
    let shrinker = Shrinker(recording, evidence: (value, error), settings: settings) { source in
      guard case .failed(let value, let error) = property.evaluate(source), FailureKey(error) == key else {
        return nil
      }
      return (value, error)
    }
    shrinker.run()
    guard isReproducible(shrinker.best, key) else { return .unhealthy(.nonDeterministic) }
    return .fails(
      Counterexample(
        value: shrinker.evidence.0, error: shrinker.evidence.1,
        choices: ChoiceText(shrinker.best.choices), original: value, evaluations: shrinker.evaluations,
        stoppedEarly: shrinker.stoppedEarly))
  }

  /// Whether the same choices are asked for, and the claim fails in the same way, once more.
  private func isReproducible(_ recording: Recording, _ key: FailureKey) -> Bool {
    let source = ChoiceSource(replaying: recording.choices)
    guard case .failed(_, let error) = property.evaluate(source) else { return false }
    return FailureKey(error) == key && source.recording.choices == recording.choices
      && source.recording.ranges == recording.ranges
  }

  private var coverageProblem: HealthProblem? {
    for label in property.labels {
      let percent = 100 * Double(summary.labels[label.name] ?? 0) / Double(max(1, summary.cases))
      if percent < label.required {
        return .uncovered(label: label.name, percent: percent, required: label.required)
      }
    }
    return nil
  }
}
