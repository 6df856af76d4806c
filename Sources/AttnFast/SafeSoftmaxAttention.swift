public import AttnSpec

/// The three passes of safe softmax: the maximum; exponentials and their sum; weights divided by the sum, and
/// their product with V.
///
/// A thread holds the scores of one block of rows at a time: O(keys) vectors.
public struct SafeSoftmaxAttention<Scalar: KernelScalar>: AttentionKernel {
  public let returnsLogSumExp: Bool
  public let threads: Int?

  public init(returnsLogSumExp: Bool = true, threads: Int? = nil) {
    self.returnsLogSumExp = returnsLogSumExp
    self.threads = threads
  }

  public var name: String { "SafeSoftmaxAttention" }

  public var roundingModel: RoundingModel {
    .native(Scalar.self, order: .single, normalization: .weights)
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func attend(_ input: AttentionInput<Scalar>) throws(KernelError) -> AttentionOutput<Scalar> {
    try input.withProblem { problem in
      problem.makeOutput(logSumExp: returnsLogSumExp) { rows in
        problem.forEachBlock(threads: threads) { _, block in
          let scores = LaneBuffer<Scalar.Lanes>(count: block.anyKeys.count)
          let maximum = block.scoreAll(into: scores.base)
          let sum = block.exponentiateAll(scores.base, maximum: maximum)
          let output = LaneBuffer<Scalar.Lanes>(count: block.valueDimension)
          block.addNormalizedValues(weights: scores.base, sum: sum, to: output.base)
          rows.write(block, output: output.base, shift: maximum, sum: sum)
        }
      }
    }
  }
}
