internal import AttnReference
internal import ExactArith
internal import ExpBounds
internal import Foundation

/// One question about polynomials in the place of exp: search, verify, show, write.
public struct BoundJob: Sendable {
  public var options: BoundOptions
  /// Where the JSON report goes.
  public var json: String?

  public init(options: BoundOptions, json: String? = nil) {
    self.options = options
    self.json = json
  }

  /// Prints the answer with its proof in words, writes the JSON, and returns how the command is to end.
  ///
  /// Errors: `AuditError`; and `CertificateFlaw`, an internal error, where the judge rejects a certificate.
  public func run() throws -> ExitStatus {
    switch try options.question() {
    case .degree(let question):
      let answer = try DegreeAnswer(question)
      try answer.verify()
      try show(answer.text, json: answer.json)
      return .certified
    case .polynomial(let question):
      let answer = try PolynomialAnswer(question)
      try answer.verify()
      try show(answer.text, json: answer.json)
      return answer.exitStatus
    }
  }

  private func show(_ text: String, json document: () throws -> String) throws {
    print(text, terminator: "")
    if let json { try writeAtomically(Data(document().utf8), to: json) }
  }
}

/// A search that ended without an answer.
struct SearchError: AuditError, Equatable {
  var reason: ApproximationError

  /// An epsilon that agrees with a best error to seven digits is no mistake: the answer exists and is undecided.
  var exitStatus: ExitStatus { reason == .epsilonTooClose ? .undecided : .wrongUsage }
  var description: String { "\(reason)." }
}
