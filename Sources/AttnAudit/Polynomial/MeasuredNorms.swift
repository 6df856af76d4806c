public import AttnFast
public import AttnReference
internal import AttnSpec

/// The norms that Theorem P needs of given data, and the vectors that were subtracted from the keys first.
///
/// The part of a certificate that depends on the data. Everything else follows from the norms.
public struct MeasuredNorms<Scalar: KernelScalar & DataScalar>: Sendable {
  public let norms: DataNorms
  /// z, `[batches, keyHeads, dimension]`; `nil`: none.
  public let keyShift: [Scalar]?

  /// Measures the data; where keys lie off centre, also with the middle of each coordinate's range or their mean
  /// subtracted, and keeps what makes the bound of all products smallest.
  ///
  /// - Throws: `ReferenceError`: sizes that disagree, a mask with a left side, a NaN or an infinity that counts.
  /// - Complexity: O(nd), a pass over Q, K and V; a few where a shift promises anything.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(_ input: AttentionInput<Scalar>, threads: Int? = nil) throws(ReferenceError) {
    func measured(_ keyShift: [Scalar]?) throws(ReferenceError) -> MeasuredNorms {
      MeasuredNorms(
        norms: try DataNorms(
          input.specification, queries: input.queries, keys: input.keys, values: input.values,
          keyShift: keyShift, threads: threads),
        keyShift: keyShift)
    }
    // Checks the sizes first, which the search for a shift relies on.
    var best = try measured(nil)
    let shift = KeyShift(input)
    if best.norms.greatestProduct > 0, shift.isPromising {
      for candidate in shift.candidates() where candidate.allSatisfy(\.isFinite) {
        let shifted = try measured(candidate)
        if shifted.norms.greatestProduct < best.norms.greatestProduct { best = shifted }
      }
    }
    self = best
  }

  private init(norms: DataNorms, keyShift: [Scalar]?) {
    self.norms = norms
    self.keyShift = keyShift
  }
}
