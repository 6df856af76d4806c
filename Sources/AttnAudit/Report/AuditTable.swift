internal import AttnSpec
internal import ExactArith

/// The report of an audit for people: a table, every refutation in full, what was promised, and the counts.
public struct AuditTable: Sendable {
  private let outcome: AuditOutcome
  private var records: [AuditRecord] { outcome.records }

  public init(_ outcome: AuditOutcome) { self.outcome = outcome }

  public var text: String {
    [table, refutations, contracts, SkippedGroup.text(outcome.skipped), summary].filter { !$0.isEmpty }
      .joined(
        separator: "\n")
  }

  /// Every refutation, in full as far as a screen holds them.
  public var refutations: String {
    let all = records.filter { $0.standing == .refuted }
    let shown = all.prefix(Self.shownRefutations).map(Self.refutation)
    let more = all.count - shown.count
    let rest = more > 0 ? ["\(more) more refuted; the JSON report has them all.\n"] : []
    return (shown + rest + outcome.smallest.map(\.report)).joined(separator: "\n")
  }

  /// The most refutations that are printed in full.
  private static let shownRefutations = 20

  /// For a test that fails: the lines of what is not certified, as far as a screen holds them, and the smallest
  /// inputs.
  public var failures: String {
    let all = records.filter { $0.standing != .certified }
    let more = all.count - Self.shownRefutations
    let shown = AuditTable(AuditOutcome(records: Array(all.prefix(Self.shownRefutations)))).table
    let rest = more > 0 ? "\(more) more are not certified.\n" : ""
    return ([shown + rest] + outcome.smallest.map(\.report)).joined(separator: "\n")
  }

  private var table: String {
    guard !records.isEmpty else { return "" }
    var columns = TextColumns(
      header: ["kernel", "input", "quantity", "error ≤", "bound", "headroom ≥", "verdict"],
      numeric: [3, 4, 5])
    for group in RecordGroup.groups(records) {
      let record = group.worst
      columns.append([
        "\(record.kernel) \(record.format.rawValue)", group.inputs, record.quantity.rawValue,
        record.error?.upper.decimal(digits: 3, rounding: .up) ?? "-",
        record.bound?.lower.decimal(digits: 3, rounding: .down) ?? "-",
        record.headroom?.lower.decimal(digits: 3, rounding: .down) ?? "-", record.standingText,
      ])
    }
    return columns.text
  }

  static func refutation(_ record: AuditRecord) -> String {
    var lines = [
      "REFUTED  \(record.kernel) \(record.format.rawValue), \(record.quantity.rawValue), on \(record.input),"
        + " scale \(record.scale.text), mask \(record.mask.text)"
    ]
    lines += entry(record).map { "  " + $0 }
    if let replay = record.replay { lines.append("  replay    attn-audit replay \(replay)") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The witness of a record: where, the computed and the exact value, error and bound; a line each.
  public static func entry(_ record: AuditRecord) -> [String] {
    var lines: [String] = []
    if let witness = record.witness {
      let batch = record.shape.batches > 1 ? "batch \(witness.batch), " : ""
      lines += [
        "where     \(batch)head \(witness.head), row \(witness.row), column \(witness.column)",
        "computed  \(witness.decimal(in: record.format)) = \(witness.hexadecimal)",
      ]
      if let exact = witness.exact?.decimalBounds(digits: 17) {
        lines += ["exact     from \(exact.lower)", "          to   \(exact.upper)"]
      }
    }
    if let error = record.error, let bound = record.bound {
      lines.append(
        "error     at least \(error.lower.decimal(digits: 6, rounding: .down)), where at most"
          + " \(bound.upper.decimal(digits: 6, rounding: .up)) is promised")
    }
    return lines
  }

  /// What each kernel was held to, each contract once; how many, where it has one for each input.
  private var contracts: String {
    guard !records.isEmpty else { return "" }
    var kernels: [String] = []
    var promises: [String: [String]] = [:]
    for record in records {
      let kernel = "\(record.kernel) \(record.format.rawValue)"
      if promises[kernel] == nil { kernels.append(kernel) }
      if promises[kernel]?.contains(record.contract.text) != true {
        promises[kernel, default: []].append(record.contract.text)
      }
    }
    let lines = kernels.flatMap { kernel in
      let texts = promises[kernel]!
      return texts.count <= Self.shownContracts
        ? texts.map { "  \(kernel): \($0)" }
        : ["  \(kernel): \(texts.count) contracts, the first \(texts[0]); the JSON report has them all"]
    }
    return (["Contracts"] + lines).joined(separator: "\n") + "\n"
  }

  /// The most contracts of one kernel that are printed in full.
  private static let shownContracts = 3

  private var summary: String {
    let summary = AuditSummary(records)
    let entries = records.reduce(0) { $0 + $1.entries }
    let outside = records.reduce(0) { $0 + $1.outside }
    let vacuous = records.reduce(0) { $0 + $1.vacuous }
    let stages = records.reduce(into: StageCounts()) { sum, record in
      sum.filter += record.stages.filter
      sum.doubleDouble += record.stages.doubleDouble
      sum.exact += record.stages.exact
    }
    return """
      \(summary.certified) certified, \(summary.refuted) refuted, \(summary.undecided) undecided\
      \(outcome.skipped.isEmpty ? "" : ", \(outcome.skipped.count) skipped"): \(entries) entries, of which \(outside) outside and \(vacuous) vacuous
      Rows decided by the filter \(stages.filter), in double-double \(stages.doubleDouble), \
      exactly \(stages.exact)

      """
  }
}
