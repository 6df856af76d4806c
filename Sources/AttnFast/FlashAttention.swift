public import AttnSpec

/// Tiled attention [Dao22]: scores and weights exist for one tile of keys at a time.
///
/// Within a tile the maximum is raised once, the tile's weights and its share of the output are summed from 0,
/// and then added to the rescaled sums of the tiles before. Tiles without an allowed key are skipped. The output
/// is divided by the row sum at the end. Memory: O(valueDimension + tile) vectors for each thread.
public struct FlashAttention<Scalar: KernelScalar>: AttentionKernel {
  public let tile: Int
  public let returnsLogSumExp: Bool
  public let threads: Int?

  /// - Precondition: `tile` is in 1...65536.
  public init(tile: Int = 64, returnsLogSumExp: Bool = true, threads: Int? = nil) {
    precondition(1...65536 ~= tile, "a tile has 1 to 65536 keys")
    self.tile = tile
    self.returnsLogSumExp = returnsLogSumExp
    self.threads = threads
  }

  public var name: String { "FlashAttention" }

  public var roundingModel: RoundingModel {
    .native(Scalar.self, order: .tiled(tile), normalization: .quotient)
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func attend(_ input: AttentionInput<Scalar>) throws(KernelError) -> AttentionOutput<Scalar> {
    try input.withProblem { problem in
      problem.makeOutput(logSumExp: returnsLogSumExp) { rows in
        problem.forEachBlock(threads: threads) { _, block in
          let weights = LaneBuffer<Scalar.Lanes>(count: tile)
          let output = LaneBuffer<Scalar.Lanes>(count: block.valueDimension)
          var softmax = RunningSoftmax<Scalar>()
          block.forEachTile(of: tile) { keys in
            let factor = softmax.raiseMaximum(to: block.score(keys, into: weights.base))
            softmax.add(block.exponentiate(weights.base, count: keys.count, shift: softmax.shift))
            block.addValues(of: keys, weights: weights.base, to: output.base, rescaledBy: factor)
          }
          for column in 0..<block.valueDimension { output.base[column] /= softmax.sum }
          rows.write(block, output: output.base, shift: softmax.maximum, sum: softmax.sum)
        }
      }
    }
  }
}
