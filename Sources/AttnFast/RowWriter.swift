internal import AttnSpec

/// Where the threads of one call write their rows: no two blocks share one.
struct RowWriter<Scalar: KernelScalar>: @unchecked Sendable {
  typealias Lanes = Scalar.Lanes
  /// What a row without an allowed key yields.
  let fill: Scalar
  let output: UnsafeMutablePointer<Scalar>
  let logSumExp: UnsafeMutablePointer<Scalar>?

  /// Writes a block's rows: the output vectors (one for each column of V), and shift + ln(sum).
  @inline(__always)
  func write(
    _ block: borrowing QueryBlock<Scalar>, output columns: UnsafePointer<Lanes>, shift: Lanes, sum: Lanes
  ) {
    for lane in 0..<block.count {
      let row = block.firstRow + lane
      let isMasked = block.keyRanges[lane].isEmpty
      for column in 0..<block.valueDimension {
        output[row * block.valueDimension + column] = isMasked ? fill : columns[column][lane]
      }
      logSumExp?[row] = isMasked ? -.infinity : shift[lane] + Scalar.logarithm(sum[lane])
    }
  }
}

extension AttentionProblem {
  /// Makes an output, and has `body` write its rows.
  @inline(__always)
  func makeOutput(logSumExp: Bool, _ body: (RowWriter<Scalar>) -> Void) -> AttentionOutput<Scalar> {
    let rows = shape.batches * shape.heads * shape.queries
    var output = [Scalar](repeating: 0, count: rows * shape.valueDimension)
    var sums = [Scalar](repeating: 0, count: logSumExp ? rows : 0)
    output.withStableMutablePointer { output in
      sums.withStableMutablePointer { sums in
        body(
          RowWriter(
            fill: fullyMaskedRow == .zero ? 0 : .nan, output: output, logSumExp: logSumExp ? sums : nil))
      }
    }
    return AttentionOutput(output: output, logSumExp: logSumExp ? sums : nil)
  }
}
