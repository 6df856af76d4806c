public import AttnSpec
internal import AttnReference
internal import ExactArith
internal import PropertyTesting

/// A refuted kernel's smallest input: no step of the shrinker leaves the refutation.
public struct SmallestCounterexample: Sendable {
  public let input: AuditInput
  /// The refutation on this input.
  public internal(set) var record: AuditRecord
  /// Audits that it took.
  public let audits: Int
  /// Whether the budget ended the shrinking before it was done.
  public let stoppedEarly: Bool
}

extension SmallestCounterexample {
  /// Some ten seconds' worth of work on one core.
  private static let budget = 1 << 33

  /// Shrinks an input on which a quantity of a kernel is refuted: whole batches, heads, tokens and dimensions first,
  /// large parts before small ones, then what is left towards fewer tokens and small integers.
  ///
  /// Deterministic: a budget of work, not of time, ends it; the smallest input found until then is returned.
  ///
  /// - Parameter contract: what the kernel is held to on each smaller input; `nil`: what it promises by itself.
  /// - Returns: nil where the kernel is not refuted in this quantity on `input`.
  public init?(
    of kernel: CatalogueKernel, _ quantity: Quantity, on input: AuditInput, contract: Contract? = nil
  ) {
    let trial = RefutationTrial(kernel: kernel, quantity: quantity, contract: contract)
    guard trial.refutation(of: input) != nil else { return nil }
    var start = input
    start.name += ", shrunk"
    start.seed = nil
    var search = StructureSearch(input: start, trial: trial, budget: Self.budget)
    search.run()

    // The simplest input comes first, and then this one.
    var settings = PropertySettings(cases: 2)
    settings.shrinkingLimit = .seconds(1 << 32)
    settings.shrinkingEvaluations = max(0, search.budget) / search.input.auditWork
    let property = Property(search.input.shrinkingGenerator) { smaller in
      try require(trial.refutation(of: smaller) == nil)
    }
    let found = property.check(settings).counterexample
    self.input = found?.value ?? search.input
    record = trial.refutation(of: self.input)!
    audits = search.audits + (found?.evaluations ?? 0)
    stoppedEarly = search.stoppedEarly || found?.stoppedEarly ?? true
  }
}

/// One audit of a smaller input.
struct RefutationTrial {
  let kernel: CatalogueKernel
  let quantity: Quantity
  let contract: Contract?

  /// The record of the quantity where the input refutes the kernel in it. What the kernel or the judge does not accept
  /// refutes nothing.
  func refutation(of input: AuditInput) -> AuditRecord? {
    guard kernel.accepts(input),
      let result = try? ComputedResult(running: kernel, on: input, contract: contract),
      let audit = try? InputAudit(input),
      let records = try? audit.judge([result], rows: Array(0..<input.specification.shape.queries))
    else { return nil }
    return records.first { $0.quantity == quantity && $0.verdict == .refuted }
  }
}
