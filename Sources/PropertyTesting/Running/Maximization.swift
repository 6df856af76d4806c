/// The case with the largest score that a search found.
public struct Maximum<Value> {
  public let value: Value
  public let score: Double
  /// Replays the case.
  public let choices: ChoiceText
}

extension Generator {
  /// Looks for values with a large score, in climbs of 500 evaluations: in each, half are random cases, the others
  /// climb from the best of them by changing one or a few of its choices. Where the score is an error divided by its
  /// bound, it measures how much of the bound is used.
  ///
  /// - Parameter score: nil for a value that does not count. NaN counts as no score.
  /// - Returns: nil where no value had a score. Deterministic for a seed.
  public func maximize(
    evaluations: Int, seed: UInt64 = 0, score: (Value) throws -> Double?
  ) rethrows -> Maximum<Value>? {
    var seeds = DeterministicGenerator(seed: seed)
    var best: Maximum<Value>?
    var done = 0
    while done < evaluations {
      let length = min(500, evaluations - done)
      var climb = Climb(generator: self, random: DeterministicGenerator(seed: seeds.next()))
      while climb.evaluations < length {
        let explores = climb.evaluations < length / 2 || climb.best == nil
        try explores ? climb.explore(score) : climb.improve(until: length, score)
      }
      done += length
      if let top = climb.best, best.map({ top.score > $0.score }) ?? true {
        best = Maximum(value: top.value, score: top.score, choices: ChoiceText(top.recording.choices))
      }
    }
    return best
  }
}
