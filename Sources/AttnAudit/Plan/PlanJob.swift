internal import Foundation

/// One question about a polynomial kernel: plan, verify, show, write.
public struct PlanJob: Sendable {
  public var options: PlanOptions
  /// Where the JSON report goes.
  public var json: String?

  public init(options: PlanOptions, json: String? = nil) {
    self.options = options
    self.json = json
  }

  /// Prints the plan with what is certified of it, or why there is none, writes the JSON, and returns how the command is
  /// to end: `certified` with a plan, `undecided` without.
  ///
  /// Errors: `AuditError`; and `CertificateFlaw`, an internal error, where the judge rejects the certificate.
  public func run() throws -> ExitStatus {
    let answer = PlanAnswer(try options.question())
    try answer.verify()
    print(answer.text, terminator: "")
    if let json { try writeAtomically(Data(answer.json().utf8), to: json) }
    return answer.exitStatus
  }
}
