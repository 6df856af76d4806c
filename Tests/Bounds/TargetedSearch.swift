import PropertyTesting
import Testing

extension Generator {
  /// The largest error/bound that a targeted search finds. One above 1 is recorded as a failure, with the smallest value
  /// that the shrinker reaches from there.
  func worst(
    _ what: String, evaluations: Int, sourceLocation: SourceLocation = #_sourceLocation,
    ratio: @escaping (Value) throws -> Double
  ) throws -> Double {
    var settings = PropertySettings.environment(cases: evaluations)
    let found = try #require(
      try maximize(evaluations: settings.cases, seed: settings.seed) { try ratio($0) },
      sourceLocation: sourceLocation)
    settings.corpus = [found.choices]
    settings.cases = 0
    let report = Property(self) { value in
      let ratio = try ratio(value)
      try require(ratio <= 1, "\(ratio) of the bound")
    }.check(settings)
    if let failure = report.counterexample {
      Issue.record("\(what): \(failure.error)\n\(failure.value)", sourceLocation: sourceLocation)
    }
    return found.score
  }
}
