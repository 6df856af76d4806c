/// One check of a property, from the corpus to the shrunk counterexample.
struct PropertyRun<Value> {
  private let property: Property<Value>
  private let settings: PropertySettings
  private var summary = PropertyReport<Value>(outcome: .holds)
  private var randomCases = 0
  private var generation = (time: Duration.zero, values: 0)

  init(_ property: Property<Value>, _ settings: PropertySettings) {
    self.property = property
    self.settings = settings
  }

  mutating func report() -> PropertyReport<Value> {
    precondition(settings.healthyDiscards < 100, "where all cases are discarded, there is no end")
    let prepared = settings.replay.map { [$0] } ?? settings.corpus + [ChoiceText([])]
    for text in prepared {
      if let outcome = attempt(ChoiceSource(replaying: text.choices)) { return finished(outcome) }
    }
    if settings.replay != nil { return finished(.holds) }
    var seeds = DeterministicGenerator(seed: settings.seed)
    while randomCases < settings.cases {
      if let outcome = attempt(ChoiceSource(seed: seeds.next()), isRandom: true) { return finished(outcome) }
    }
    return finished(coverageProblem.map { .unhealthy($0) } ?? .holds)
  }

  private func finished(_ outcome: PropertyReport<Value>.Outcome) -> PropertyReport<Value> {
    var report = summary
    report.outcome = outcome
    return report
  }

  /// Runs one case. Nil where the search goes on.
  private mutating func attempt(
    _ source: ChoiceSource, isRandom: Bool = false
  ) -> PropertyReport<Value>.Outcome? {
    let start = settings.now()
    let value = property.make(source)
    if isRandom, let problem = judgeGeneration(source, time: settings.now() - start) {
      return .unhealthy(problem)
    }
    guard let value else { return discard() }
    switch property.evaluate(value) {
    case .rejected: return discard()
    case .failed(let value, let error):
      return failure(value, error, source.recording)
    case .held(let value):
      summary.cases += 1
      guard isRandom else { return nil }
      randomCases += 1
      for label in property.labels where label.applies(value) { summary.labels[label.name, default: 0] += 1 }
      return nil
    }
  }

  /// What the first random values say of their generator: is it fast, and does it ask for the same choices again?
  private mutating func judgeGeneration(_ source: ChoiceSource, time: Duration) -> HealthProblem? {
    guard generation.values < 10 else { return nil }
    generation = (generation.time + time, generation.values + 1)
    if generation.time > settings.healthyGeneration { return .slowGeneration(values: generation.values) }
    guard generation.values == 1, !source.isOverrun else { return nil }
    let again = ChoiceSource(replaying: source.recording.choices)
    _ = property.make(again)
    return isSame(again.recording, source.recording) ? nil : .nonDeterministic
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
    // A replayed case is shown as it is.
    if settings.replay == nil { shrinker.run() }
    guard isReproducible(shrinker.best, key) else { return .unhealthy(.nonDeterministic) }
    return .fails(
      Counterexample(
        value: shrinker.evidence.0, error: shrinker.evidence.1,
        choices: ChoiceText(shrinker.best.choices), original: value,
        evaluations: shrinker.evaluations + 3, stoppedEarly: shrinker.stoppedEarly))
  }

  /// Whether the same choices are asked for, and the claim fails in the same way, once more.
  private func isReproducible(_ recording: Recording, _ key: FailureKey) -> Bool {
    let source = ChoiceSource(replaying: recording.choices)
    guard case .failed(_, let error) = property.evaluate(source) else { return false }
    return FailureKey(error) == key && isSame(source.recording, recording)
  }

  private func isSame(_ a: Recording, _ b: Recording) -> Bool {
    a.choices == b.choices && a.ranges == b.ranges
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
