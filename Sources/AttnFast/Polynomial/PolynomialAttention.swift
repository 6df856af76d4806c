public import AttnSpec

/// Algorithm 1: attention with a polynomial p(⟨q, k⟩) in the place of e^(σ⟨q, k⟩), in time linear in the tokens.
public struct PolynomialAttention<Scalar: KernelScalar>: Sendable {
  /// c_0…c_g of p(y) ≈ e^(σy), y = ⟨q, k - z⟩ *unscaled*, binary64, ascending.
  public let coefficients: [Double]
  /// z, `[batches, keyHeads, dimension]`, or nil.
  public let keyShift: [Scalar]?
  public let tile: Int
  public let tilesPerBlock: Int
  public let rows: Range<Int>
  public let threads: Int?

  /// - Precondition: there is a coefficient, all are finite; `tile` is in 1...65536, `tilesPerBlock` in 1...2³¹, and no
  ///   row is negative.
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
    self.rows = rows
    self.threads = threads
  }

  public var name: String { "PolynomialAttention" }

  public var arithmetic: PolynomialArithmetic {
    PolynomialArithmetic(
      format: Scalar.format, tile: tile, tilesPerBlock: tilesPerBlock, segments: PolynomialLimits.segments,
      lanes: FeatureChains.count, shiftsKeys: keyShift != nil)
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func attend(_ input: AttentionInput<Scalar>) throws(KernelError) -> AttentionOutput<Scalar> {
    try input.validate()
    let shape = input.specification.shape
    guard input.specification.mask.left == nil else { throw .maskWithLeftSide }
    let shiftCount = shape.batches * shape.keyHeads * shape.dimension
    if let keyShift, keyShift.count != shiftCount {
      throw .wrongCount(
        tensor: "keyShift", layout: "\([shape.batches, shape.keyHeads, shape.dimension])",
        expected: shiftCount, found: keyShift.count)
    }
    let plan = try PolynomialPlan<Scalar>(
      coefficients: coefficients, shape: shape, tile: tile, tilesPerBlock: tilesPerBlock)
    let shifts = keyShift ?? [Scalar](repeating: 0, count: shiftCount)
    return try input.withProblem { problem in attend(problem, plan, shifts) }
  }

  @inline(__always)
  private func attend(
    _ problem: AttentionProblem<Scalar>, _ plan: PolynomialPlan<Scalar>, _ keyShift: [Scalar]
  ) -> AttentionOutput<Scalar> {
    let shape = problem.shape
    let group = shape.heads / max(shape.keyHeads, 1)
    let rowCount = shape.batches * shape.heads * shape.queries
    let workers = workers(problem, plan)
    let shown = rows.clamped(to: 0..<shape.queries)
    var output = [Scalar](repeating: 0, count: rowCount * shape.valueDimension)
    var rowSums = [Scalar](repeating: 0, count: rows.isEmpty ? 0 : rowCount)
    var shifts = rowSums
    var weights = [Scalar](
      repeating: 0, count: shape.batches * shape.heads * shown.count * shape.keys)
    let zeros = [Scalar](repeating: 0, count: shape.dimension)
    output.withStableMutablePointer { output in
      rowSums.withStableMutablePointer { rowSums in
        shifts.withStableMutablePointer { shifts in
          weights.withStableMutablePointer { weights in
            keyShift.withStablePointer { keyShift in
              zeros.withStablePointer { zeros in
                for number in 0..<(shape.batches * shape.keyHeads) {
                  let row = number * group * shape.queries
                  let head = PolynomialHead(
                    plan: plan, shape: shape, mask: problem.mask,
                    fill: problem.fullyMaskedRow == .zero ? 0 : .nan, heads: group,
                    queries: problem.queries + row * shape.dimension,
                    keys: problem.keys + number * shape.keys * shape.dimension,
                    values: problem.values + number * shape.keys * shape.valueDimension,
                    keyShift: keyShift + number * shape.dimension, zeros: zeros,
                    output: output + row * shape.valueDimension,
                    rowSums: rows.isEmpty ? nil : rowSums + row)
                  HeadRun(head).run(workers: workers)
                  guard !rows.isEmpty else { continue }
                  head.revealShifts(scale: problem.scale, into: shifts + row)
                  head.reveal(
                    shown, into: weights + number * group * shown.count * shape.keys, workers: workers)
                }
              }
            }
          }
        }
      }
    }
    guard !rows.isEmpty else { return AttentionOutput(output: output) }
    return AttentionOutput(
      output: output,
      revealed: RevealedWeights(rows: shown, weights: weights, rowSums: rowSums, shifts: shifts))
  }

  /// Another thread pays from about 10⁷ multiplications on.
  private func workers(_ problem: AttentionProblem<Scalar>, _ plan: PolynomialPlan<Scalar>) -> Int {
    let shape = problem.shape
    let tokens = Double(shape.batches * (shape.heads * shape.queries + shape.keyHeads * shape.keys))
    let work = tokens * Double(plan.order.count) * Double(plan.columns)
    return min(max(threads ?? processorCount, 1), max(1, Int(min(work / 1e7, 1e6))))
  }
}
