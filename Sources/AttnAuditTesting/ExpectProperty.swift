public import PropertyTesting
public import Testing

/// Expects a claim of every value that a generator makes, and records a failure at the caller's line: the smallest
/// counterexample, and the choices that make it again.
///
/// - Parameters:
///   - cases: random cases, times the effort that the environment asks for (`ATTN_EFFORT`), with its seed
///     (`ATTN_SEED`).
///   - claim: throws where it does not hold; see `require` and `assume`. Not with `#expect`: every case would
///     record its own failure.
public func expectProperty<Value>(
  _ generator: Generator<Value>, cases: Int = 100, labels: [Label<Value>] = [],
  sourceLocation: SourceLocation = #_sourceLocation, _ claim: @escaping (Value) throws -> Void
) {
  let report = Property(generator, labels: labels, claim: claim).check(.environment(cases: cases))
  switch report.outcome {
  case .holds: break
  case .fails(let counterexample):
    Issue.record(
      "\(counterexample.value): \(counterexample.error); choices \(counterexample.choices)",
      sourceLocation: sourceLocation)
  case .unhealthy(let problem): Issue.record("\(problem)", sourceLocation: sourceLocation)
  }
}
