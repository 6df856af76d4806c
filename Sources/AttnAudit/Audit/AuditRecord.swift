public import AttnSpec
public import ExactArith
public import ExpBounds

/// What is compared with its exact value.
public enum Quantity: String, Sendable, CaseIterable {
  /// The unnormalised weights A = exp(S), revealed as p with its shift m: A = p·eᵐ.
  case weights = "A"
  /// The row sums D = A·1, revealed with the same shift.
  case rowSums = "D"
  /// ln D, natural logarithm.
  case logSumExp = "lse"
  case output
}

/// The verdict on one quantity of one kernel on one input.
public struct AuditRecord: Sendable {
  public var kernel: String
  public var input: String
  public var shape: AttentionShape
  public var seed: UInt64?
  public var format: NumberFormat
  public var scale: ScoreScale
  public var mask: BandMask
  public var contract: Contract
  public var quantity: Quantity
  public var entries: Int
  /// Entries outside the contract's domain, and those whose bound promises nothing. Neither is certified.
  public var outside: Int
  public var vacuous: Int
  /// At the witness: |computed - exact|, its bound, and bound / error. `nil` where no entry was judged
  /// (all outside or vacuous, or no entries) or the computed value is not a finite number.
  public var error: Interval?
  public var bound: Interval?
  public var headroom: Interval?
  /// The largest bound of all entries that are certified or refuted.
  public var greatestBound: Interval?
  public var verdict: Verdict
  public var stages: StageCounts
  /// The entry of the largest error/bound; a refuted one where there is one.
  public var witness: Witness?
  /// The plan of a kernel that was made for the input.
  public var plan: PolynomialPlan?
  /// The file that replays a refutation, once it has been written.
  public var replay: String?
}

/// How many rows each stage of the judge decided.
public struct StageCounts: Sendable, Hashable {
  public var filter = 0
  public var doubleDouble = 0
  public var exact = 0
  public init() {}
}

/// One entry, held against its exact value. Indices are zero-based within the head; for A the column is the
/// key, for D and log-sum-exp it is 0.
public struct Witness: Sendable {
  public var batch: Int
  public var head: Int
  public var row: Int
  public var column: Int
  public var computed: Double
  /// `nil` where there is no such number: the log-sum-exp of a fully masked row.
  public var exact: Interval?
}
