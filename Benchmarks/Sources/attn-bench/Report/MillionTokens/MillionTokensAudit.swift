import AttnAudit
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting

/// One run of the kernel, its certificate verified, and some of its rows held against the judge's exact enclosures.
struct MillionTokensAudit {
  private let record: AuditRecord
  private let plan: PlannedKernel

  private static let rowCount = 256

  /// Errors: `BenchError` where the certificate is not proved, or an entry is not certified by the judge.
  init(_ subject: MillionTokens) throws {
    Progress.show("a million tokens: the judge")
    let problem = MillionTokens.problem(MillionTokens.exponents.upperBound)
    let input = problem.input()
    plan = PlannedKernel(subject.plan, threads: Machine.cores.count)
    try plan.certificate.verify()
    try plan.certificate.verify(for: PlannedKernel.norms(input, threads: Machine.cores.count))
    let output = try plan.kernel(Float.self).attend(input).output

    var generator = DeterministicGenerator(seed: 1)
    var rows: Set<Int> = []
    while rows.count < Self.rowCount { rows.insert(Int.random(in: 0..<problem.tokens, using: &generator)) }
    let judged = AuditInput(
      name: problem.name, seed: 0, specification: problem.specification, format: .float32,
      queries: input.queries.map(Double.init), keys: input.keys.map(Double.init),
      values: input.values.map(Double.init))
    let bound = plan.certificate.bound.output.decimal(digits: 20, rounding: .up)
    let result = ComputedResult(
      recorded: RecordedOutput(
        kernel: "PolynomialAttention", output: output.map(Double.init), format: .float32),
      contract: .absolute(bound))
    record = try InputAudit(judged).judge([result], rows: rows.sorted())[0]
    guard record.verdict == .certified, record.outside == 0, record.vacuous == 0 else {
      throw BenchError("the judge does not certify every entry of the rows drawn at 2^20 tokens.")
    }
    Progress.say("a million tokens: judged")
  }

  var sentence: String {
    let error = record.error!.upper
    let share = record.error!.divided(by: record.bound!, bits: 64)!.upper
    return """
      In the same run the judge accepts the certificate for these data, and its exact enclosures of \(Self.rowCount) rows
      drawn at random certify all their \(record.entries) entries: the largest error is
      \(error.decimal(digits: 3, rounding: .up)), which is \(share.decimal(digits: 3, rounding: .up)) of the certified bound,
      \(plan.certificate.bound.output.decimal(digits: 4, rounding: .up)).
      """
  }
}
