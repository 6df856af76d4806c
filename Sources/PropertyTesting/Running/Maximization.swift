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
  /// The latest change where it led upwards.
  private var rise: [Move] = []

  init(generator: Generator<Value>, random: DeterministicGenerator) {
    self.generator = generator
    self.random = random
  }

  /// Another choice at an index, and how it came about.
  private struct Move {
    let index: Int
    let step: Choice
  }

  mutating func step(explores: Bool, _ score: (Value) throws -> Double?) rethrows {
    evaluations += 1
    let moves = explores ? [] : nextMoves(best!.recording)
    rise = []
    let source = explores ? ChoiceSource(seed: random.next()) : ChoiceSource(replaying: applied(moves))
    guard let value = try? source.draw(generator), !source.isOverrun, let found = try score(value),
      !found.isNaN
    else { return }
    // Equal scores move too, so that a plateau can be crossed.
    guard let old = best?.score, found <= old else {
      best = (value, found, source.recording)
      rise = moves
      return
    }
    if found == old { best = (value, found, source.recording) }
  }

  private func applied(_ moves: [Move]) -> [Choice] {
    var choices = best!.recording.choices
    for move in moves {
      guard let moved = choices[move.index] + move.step else { continue }
      choices[move.index] = best!.recording.ranges[move.index].clamped(moved)
    }
    return choices
  }

  /// What led upwards, twice as far; otherwise one to three choices, each a little or altogether different.
  private mutating func nextMoves(_ recording: Recording) -> [Move] {
    guard !recording.choices.isEmpty else { return [] }
    if !rise.isEmpty, rise.allSatisfy({ $0.index < recording.choices.count }) {
      return rise.map { Move(index: $0.index, step: $0.step * 2 ?? $0.step) }
    }
    return (0...random.below(3)).map { _ in
      let index = random.below(recording.choices.count)
      return Move(index: index, step: step(recording.choices[index], recording.ranges[index]))
    }
  }

  private mutating func step(_ choice: Choice, _ range: ChoiceRange) -> Choice {
    switch random.below(8) {
    case 0, 1: return IntegerSample.draw(range, &random) + -choice ?? .simplest
    case 2: return -choice * 2 ?? .simplest
    default:
      // Of every order of magnitude, in either direction.
      let bits = 64 - choice.magnitude.leadingZeroBitCount
      let size = UInt64(1) << UInt64(random.below(min(64, bits + 2)))
      return Choice(magnitude: size, isNegative: random.next() & 1 == 1)
    }
  }
}
