internal import AttnSpec

/// An audit as the command line words it. The texts are read by `request()`.
public struct AuditOptions: Sendable {
  /// Kernels by name; none means the whole catalogue, or with recorded tensors only what was recorded.
  public var kernels: [String] = []
  /// One file with q, k, v and o, or the four apart; lse is optional.
  public var tensors: String?
  public var queries: String?
  public var keys: String?
  public var values: String?
  public var output: String?
  public var logSumExp: String?
  public var scale: String?
  public var mask: String?
  public var contract: String?
  public var fullyMasked: String?
  /// Families by name; none means all inside the domain, and the bundled activations.
  public var families: [String] = []
  public var problem = FamilyProblem()
  public var rows: String?
  public var sample: Int?
  public var seed: UInt64 = 0
  public var stage: String?
  /// Where refutations are written.
  public var replayFolder: String?

  public init() {}

  /// The request, with every file read and every text understood.
  public func request() throws -> AuditRequest {
    let rows = try rows.map(Self.rowRange)
    if let sample, sample < 1 { throw OptionError("--sample \(sample) audits nothing; write 1 or more.") }
    let stage = try stage.map { text in
      guard let stage = JudgeStage(rawValue: text) else {
        throw OptionError.unreadable("--stage", text, expected: "filter, double-double or exact")
      }
      return stage
    }
    let named = try kernels.flatMap(CatalogueKernel.selected(by:))
    let contract = try contract.map(ContractRequest.init(parsing:))
    if case .rounding = contract, let kernel = named.first(where: { $0.roundingModel == nil }) {
      throw KernelRefusal.noRoundingModel(kernel: kernel.name)
    }
    let subjects = try AuditSubjects(self).subjects()
    if let rows, !subjects.isEmpty,
      subjects.allSatisfy({ $0.input.specification.shape.queries <= rows.lowerBound })
    {
      throw OptionError(
        "--rows \(rows.lowerBound):\(rows.upperBound) lies behind every input's last query; choose lower rows."
      )
    }
    if let subject = subjects.first, !named.isEmpty,
      !subjects.contains(where: { subject in named.contains { $0.accepts(subject.input) } })
    {
      throw OptionError(
        "none of the kernels takes \(subject.input.format.rawValue) input; choose a kernel of that format.")
    }
    return AuditRequest(
      subjects: subjects, kernels: named.isEmpty && !isRecorded ? CatalogueKernel.catalogue : named,
      requiresEveryKernel: !named.isEmpty, contract: contract, stage: stage, rows: rows, sample: sample,
      seed: seed,
      replays: replayFolder.map(ReplayFolder.init(path:)))
  }

  /// Whether the input is read from files that the user names.
  var isRecorded: Bool { [tensors, queries, keys, values, output, logSumExp].contains { $0 != nil } }

  /// `A:B`, half-open.
  private static func rowRange(_ text: String) throws(OptionError) -> Range<Int> {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let lower = ends[0], let upper = ends[1], lower >= 0, lower < upper else {
      throw .unreadable("--rows", text, expected: "A:B with 0 <= A < B, the rows A to B - 1")
    }
    return lower..<upper
  }
}
