public import AttnSpec
internal import PropertyTesting

/// A way to make inputs that break kernels: the same specification, format and seed give the same numbers on
/// every machine, each exactly representable in the format.
///
/// Adding a family takes one entry in ``catalogue``.
public struct InputFamily: Sendable {
  /// Whether a family's inputs lie inside the domain of every rounding contract whose arithmetic is at least
  /// binary32 and at least as wide as the input's format.
  public enum Domain: String, Sendable {
    case inside
    /// Run by name only: an honest audit reports these entries as outside or vacuous, never as certified.
    case outside
  }

  /// The name on the command line and in reports.
  public let name: String
  /// One sentence: which faults it kills.
  public let summary: String
  public let domain: Domain
  /// The problems that an audit without sizes sets the family.
  let problems: [AttentionSpecification]
  /// Fills the three tensors; whatever it leaves is rounded to the format afterwards.
  let fill: @Sendable (inout InputDraft) -> Void

  init(
    _ name: String, _ summary: String, domain: Domain = .inside,
    problems: [AttentionSpecification] = StandardSuite.specifications,
    fill: @escaping @Sendable (inout InputDraft) -> Void
  ) {
    self.name = name
    self.summary = summary
    self.domain = domain
    self.problems = problems
    self.fill = fill
  }

  /// The family's member for this problem.
  ///
  /// Precondition: no size is negative, `keyHeads` divides `heads`, and the scale is a number.
  public func make(
    _ specification: AttentionSpecification, format: NumberFormat, seed: UInt64
  ) -> AuditInput {
    // Families must not share their random numbers, so each name has a stream of its own.
    var draft = InputDraft(
      specification: specification, format: format,
      generator: DeterministicGenerator(seed: seed ^ name.utf8.fingerprint))
    fill(&draft)
    let shape = specification.shape
    return AuditInput(
      name: "\(name) n=\(shape.queries) m=\(shape.keys) d=\(shape.dimension)", seed: seed,
      specification: specification, format: format, queries: draft.queries.map(format.nearest),
      keys: draft.keys.map(format.nearest), values: draft.values.map(format.nearest))
  }

  /// The family of that name, if there is one.
  public static func named(_ name: String) -> InputFamily? { catalogue.first { $0.name == name } }
}
