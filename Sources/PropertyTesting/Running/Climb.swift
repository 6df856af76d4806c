/// A hill climb over sequences of choices.
struct Climb<Value> {
  typealias Score = (Value) throws -> Double?

  let generator: Generator<Value>
  var random: DeterministicGenerator
  private(set) var best: (value: Value, score: Double, recording: Recording)?
  private(set) var evaluations = 0

  init(generator: Generator<Value>, random: DeterministicGenerator) {
    self.generator = generator
    self.random = random
  }

  /// A random case.
  mutating func explore(_ score: Score) rethrows {
    try evaluate(ChoiceSource(seed: random.next()), score)
  }

  /// Changes the best case: one choice along a line as far as that helps, or a few choices at random.
  mutating func improve(until limit: Int, _ score: Score) rethrows {
    guard let choices = best?.recording.choices, !choices.isEmpty else { return try explore(score) }
    if random.below(4) == 0 {
      try evaluate(ChoiceSource(replaying: changed(choices)), score)
    } else {
      // In both directions: the first may have gone past the top.
      let (index, upwards) = (random.below(choices.count), random.next() & 1 == 0)
      try searchLine(index, upwards: upwards, until: limit, score)
      try searchLine(index, upwards: !upwards, until: limit, score)
    }
  }

  /// Steps of 1, 2, 4 … while they help, then smaller ones again: the top of a hill in logarithmically many steps.
  private mutating func searchLine(
    _ index: Int, upwards: Bool, until limit: Int, _ score: Score
  ) rethrows {
    var step: UInt64 = 1
    while evaluations < limit, try move(index, by: step, upwards, score) { step = step &* 2 }
    while step > 1, evaluations < limit {
      step /= 2
      _ = try move(index, by: step, upwards, score)
    }
  }

  /// Moves a choice of the best case, and returns whether that made it better.
  private mutating func move(_ index: Int, by step: UInt64, _ upwards: Bool, _ score: Score) rethrows -> Bool
  {
    let (recording, before) = (best!.recording, best!.score)
    guard index < recording.choices.count, step > 0 else { return false }
    var choices = recording.choices
    let moved = recording.ranges[index].clamped(
      choices[index] + Choice(magnitude: step, isNegative: !upwards) ?? choices[index])
    guard moved != choices[index] else { return false }
    choices[index] = moved
    try evaluate(ChoiceSource(replaying: choices), score)
    return best!.score > before
  }

  private mutating func evaluate(_ source: ChoiceSource, _ score: Score) rethrows {
    evaluations += 1
    guard let value = try? source.draw(generator), !source.isOverrun, let found = try score(value),
      !found.isNaN
    else { return }
    // Equal scores move too, so that a plateau can be crossed.
    if best == nil || found >= best!.score { best = (value, found, source.recording) }
  }

  /// One to three of the choices drawn again.
  private mutating func changed(_ choices: [Choice]) -> [Choice] {
    var choices = choices
    let ranges = best!.recording.ranges
    for _ in 0...random.below(3) {
      let index = random.below(choices.count)
      choices[index] = IntegerSample.draw(ranges[index], &random)
    }
    return choices
  }
}
