internal import AttnFast
public import AttnSpec

/// One input of an audit: the statement of the problem and its numbers, with the name that replays it.
///
/// Every entry is a finite binary64 number, and is read as that exact number; `format` is the narrowest format
/// that all of them are representable in, so any kernel of that format or a wider one can be given them.
public struct AuditInput: Sendable {
  /// The family's name or the file's, with what distinguishes this member (`one-hot n=64 d=32`).
  public var name: String
  /// The seed that made it; `nil` for recorded data.
  public var seed: UInt64?
  public var specification: AttentionSpecification
  public var format: NumberFormat
  /// `[batches, heads, queries, dimension]`.
  public var queries: [Double]
  /// `[batches, keyHeads, keys, dimension]`.
  public var keys: [Double]
  /// `[batches, keyHeads, keys, valueDimension]`.
  public var values: [Double]

  public init(
    name: String, seed: UInt64?, specification: AttentionSpecification, format: NumberFormat,
    queries: [Double], keys: [Double], values: [Double]
  ) {
    self.name = name
    self.seed = seed
    self.specification = specification
    self.format = format
    self.queries = queries
    self.keys = keys
    self.values = values
  }
}

extension AuditInput {
  /// The input as a kernel in Float takes it. Precondition: every number is one of binary32.
  var singles: AttentionInput<Float> {
    AttentionInput(
      specification: specification, queries: queries.map(Float.init), keys: keys.map(Float.init),
      values: values.map(Float.init))
  }

  /// The input as a kernel in Double takes it.
  var doubles: AttentionInput<Double> {
    AttentionInput(specification: specification, queries: queries, keys: keys, values: values)
  }
}
