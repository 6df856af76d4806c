internal import Foundation

/// One instance of Gap-ANN, answered by attention: answer, compare, show, write.
public struct ReduceJob: Sendable {
  public var options: ReduceOptions
  /// Where the JSON report goes.
  public var json: String?

  public init(options: ReduceOptions, json: String? = nil) {
    self.options = options
    self.json = json
  }

  /// Prints near or far for each row, beside what is true, writes the JSON, and returns how the command is to end:
  /// `certified` where every answer is right, `refuted` where one is wrong.
  ///
  /// Errors: `AuditError`.
  public func run() throws -> ExitStatus {
    let answer = try ReduceAnswer(try options.question())
    print(answer.text, terminator: "")
    if let json { try writeAtomically(Data(answer.json.utf8), to: json) }
    return answer.exitStatus
  }
}
