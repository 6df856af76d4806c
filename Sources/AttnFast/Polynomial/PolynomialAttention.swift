public import AttnSpec

/// Algorithm 1 [AS23]: attention with a polynomial p(⟨q, k⟩) in the place of e^(σ⟨q, k⟩), in time linear in the
/// tokens.
///
/// With one feature f_α for each of the r = C(g + d, d) monomials of degree at most g, p(⟨q, k⟩) is
/// Σ_α w_α·f_α(q)·f_α(k). So the sums over the keys of f_α(k)·[v, 1], the state, serve every query: two passes,
/// O((queries + keys)·r·(valueDimension + 1)) multiplications, and no matrix of queries by keys. Masked by a right
/// side, as in seed 000's causal order, the state runs along with the queries, a block at a time; the fewer than two
/// blocks of keys left to each query are weighed one by one.
///
/// Memory beyond the output: O(r·(valueDimension + 1)) for each part of the keys and each thread, and two blocks of keys
/// for each thread where there is a mask. Blocks of 256 keys are good without a mask, of 128 with one (measured at
/// d = 8, g = 4).
///
/// The promise, Theorem P, is about ``arithmetic``; its domain: p > 0 on the scores, and no product or sum
/// overflows. Entries of K and V that no row may attend to influence nothing, whatever they hold, and the result does
/// not depend on the number of threads. This is no `AttentionKernel`, since Theorem R does not cover it.
public struct PolynomialAttention<Scalar: KernelScalar>: Sendable {
  /// c_0…c_g of p(y) ≈ e^(σy), y = ⟨q, k - z⟩ *unscaled*, binary64, ascending.
  public let coefficients: [Double]
  /// z, `[batches, keyHeads, dimension]`, or nil.
  public let keyShift: [Scalar]?
  /// Keys in one chain of additions.
  public let tile: Int
  /// Tiles in one block, whose sum is then added in binary64.
  public let tilesPerBlock: Int
  /// The rows of every head whose weights are revealed.
  public let revealedRows: Range<Int>
  public let threads: Int?

  /// - Parameters:
  ///   - rows: which weights Σ_α f_α(q)·w_α·f_α(k) to reveal, as far as there are such rows; none where empty. It
  ///     takes O(keys·r) for each row.
  ///   - threads: at most so many; nil for as many as there are processors.
  /// - Precondition: there is a coefficient, and all are finite; `tile` is in 1...65536, `tilesPerBlock` in 1...2³¹, and
  ///   no row is negative.
  public init(
    coefficients: [Double], keyShift: [Scalar]? = nil, tile: Int = 16, tilesPerBlock: Int = 16,
    revealing rows: Range<Int> = 0..<0, threads: Int? = nil
  ) {
    precondition(!coefficients.isEmpty, "a polynomial has at least one coefficient")
    precondition(coefficients.allSatisfy(\.isFinite), "coefficients are finite")
    precondition(1...65536 ~= tile, "a tile has 1 to 65536 keys")
    precondition(1...(1 << 31) ~= tilesPerBlock, "a block has 1 to 2^31 tiles")
    precondition(rows.lowerBound >= 0, "rows are numbered from 0")
    self.coefficients = coefficients
    self.keyShift = keyShift
    self.tile = tile
    self.tilesPerBlock = tilesPerBlock
    revealedRows = rows
    self.threads = threads
  }

  public var name: String { "PolynomialAttention" }

  public var arithmetic: PolynomialArithmetic {
    PolynomialArithmetic(
      format: Scalar.format, tile: tile, tilesPerBlock: tilesPerBlock, segments: PolynomialLimits.segments,
      lanes: FeatureChains.count, shiftsKeys: keyShift != nil)
  }

  /// Computes attention as the input's specification states it.
  ///
  /// Zero queries, zero keys and rows without an allowed key are legal. The scale shows in nothing but the revealed
  /// shifts, σ⟨q, z⟩.
  /// - Throws: what every kernel throws; `maskWithLeftSide`; `tooManyFeatures` and `inexactMultinomial` where
  ///   coefficients and dimension do not go together.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func attend(_ input: AttentionInput<Scalar>) throws(KernelError) -> AttentionOutput<Scalar> {
    try input.validate()
    let shape = input.specification.shape
    guard input.specification.mask.left == nil else { throw .maskWithLeftSide }
    if let keyShift {
      try input.expect(
        keyShift.count, of: "keyShift", [shape.batches, shape.keyHeads, shape.dimension])
    }
    let plan = try FeaturePlan<Scalar>(
      coefficients: coefficients, shape: shape, tile: tile, tilesPerBlock: tilesPerBlock)
    return try input.withProblem { problem in attend(problem, plan) }
  }

  @inline(__always)
  private func attend(
    _ problem: AttentionProblem<Scalar>, _ plan: FeaturePlan<Scalar>
  ) -> AttentionOutput<Scalar> {
    let shape = problem.shape
    let rowCount = shape.batches * shape.heads * shape.queries
    let threads = max(threads ?? processorCount, 1)
    let zeros = ScalarBuffer<Scalar>(count: shape.dimension)
    var output = [Scalar](repeating: 0, count: rowCount * shape.valueDimension)
    var rowSums = [Scalar](repeating: 0, count: revealedRows.isEmpty ? 0 : rowCount)
    var revealed: RevealedWeights<Scalar>?
    output.withStableMutablePointer { output in
      rowSums.withStableMutablePointer { rowSums in
        (keyShift ?? []).withStablePointer { shift in
          let heads = PolynomialHeads(
            problem: problem, plan: plan, keyShift: keyShift == nil ? nil : shift, zeros: zeros.base,
            output: output, rowSums: revealedRows.isEmpty ? nil : rowSums)
          heads.writeRows(threads: threads)
          if !revealedRows.isEmpty {
            revealed = heads.reveal(revealedRows.clamped(to: 0..<shape.queries), threads: threads)
          }
        }
      }
    }
    revealed?.rowSums = rowSums
    return AttentionOutput(output: output, revealed: revealed)
  }
}
