public import AttnSpec

/// The textbook's three steps, each over the whole problem: S = σ·QKᵀ; P = exp(S - row maximum) and its row
/// sums; the product of P, divided by its row sums, with V.
///
/// S and P are stored, and P is revealed. Memory: O(heads·queries·keys).
public struct StandardAttention<Scalar: KernelScalar>: AttentionKernel {
  public let returnsLogSumExp: Bool
  public let threads: Int?

  public init(returnsLogSumExp: Bool = true, threads: Int? = nil) {
    self.returnsLogSumExp = returnsLogSumExp
    self.threads = threads
  }

  public var name: String { "StandardAttention" }

  public var roundingModel: RoundingModel {
    .native(Scalar.self, order: .single, normalization: .weights)
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func attend(_ input: AttentionInput<Scalar>) throws(KernelError) -> AttentionOutput<Scalar> {
    try input.withProblem { problem in
      let blocks = problem.blockCount
      let keys = problem.shape.keys
      let matrixBuffer = LaneBuffer<Scalar.Lanes>(count: blocks * keys)
      let shiftBuffer = LaneBuffer<Scalar.Lanes>(count: blocks)
      let sumBuffer = LaneBuffer<Scalar.Lanes>(count: blocks)
      // Each block writes to its own part alone.
      nonisolated(unsafe) let (matrix, shifts, sums) = (matrixBuffer.base, shiftBuffer.base, sumBuffer.base)

      problem.forEachBlock(threads: threads) { number, block in
        shifts[number] = block.scoreAll(into: matrix + number * keys)
      }
      problem.forEachBlock(threads: threads) { number, block in
        sums[number] = block.exponentiateAll(matrix + number * keys, maximum: shifts[number])
      }
      let revealed = reveal(problem, matrix: matrix, shifts: shifts, sums: sums)
      var result = problem.makeOutput(logSumExp: returnsLogSumExp) { rows in
        problem.forEachBlock(threads: threads) { number, block in
          let output = LaneBuffer<Scalar.Lanes>(count: block.valueDimension)
          block.addNormalizedValues(weights: matrix + number * keys, sum: sums[number], to: output.base)
          rows.write(block, output: output.base, shift: shifts[number], sum: sums[number])
        }
      }
      result.revealed = revealed
      return result
    }
  }

  /// Copies the lanes out into rows.
  @inline(__always)
  private func reveal(
    _ problem: AttentionProblem<Scalar>, matrix: UnsafeMutablePointer<Scalar.Lanes>,
    shifts: UnsafeMutablePointer<Scalar.Lanes>, sums: UnsafeMutablePointer<Scalar.Lanes>
  ) -> RevealedWeights<Scalar> {
    let keys = problem.shape.keys
    let rows = problem.shape.batches * problem.shape.heads * problem.shape.queries
    var weights = [Scalar](repeating: 0, count: rows * keys)
    var rowSums = [Scalar](repeating: 0, count: rows)
    var rowShifts = [Scalar](repeating: 0, count: rows)
    weights.withStableMutablePointer { weights in
      rowSums.withStableMutablePointer { rowSums in
        rowShifts.withStableMutablePointer { rowShifts in
          nonisolated(unsafe) let (matrix, shifts, sums) = (matrix, shifts, sums)
          nonisolated(unsafe) let (weights, rowSums, rowShifts) = (weights, rowSums, rowShifts)
          problem.forEachBlock(threads: threads) { number, block in
            for lane in 0..<block.count {
              let row = block.firstRow + lane
              rowSums[row] = sums[number][lane]
              rowShifts[row] = shifts[number][lane]
              for key in block.keyRanges[lane] {
                weights[row * keys + key] = matrix[number * keys + key - block.anyKeys.lowerBound][lane]
              }
            }
          }
        }
      }
    }
    return RevealedWeights(
      rows: 0..<problem.shape.queries, weights: weights, rowSums: rowSums, shifts: rowShifts)
  }
}
