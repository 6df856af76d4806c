import AttnSpec
import ExactArith

@testable import AttnAudit

/// Records for the reports' tests, with numbers that are easy to check by hand.
enum SampleRecords {
  static func interval(_ lower: Double, _ upper: Double) -> Interval {
    Interval(lower: Dyadic(exactly: lower), upper: Dyadic(exactly: upper))
  }

  static let certified = AuditRecord(
    kernel: "FlashAttention", input: "one-hot n=65 m=65 d=32",
    shape: AttentionShape(queries: 65, keys: 65, dimension: 32), seed: 7, format: .float32,
    scale: .inverseSquareRootOfDimension, mask: .causal, contract: .absolute("1e-6"),
    quantity: .output, entries: 2080, outside: 0, vacuous: 0, error: interval(0x1p-20, 0x1.8p-20),
    bound: interval(0x1p-18, 0x1p-18), headroom: interval(2.5, 4),
    greatestBound: interval(0x1p-17, 0x1p-17), verdict: .certified,
    stages: {
      var stages = StageCounts()
      stages.filter = 64
      stages.exact = 1
      return stages
    }(),
    witness: Witness(
      batch: 0, head: 0, row: 3, column: 9, computed: Double(Float(0.1)),
      exact: interval(0.125, 0.25)), replay: nil)

  static var refuted: AuditRecord {
    var record = certified
    record.verdict = .refuted
    record.seed = nil
    record.mask = .none
    record.headroom = interval(0.25, 0.5)
    record.replay = "audit-report/x.safetensors"
    record.witness?.head = 1
    return record
  }

  /// A NaN: nothing to compare.
  static var notANumber: AuditRecord {
    var record = refuted
    record.quantity = .logSumExp
    record.error = nil
    record.bound = nil
    record.headroom = nil
    record.greatestBound = nil
    record.replay = nil
    record.witness?.computed = .nan
    return record
  }

  static var vacuous: AuditRecord {
    var record = certified
    record.vacuous = 3
    record.outside = 2
    record.witness = nil
    return record
  }
}
