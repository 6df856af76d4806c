public import AttnSpec
internal import PropertyTesting

/// Everything that one audit is asked to do.
public struct AuditRequest: Sendable {
  /// The inputs; a recorded output is audited where there is one.
  public var subjects: [AuditSubject]
  /// The kernels to run on every input that they accept.
  public var kernels: [CatalogueKernel]
  /// Whether each kernel is to be audited on some input at least, as where it was asked for by name.
  public var requiresEveryKernel: Bool
  /// `nil`: each kernel's own model, and for recorded outputs the assumed one.
  public var contract: ContractRequest?
  /// The only stage the judge may use; what it cannot decide is undecided.
  public var stage: JudgeStage?
  /// The rows of each head to audit, half-open; `nil` means all.
  public var rows: Range<Int>?
  /// How many rows of each head to audit, drawn with `seed` from `rows`; `nil` means all.
  public var sample: Int?
  public var seed: UInt64
  /// Where refutations are written so that they can be replayed; `nil` means nowhere.
  public var replays: ReplayFolder?

  public init(
    subjects: [AuditSubject], kernels: [CatalogueKernel], requiresEveryKernel: Bool = false,
    contract: ContractRequest? = nil, stage: JudgeStage? = nil, rows: Range<Int>? = nil, sample: Int? = nil,
    seed: UInt64 = 0,
    replays: ReplayFolder? = nil
  ) {
    self.subjects = subjects
    self.kernels = kernels
    self.requiresEveryKernel = requiresEveryKernel
    self.contract = contract
    self.stage = stage
    self.rows = rows
    self.sample = sample
    self.seed = seed
    self.replays = replays
  }

  /// What a kernel of the catalogue is asked to keep; `nil`: what it promises by itself.
  public func contract(for kernel: CatalogueKernel) -> Contract? {
    contract?.contract(declared: kernel.roundingModel ?? .assumed(forOutputIn: kernel.format))
  }

  /// What a recorded output is held to.
  public func contract(for recorded: RecordedOutput) -> Contract {
    let model = RoundingModel.assumed(forOutputIn: recorded.format)
    return contract?.contract(declared: model) ?? .rounding(model)
  }

  /// The rows of one head to audit, ascending. The same request asks for the same rows of every head with that
  /// many queries.
  public func auditedRows(of queries: Int) -> [Int] {
    let all = Array((rows ?? 0..<queries).clamped(to: 0..<queries))
    guard let sample, sample < all.count else { return all }
    var generator = DeterministicGenerator(seed: seed)
    return generator.permutation(all.count).prefix(sample).map { all[$0] }.sorted()
  }
}

/// The judge's stages, from the fastest to the one that always decides.
public enum JudgeStage: String, Sendable, CaseIterable {
  case filter
  case doubleDouble = "double-double"
  case exact
}
