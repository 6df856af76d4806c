internal import AttnSpec

/// A checked input, as pointers that every thread may read.
///
/// The pointers live as long as the closure of ``AttentionInput/withProblem(_:)``, and nothing writes to them.
struct AttentionProblem<Scalar: KernelScalar>: @unchecked Sendable {
  let shape: AttentionShape
  let mask: BandMask
  let fullyMaskedRow: FullyMaskedRow
  let scale: Scalar
  let queries: UnsafePointer<Scalar>
  let keys: UnsafePointer<Scalar>
  let values: UnsafePointer<Scalar>

  var blocksPerHead: Int { (shape.queries + Scalar.Lanes.scalarCount - 1) / Scalar.Lanes.scalarCount }
  var blockCount: Int { shape.batches * shape.heads * blocksPerHead }

  /// Calls `body` once for every query block of every head, with the block's number, on at most `threads`
  /// threads (at least one; `nil`: as many as there are processors). A block's result depends on no other
  /// block, so neither their order nor the number of threads shows in it.
  @inline(__always)
  func forEachBlock(threads: Int?, _ body: @Sendable (Int, borrowing QueryBlock<Scalar>) -> Void) {
    let blockCount = blockCount
    let workers = min(max(threads ?? processorCount, 1), worthwhileWorkers, blockCount)
    let group = shape.heads / max(shape.keyHeads, 1)
    concurrently(workers: workers) { worker, workers in
      for number in stride(from: worker, to: blockCount, by: workers) {
        let (head, block) = number.quotientAndRemainder(dividingBy: blocksPerHead)
        let (batch, headInBatch) = head.quotientAndRemainder(dividingBy: shape.heads)
        body(
          number,
          QueryBlock(
            problem: self, head: head, keyHead: batch * shape.keyHeads + headInBatch / group,
            firstQuery: block * Scalar.Lanes.scalarCount))
      }
    }
  }

  /// Waking another core pays from about half a millisecond, or 10⁷ multiplications, for each.
  private var worthwhileWorkers: Int {
    let rows = Double(shape.batches * shape.heads * shape.queries)
    let work = rows * Double(shape.keys) * Double(shape.dimension + shape.valueDimension)
    return max(1, Int(min(work / 1e7, 1e6)))
  }
}
