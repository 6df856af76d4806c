import PropertyTesting

/// One of the public shrinking challenges (https://github.com/jlink/shrinking-challenge): a property that does not
/// hold, and the smallest counterexample.
struct Challenge: Sendable, CustomStringConvertible {
  let name: String
  let normalForm: String
  /// Runs of the property that Hypothesis 5.23.11 needed in 100 runs, as that repository reports them.
  let published: (mean: Double, range: ClosedRange<Int>)?
  private let search: @Sendable (UInt64) -> (text: String, evaluations: Int)?

  init<Value>(
    _ name: String, normalForm: String, published: (mean: Double, range: ClosedRange<Int>)? = nil,
    _ generator: Generator<Value>, claim: @escaping @Sendable (Value) throws -> Void
  ) {
    self.name = name
    self.normalForm = normalForm
    self.published = published
    search = { seed in
      // Some fail rarely: one in a thousand heaps.
      var settings = PropertySettings(cases: 100_000, seed: seed)
      settings.healthyDiscards = 99
      let found = Property(generator, claim: claim).check(settings).counterexample
      return found.map { ("\($0.value)", $0.evaluations) }
    }
  }

  var description: String { name }

  /// What the property shrinks to, and after how many runs; nil where no counterexample was found.
  func run(seed: UInt64) -> (text: String, evaluations: Int)? { search(seed) }
}
