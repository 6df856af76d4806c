public import AttnReference
internal import AttnSpec
internal import ExactArith

/// How far an audit has come.
public struct AuditProgress: Sendable {
  public var completed: Int
  public var total: Int

  public init(completed: Int, total: Int) {
    self.completed = completed
    self.total = total
  }
}

/// Runs kernels and holds what they computed, and what was recorded, against the judge's enclosures.
public enum AuditRunner {
  /// - Throws: `KernelError`, `ReferenceError`, or the error of writing a refutation.
  public static func run(
    _ request: AuditRequest, progress: (AuditProgress) -> Void
  ) throws -> AuditOutcome {
    var state = AuditProgress(completed: 0, total: 0)
    for subject in request.subjects {
      let shape = subject.input.specification.shape
      state.total += shape.batches * shape.heads * request.auditedRows(of: shape.queries).count
    }
    progress(state)
    var outcome = AuditOutcome(records: [])
    for subject in request.subjects {
      let start = state.completed
      let part = try run(request, subject) { rows in
        state.completed += rows
        progress(state)
      }
      outcome.records += part.records
      outcome.skipped += part.skipped
      // A subject that no kernel accepts has had no rows judged.
      let shape = subject.input.specification.shape
      state.completed =
        start + shape.batches * shape.heads * request.auditedRows(of: shape.queries).count
    }
    outcome.smallest = try request.smallestCounterexamples(outcome.records)
    return outcome
  }

  private static func run(
    _ request: AuditRequest, _ subject: AuditSubject, progress: (Int) -> Void
  ) throws -> AuditOutcome {
    let input = subject.input
    // The statement is checked first: a NaN in Q is bad data, whatever a kernel makes of it.
    let audit = try InputAudit(input, forcing: request.stage.map(Stage.init))
    var results: [ComputedResult] = []
    if let recorded = subject.recorded {
      results.append(ComputedResult(recorded: recorded, contract: request.contract(for: recorded)))
    }
    let rows = request.auditedRows(of: input.specification.shape.queries)
    var skipped: [SkippedAudit] = []
    for kernel in request.kernels where kernel.accepts(input) {
      do {
        results.append(
          try ComputedResult(
            running: kernel, on: input, contract: request.contract(for: kernel),
            revealing: rows.isEmpty ? 0..<0 : rows[0]..<rows[rows.count - 1] + 1))
      } catch let refusal as KernelRefusal {
        skipped.append(SkippedAudit(kernel, on: input, refusal))
      }
    }
    guard !results.isEmpty else { return AuditOutcome(records: [], skipped: skipped) }
    var records = try audit.judge(results, rows: rows, progress: progress)
    guard let replays = request.replays else { return AuditOutcome(records: records, skipped: skipped) }
    var index = 0
    for result in results {
      for _ in result.quantities {
        if records[index].verdict == .refuted {
          records[index].replay = try replays.write(
            records[index], input: input,
            recorded: RecordedOutput(
              kernel: result.kernel, output: result.output.doubles, logSumExp: result.logSumExp?.doubles,
              format: result.format))
        }
        index += 1
      }
    }
    return AuditOutcome(records: records, skipped: skipped)
  }
}

extension Stage {
  init(_ stage: JudgeStage) {
    switch stage {
    case .filter: self = .filter
    case .doubleDouble: self = .doubleDouble
    case .exact: self = .exact
    }
  }
}

/// What the judge refuses is the user's data, or the user's words.
extension ReferenceError: AuditError {
  public var exitStatus: ExitStatus {
    switch self {
    case .badShape, .notFinite: .badData
    case .badScale, .badContract: .wrongUsage
    }
  }
}
