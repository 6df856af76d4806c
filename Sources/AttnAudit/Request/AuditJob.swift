/// One audit from beginning to end: run, show, write.
public struct AuditJob: Sendable {
  public var request: AuditRequest
  /// Where the JSON report goes.
  public var json: String?
  /// No progress and no table; refutations are still printed.
  public var isQuiet: Bool

  public init(request: AuditRequest, json: String? = nil, isQuiet: Bool = false) {
    self.request = request
    self.json = json
    self.isQuiet = isQuiet
  }

  /// Prints the report on standard output, writes the JSON, and returns how the command is to end.
  public func run() throws -> ExitStatus {
    if !BuildDescription.isOptimised {
      StandardError.write(
        "warning: this build is not optimised, and an audit with it is slow; build with -c release.\n")
    }
    var bar = ProgressBar(isQuiet: isQuiet)
    let outcome: AuditOutcome
    do {
      outcome = try AuditRunner.run(request) {
        bar.show(completed: $0.completed, total: $0.total)
      }
    } catch {
      bar.finish()
      throw error
    }
    bar.finish()
    let table = AuditTable(outcome)
    print(isQuiet ? table.refutations : table.text, terminator: "")
    if let json {
      try AuditReport(outcome).write(to: json)
    }
    let status = AuditSummary(outcome.records).exitStatus
    guard status == .certified, request.requiresEveryKernel else { return status }
    return outcome.hasAuditedEveryKernel ? status : .undecided
  }
}
