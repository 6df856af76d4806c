public import AttnSpec

/// One attention problem with its numbers, in the format the kernel computes in.
public struct AttentionInput<Scalar: KernelScalar>: Sendable {
  public var specification: AttentionSpecification
  /// `[batches, heads, queries, dimension]`, row-major, as ``AttentionShape`` lays it out.
  public var queries: [Scalar]
  /// `[batches, keyHeads, keys, dimension]`.
  public var keys: [Scalar]
  /// `[batches, keyHeads, keys, valueDimension]`.
  public var values: [Scalar]

  public init(
    specification: AttentionSpecification, queries: [Scalar], keys: [Scalar], values: [Scalar]
  ) {
    self.specification = specification
    self.queries = queries
    self.keys = keys
    self.values = values
  }
}
