/// The case with the largest score that a search found.
public struct Maximum<Value> {
  public let value: Value
  public let score: Double
  /// Replays the case.
  public let choices: ChoiceText
  public let evaluations: Int
}

extension Generator {
  /// Looks for values with a large score: half of the evaluations are random cases, the others climb from the best
  /// one by changing one or a few of its choices. Where the score is an error divided by its bound, it measures
  /// how much of the bound is used.
  ///
  /// - Parameter score: nil for a value that does not count. NaN counts as no score.
  /// - Returns: nil where no value had a score. Deterministic for a seed.
  public func maximize(
    evaluations: Int, seed: UInt64 = 0, score: (Value) throws -> Double?
  ) rethrows -> Maximum<Value>? {
    var climb = Climb(generator: self, random: DeterministicGenerator(seed: seed))
    while climb.evaluations < evaluations {
      let explores = climb.best == nil || climb.evaluations < evaluations / 2
      try climb.step(explores: explores, score)
    }
    return climb.best.map {
      Maximum(
        value: $0.value, score: $0.score, choices: ChoiceText($0.recording.choices),
        evaluations: climb.evaluations)
    }
  }
}

/// A hill climb over sequences of choices.
private struct Climb<Value> {
  let generator: Generator<Value>
  var random: DeterministicGenerator
  var best: (value: Value, score: Double, recording: Recording)?
  var evaluations = 0

  mutating func step(explores: Bool, _ score: (Value) throws -> Double?) rethrows {
    evaluations += 1
    let source =
      if explores { ChoiceSource(seed: random.next()) } else {
        ChoiceSource(replaying: neighbour(best!.recording))
      }
    guard let value = try? source.draw(generator), let found = try score(value), !found.isNaN else { return }
    // Equal scores move too, so that a plateau can be crossed.
    if best == nil || found >= best!.score { best = (value, found, source.recording) }
  }

  /// The same choices but for one to three, each a little or altogether different.
  private mutating func neighbour(_ recording: Recording) -> [Choice] {
    var choices = recording.choices
    guard !choices.isEmpty else { return [] }
    for _ in 0...random.below(3) {
      let index = random.below(choices.count)
      choices[index] = changed(choices[index], recording.ranges[index])
    }
    return choices
  }

  private mutating func changed(_ choice: Choice, _ range: ChoiceRange) -> Choice {
    if random.below(4) == 0 { return IntegerSample.draw(range, &random) }
    // A step of every order of magnitude, away from zero or towards it.
    let step = UInt64(1) << UInt64(random.below(64 - choice.magnitude.leadingZeroBitCount + 2))
    if random.below(8) == 0 {
      return range.clamped(Choice(magnitude: choice.magnitude, isNegative: !choice.isNegative))
    }
    let magnitude =
      random.next() & 1 == 0
      ? choice.magnitude.addingReportingOverflow(step).partialValue
      : choice.magnitude - min(step, choice.magnitude)
    return range.clamped(Choice(magnitude: magnitude, isNegative: choice.isNegative))
  }
}
