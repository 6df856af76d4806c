import ArgumentParser
import AttnAudit
import AttnFast
import AttnSpec
import ExactArith

/// A full audit of FlashAttention: every row enclosed, every entry held to Theorem R.
struct AuditWork: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "audit")

  @Argument(transform: numberFormat) var format: NumberFormat
  @Argument var tokens: Int
  @Argument var dimension: Int
  @Argument(help: "How many threads the kernel may use.") var threads: Int
  @Flag(help: "The kernel's run is part of the time.") var includingKernel = false

  func run() throws {
    let problem = Problem(format: format, tokens: tokens, dimension: dimension)
    let input = problem.input()
    let kernel =
      format == .float32
      ? CatalogueKernel(FlashAttention<Float>(threads: threads), "")
      : CatalogueKernel(FlashAttention<Double>(threads: threads), "")
    let computed = try ComputedResult(running: kernel, on: input)
    let rows = Array(0..<tokens)
    var records: [AuditRecord] = []
    try WorkLoop.serve(
      operations: problem.pairs,
      run: {
        let results =
          includingKernel
          ? [try ComputedResult(running: kernel, on: input)] : [computed]
        records = try InputAudit(input).judge(results, rows: rows)
      },
      check: { (computed.output.checkNumber(width: dimension), try Self.remark(records)) })
  }

  /// What was proved; an audit that leaves anything open is not to be measured.
  private static func remark(_ records: [AuditRecord]) throws -> String {
    guard records.allSatisfy({ $0.verdict == .certified && $0.outside == 0 && $0.vacuous == 0 }) else {
      throw BenchError("not every entry was certified.")
    }
    var stages = StageCounts()
    for record in records {
      stages.filter += record.stages.filter
      stages.doubleDouble += record.stages.doubleDouble
      stages.exact += record.stages.exact
    }
    let entries = records.reduce(0) { $0 + $1.entries }
    let quantities = records.map(\.quantity.rawValue).joined(separator: " and ")
    return "\(entries) entries (\(quantities)) certified; rows decided by the filter \(stages.filter),"
      + " in double-double \(stages.doubleDouble), exactly \(stages.exact)"
  }
}

extension FloatArray {
  /// The sum of the magnitudes of the first 16 rows.
  func checkNumber(width: Int) -> Double {
    switch self {
    case .float(let values): values.checkNumber(width: width)
    case .double(let values): values.checkNumber(width: width)
    }
  }
}

extension Array where Element: KernelScalar {
  /// The sum of the magnitudes of the first 16 rows.
  func checkNumber(width: Int) -> Double { prefix(16 * width).reduce(0) { $0 + abs(Double($1)) } }
}
