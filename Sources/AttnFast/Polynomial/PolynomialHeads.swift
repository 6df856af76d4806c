internal import AttnSpec

/// All key heads of a checked input, with where their rows are written.
///
/// The pointers live as long as one call of the kernel; no two heads share a row.
struct PolynomialHeads<Scalar: KernelScalar>: @unchecked Sendable {
  let problem: AttentionProblem<Scalar>
  let plan: FeaturePlan<Scalar>
  /// z of every key head, or nil; and as many zeros as one has entries.
  let keyShift: UnsafePointer<Scalar>?
  let zeros: UnsafePointer<Scalar>
  let output: UnsafeMutablePointer<Scalar>
  let rowSums: UnsafeMutablePointer<Scalar>?

  private var count: Int { problem.shape.batches * problem.shape.keyHeads }
  private var headsInGroup: Int { problem.shape.heads / max(problem.shape.keyHeads, 1) }

  private func head(_ number: Int) -> PolynomialHead<Scalar> {
    let shape = problem.shape
    let row = number * headsInGroup * shape.queries
    return PolynomialHead(
      plan: plan, shape: shape, mask: problem.mask, fill: problem.fullyMaskedRow == .zero ? 0 : .nan,
      heads: headsInGroup, queries: problem.queries + row * shape.dimension,
      keys: problem.keys + number * shape.keys * shape.dimension,
      values: problem.values + number * shape.keys * shape.valueDimension,
      keyShift: keyShift.map { $0 + number * shape.dimension } ?? zeros, zeros: zeros,
      output: output + row * shape.valueDimension, rowSums: rowSums.map { $0 + row })
  }

  /// Writes all rows, on at most `threads` threads. As long as there is a head for each of them they do not share
  /// one.
  func writeRows(threads: Int) {
    let workers = workers(threads)
    let unshared = count / workers * workers
    concurrently(workers: workers, sharing: unshared) { queue in
      while let number = queue.next() { HeadRun(head(number)).run(workers: 1) }
    }
    for number in unshared..<count { HeadRun(head(number)).run(workers: workers) }
  }

  /// The weights of some rows, and the shifts of all; row sums are left out.
  func reveal(_ rows: Range<Int>, threads: Int) -> RevealedWeights<Scalar> {
    let shape = problem.shape
    let rowCount = headsInGroup * shape.queries
    let weightCount = headsInGroup * rows.count * shape.keys
    var weights = [Scalar](repeating: 0, count: count * weightCount)
    var shifts = [Scalar](repeating: 0, count: count * rowCount)
    weights.withStableMutablePointer { weights in
      shifts.withStableMutablePointer { shifts in
        for number in 0..<count {
          let head = head(number)
          head.revealWeights(rows, into: weights + number * weightCount, workers: workers(threads))
          head.revealShifts(scale: problem.scale, into: shifts + number * rowCount)
        }
      }
    }
    return RevealedWeights(rows: rows, weights: weights, rowSums: [], shifts: shifts)
  }

  /// Another thread pays from about 10⁷ multiplications on.
  private func workers(_ threads: Int) -> Int {
    let shape = problem.shape
    let tokens = Double(shape.batches * (shape.heads * shape.queries + shape.keyHeads * shape.keys))
    let work = tokens * Double(plan.order.count) * Double(plan.columns)
    return max(1, min(threads, Int(min(work / 1e7, 1e6))))
  }
}
