public import AttnSpec

/// What came of an audit.
public struct AuditOutcome: Sendable {
  /// In the order of the request's subjects, then of its kernels, then of the quantities.
  public var records: [AuditRecord]
  /// Kernels that take an input's format, and not the input. In the order of the subjects, then of the kernels.
  public var skipped: [SkippedAudit]
  /// For each kernel and format that was refuted, the smallest input that shows it.
  public var smallest: [SmallestCounterexample] = []

  public init(records: [AuditRecord], skipped: [SkippedAudit] = []) {
    self.records = records
    self.skipped = skipped
  }

  /// Whether each kernel that was skipped has been audited on another input.
  public var hasAuditedEveryKernel: Bool {
    skipped.allSatisfy { skipped in
      records.contains { $0.kernel == skipped.kernel && $0.format == skipped.format }
    }
  }
}

/// A kernel that was not run on an input, and why.
public struct SkippedAudit: Sendable {
  public var kernel: String
  public var format: NumberFormat
  public var input: String
  public var shape: AttentionShape
  public var seed: UInt64?
  public var scale: ScoreScale
  public var mask: BandMask
  public var refusal: KernelRefusal

  init(_ kernel: CatalogueKernel, on input: AuditInput, _ refusal: KernelRefusal) {
    self.kernel = kernel.name
    format = kernel.format
    self.input = input.name
    shape = input.specification.shape
    seed = input.seed
    scale = input.specification.scale
    mask = input.specification.mask
    self.refusal = refusal
  }
}
