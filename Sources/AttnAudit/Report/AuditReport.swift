internal import AttnSpec
internal import ExactArith
internal import Foundation

/// The report of an audit for machines: one JSON object, the same byte for byte for the same records. Real
/// numbers are enclosures of two decimal strings, rounded outwards; there is no time, path of a machine or
/// thread count in it.
public struct AuditReport: Sendable {
  private let outcome: AuditOutcome

  public init(_ outcome: AuditOutcome) { self.outcome = outcome }

  /// The JSON text, one line for each record, and one for each kernel that an input did not suit.
  public var json: String {
    let summary = AuditSummary(outcome.records)
    let lines = outcome.records.map { "\n" + Self.json($0) }.joined(separator: ",")
    let counts = JSONText.object([
      "certified": "\(summary.certified)", "refuted": "\(summary.refuted)",
      "undecided": "\(summary.undecided)", "skipped": "\(outcome.skipped.count)",
    ])
    let rest = outcome.skipped.map { "\n" + Self.json($0) }.joined(separator: ",")
    let smallest = outcome.smallest.map { "\n" + Self.json($0) }.joined(separator: ",")
    return "{\"version\":1,\"audits\":[\(lines)\n],\"skipped\":[\(rest)\n],\"smallest\":[\(smallest)\n],"
      + "\"summary\":\(counts)}\n"
  }

  /// Writes the JSON to a temporary file and moves it into place.
  public func write(to path: String) throws(FileWriteError) { try writeAtomically(Data(json.utf8), to: path) }

  private static func json(_ record: AuditRecord) -> String {
    JSONText.object([
      "kernel": JSONText.quoted(record.kernel),
      "input": input(record.input, record.shape, seed: record.seed),
      "format": JSONText.quoted(record.format.rawValue),
      "scale": JSONText.quoted(record.scale.text),
      "mask": JSONText.quoted(record.mask.text),
      "contract": JSONText.quoted(record.contract.text),
      "quantity": JSONText.quoted(record.quantity.rawValue),
      "entries": "\(record.entries)",
      "error": JSONText.optional(record.error) { JSONText.enclosure($0) },
      "bound": JSONText.optional(record.bound) { JSONText.enclosure($0) },
      "headroom": JSONText.optional(record.headroom) { JSONText.enclosure($0) },
      "greatestBound": JSONText.optional(record.greatestBound) { JSONText.enclosure($0) },
      "verdict": JSONText.quoted(record.standing.rawValue),
      "outside": "\(record.outside)",
      "vacuous": "\(record.vacuous)",
      "stages": JSONText.object([
        "filter": "\(record.stages.filter)", "doubleDouble": "\(record.stages.doubleDouble)",
        "exact": "\(record.stages.exact)",
      ]),
      "plan": JSONText.optional(record.plan) { $0.json },
      "witness": JSONText.optional(record.witness) { json($0, in: record.format) },
      "replay": JSONText.optional(record.replay, JSONText.quoted),
    ])
  }

  /// The refutation on the smallest input, and its numbers, row by row.
  private static func json(_ smallest: SmallestCounterexample) -> String {
    func numbers(_ values: [Double]) -> String { "[\(values.map { "\($0)" }.joined(separator: ","))]" }
    return JSONText.object([
      "audit": json(smallest.record), "q": numbers(smallest.input.queries),
      "k": numbers(smallest.input.keys), "v": numbers(smallest.input.values),
      "isComplete": "\(!smallest.stoppedEarly)",
    ])
  }

  private static func json(_ skipped: SkippedAudit) -> String {
    JSONText.object([
      "kernel": JSONText.quoted(skipped.kernel),
      "input": input(skipped.input, skipped.shape, seed: skipped.seed),
      "format": JSONText.quoted(skipped.format.rawValue),
      "scale": JSONText.quoted(skipped.scale.text),
      "mask": JSONText.quoted(skipped.mask.text),
      "reason": JSONText.quoted(skipped.refusal.reason),
      "text": JSONText.quoted("\(skipped.refusal)"),
    ])
  }

  private static func input(_ name: String, _ shape: AttentionShape, seed: UInt64?) -> String {
    JSONText.object([
      "name": JSONText.quoted(name), "shape": json(shape), "seed": JSONText.optional(seed) { "\($0)" },
    ])
  }

  private static func json(_ shape: AttentionShape) -> String {
    JSONText.object([
      "batches": "\(shape.batches)", "heads": "\(shape.heads)", "keyHeads": "\(shape.keyHeads)",
      "queries": "\(shape.queries)", "keys": "\(shape.keys)", "dimension": "\(shape.dimension)",
      "valueDimension": "\(shape.valueDimension)",
    ])
  }

  private static func json(_ witness: Witness, in format: NumberFormat) -> String {
    JSONText.object([
      "batch": "\(witness.batch)", "head": "\(witness.head)", "row": "\(witness.row)",
      "column": "\(witness.column)",
      "computed": JSONText.object([
        "decimal": JSONText.quoted(witness.decimal(in: format)),
        "hex": JSONText.quoted(witness.hexadecimal),
      ]),
      "exact": witness.exact.map { JSONText.enclosure($0, digits: 21) } ?? "null",
    ])
  }
}
