internal import AttnSpec

/// Algorithm 1 on one key head.
struct HeadRun<Scalar: KernelScalar>: @unchecked Sendable {
  typealias State = UnsafeMutablePointer<Double>

  private let head: PolynomialHead<Scalar>
  private let partition: KeyPartition<Scalar>

  init(_ head: PolynomialHead<Scalar>) {
    self.head = head
    partition = KeyPartition(head)
  }

  /// Writes all rows, on `workers` threads.
  ///
  /// The state before a part is the sum of the parts' sums before it, in their order. A thread takes consecutive parts
  /// and keeps a running state in them; the parts of all threads but the last are summed beforehand, for the others
  /// to begin with. Queries that may attend to every key come last, in any order.
  func run(workers: Int) {
    let reached = partition.partsReached
    let hasFull = !partition.fullQueries.isEmpty
    let needed = hasFull ? partition.parts : reached.upperBound
    let runs = min(workers, reached.count)
    // The first part of the last run; without a run every part is needed for the total.
    let summedBefore = runs > 0 ? reached.lowerBound + reached.count * (runs - 1) / runs : needed
    let count = head.plan.stateCount
    let totals = ScalarBuffer<Double>(count: (summedBefore + 1) * count)
    nonisolated(unsafe) let states = totals.base
    concurrently(workers: workers, sharing: summedBefore) { queue in
      let summation = KeySummation(head)
      while let part = queue.next() {
        summation.add(partition.keys(ofPart: part), to: states + part * count)
      }
    }
    // Now the sum of the parts before each, from the last on: states[part] ← Σ_{before} totals.
    let sum = ScalarBuffer<Double>(count: count)
    for part in 0...summedBefore {
      let state = states + part * count
      for index in 0..<count {
        let before = sum.base[index]
        sum.base[index] += state[index]
        state[index] = before
      }
    }
    concurrently(workers: runs) { run, runs in
      let first = reached.lowerBound + reached.count * run / runs
      writeRows(
        first..<(reached.lowerBound + reached.count * (run + 1) / runs), before: states + first * count)
    }
    if hasFull {
      // The last run has gone on to the end of the keys.
      writeFullRows(state: states + summedBefore * count, workers: workers)
    }
  }

  /// Writes the rows whose state ends in these parts. On return `before` holds the sum of all parts before the end
  /// of these, if a later row needs it.
  private func writeRows(_ parts: Range<Int>, before: State) {
    let summation = KeySummation(head)
    let rows = QueryRows(head)
    let part = ScalarBuffer<Double>(count: head.plan.stateCount)
    let weighted = ScalarBuffer<Scalar>(count: head.plan.stateCount)
    let reached = partition.partsReached
    let hasFull = !partition.fullQueries.isEmpty
    let end = hasFull && parts.upperBound == reached.upperBound ? partition.parts : parts.upperBound
    for number in parts.lowerBound..<end {
      part.clear()
      let keys = partition.keys(ofPart: number)
      var summed = keys.lowerBound
      for chunk in partition.chunks(ofPart: number) {
        let stateEnd = partition.stateEnd(ofChunk: chunk)
        if summed < stateEnd { summation.add(summed..<stateEnd, to: part.base) }
        summed = stateEnd
        if stateEnd > 0 { head.plan.weigh(before, part.base, into: weighted.base) }
        let queries = partition.queries(ofChunk: chunk)
        rows.loadRemainingKeys(from: stateEnd, for: queries)
        for query in 0..<head.heads {
          rows.write(queries, head: query, state: weighted.base, stateEnd: stateEnd)
        }
      }
      if hasFull || number + 1 < reached.upperBound {
        if summed < keys.upperBound { summation.add(summed..<keys.upperBound, to: part.base) }
        for index in 0..<part.count { before[index] += part.base[index] }
      }
    }
  }

  private func writeFullRows(state: State, workers: Int) {
    let zero = ScalarBuffer<Double>(count: head.plan.stateCount)
    let buffer = ScalarBuffer<Scalar>(count: head.plan.stateCount)
    head.plan.weigh(state, zero.base, into: buffer.base)
    nonisolated(unsafe) let weighted = buffer.base
    let queries = partition.fullQueries
    // A few hundred rows at a time.
    let length = 16 * LaneFeatures<Scalar>.tokens
    let pieces = (queries.count + length - 1) / length
    concurrently(workers: workers, sharing: pieces * head.heads) { queue in
      let rows = QueryRows(head)
      while let number = queue.next() {
        let (query, piece) = number.quotientAndRemainder(dividingBy: pieces)
        let first = queries.lowerBound + piece * length
        rows.write(
          first..<min(first + length, queries.upperBound), head: query, state: weighted,
          stateEnd: head.shape.keys)
      }
    }
  }
}
