public import AttnSpec

/// One pass over the keys [MG18]: after every key the maximum is raised and all sums are rescaled by it.
///
/// The output is divided by the row sum at the end. Scores are computed for a few keys ahead and kept no longer.
public struct OnlineSoftmaxAttention<Scalar: KernelScalar>: AttentionKernel {
  public let returnsLogSumExp: Bool
  public let threads: Int?

  public init(returnsLogSumExp: Bool = true, threads: Int? = nil) {
    self.returnsLogSumExp = returnsLogSumExp
    self.threads = threads
  }

  public var name: String { "OnlineSoftmaxAttention" }

  public var roundingModel: RoundingModel {
    .native(Scalar.self, order: .tiled(1), normalization: .quotient)
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func attend(_ input: AttentionInput<Scalar>) throws(KernelError) -> AttentionOutput<Scalar> {
    let ahead = 64
    return try input.withProblem { problem in
      problem.makeOutput(logSumExp: returnsLogSumExp) { rows in
        problem.forEachBlock(threads: threads) { _, block in
          let scores = LaneBuffer<Scalar.Lanes>(count: ahead)
          let output = LaneBuffer<Scalar.Lanes>(count: block.valueDimension)
          var softmax = RunningSoftmax<Scalar>()
          block.forEachTile(of: ahead) { keys in
            _ = block.score(keys, into: scores.base)
            for key in keys {
              let weight = scores.base + (key - keys.lowerBound)
              let factor = softmax.raiseMaximum(to: weight.pointee)
              softmax.add(block.exponentiate(weight, count: 1, shift: softmax.shift))
              block.addValue(of: key, weight: weight.pointee, to: output.base, rescaledBy: factor)
            }
          }
          for column in 0..<block.valueDimension { output.base[column] /= softmax.sum }
          rows.write(block, output: output.base, shift: softmax.maximum, sum: softmax.sum)
        }
      }
    }
  }
}
