import PropertyTesting

/// The values that "no value `fails`" shrinks to, from ten seeds. One value where the result does not depend on
/// where the search began.
///
/// - Parameter evaluations: the most that shrinking may take.
func smallest<Value: Hashable>(
  _ generator: Generator<Value>, cases: Int = 20_000, evaluations: Int = 100_000,
  where fails: @escaping (Value) -> Bool
) -> Set<Value?> {
  Set(
    (UInt64(0)..<10).map { seed in
      var settings = PropertySettings(cases: cases, seed: seed)
      settings.healthyDiscards = 99
      settings.shrinkingEvaluations = evaluations
      return Property(generator) { try require(!fails($0)) }.check(settings).counterexample?.value
    })
}

/// The same for one seed, with the report.
func report<Value>(
  _ generator: Generator<Value>, seed: UInt64 = 0, cases: Int = 1000,
  change: (inout PropertySettings) -> Void = { _ in }, claim: @escaping (Value) throws -> Void
) -> PropertyReport<Value> {
  var settings = PropertySettings(cases: cases, seed: seed)
  change(&settings)
  return Property(generator, claim: claim).check(settings)
}

extension PropertyReport {
  var problem: HealthProblem? { if case .unhealthy(let problem) = outcome { problem } else { nil } }
}

/// A clock that goes on by a fixed time whenever it is read.
final class TickingClock: @unchecked Sendable {
  private var time = Duration.zero
  private let tick: Duration

  init(tick: Duration) { self.tick = tick }

  func now() -> Duration {
    time += tick
    return time
  }
}
