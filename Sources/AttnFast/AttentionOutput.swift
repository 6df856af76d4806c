/// What a kernel computed.
public struct AttentionOutput<Scalar: KernelScalar>: Sendable {
  /// `[batches, heads, queries, valueDimension]`.
  public var output: [Scalar]
  /// `[batches, heads, queries]`, natural logarithm; -∞ for a fully masked row. `nil` where not asked for.
  public var logSumExp: [Scalar]?
  /// The unnormalised weights, from a kernel that stores them.
  public var revealed: RevealedWeights<Scalar>?

  public init(output: [Scalar], logSumExp: [Scalar]? = nil, revealed: RevealedWeights<Scalar>? = nil) {
    self.output = output
    self.logSumExp = logSumExp
    self.revealed = revealed
  }
}

/// The matrices A and D of a kernel that can show them, relative to each row's shift m: A = p·eᵐ, D = ℓ·eᵐ.
public struct RevealedWeights<Scalar: KernelScalar>: Sendable {
  /// The queries of every head whose weights are shown; row sums and shifts are there for all.
  public var rows: Range<Int>
  /// p, `[batches, heads, rows, keys]`; 0 where masked.
  public var weights: [Scalar]
  /// ℓ, `[batches, heads, queries]`; 0 for a fully masked row.
  public var rowSums: [Scalar]
  /// m, `[batches, heads, queries]`; -∞ for a fully masked row.
  public var shifts: [Scalar]

  public init(rows: Range<Int>, weights: [Scalar], rowSums: [Scalar], shifts: [Scalar]) {
    self.rows = rows
    self.weights = weights
    self.rowSums = rowSums
    self.shifts = shifts
  }
}
