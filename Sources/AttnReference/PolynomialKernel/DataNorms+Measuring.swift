public import AttnSpec
internal import Dispatch
internal import Glibc

extension DataNorms {
  /// The norms of given Q, K and V, in Float or Double.
  ///
  /// Maxima of entries are exact, differences rounded once. A sum of products is computed in binary64 and widened by its
  /// rounding errors: it exceeds the exact one by a factor of at most 1 + h·2⁻⁵¹, and by at most 2d·2⁻¹⁰⁷⁴ where
  /// products in binary64 underflow, with h = d + 4, and for means h = 2·256 + n/4096 + d + 10. What overflows is
  /// infinite. In particular
  ///
  /// - `greatestProduct` is the lesser of max_i Σ_l |q_il|·max_j |k_jl - z_l| (Hölder) and max_i ‖q_i‖·max_j ‖k_j - z‖
  ///   (Cauchy and Schwarz), for the head where that is greatest;
  /// - `leastMeanProduct` is lower than the exact one by at most h·2⁻⁵¹·`greatestProduct`, and never below
  ///   -`greatestProduct`.
  ///
  /// Rows without a key count for nothing, and neither do keys that no row may attend to: such slots may hold
  /// anything, NaN too. Under a mask all other keys of a key head count for maxima; means are those of each row's own
  /// keys. Without a row that has a key all norms are 0.
  ///
  /// - Parameters:
  ///   - queries: `[batches, heads, queries, dimension]`, row-major; keys and values likewise, as in `AttentionShape`.
  ///   - keyShift: z, `[batches, keyHeads, dimension]`; `nil`: 0.
  ///   - threads: At most so many; `nil`: as many as there are processors. The result does not depend on them.
  /// - Throws: `ReferenceError` when sizes disagree, the mask has a left side, or an entry that counts is NaN or
  ///   infinite.
  /// - Complexity: One pass over the used rows of K, V and Q, and one more over K and V under a mask.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init<Scalar: DataScalar>(
    _ specification: AttentionSpecification, queries: [Scalar], keys: [Scalar], values: [Scalar],
    keyShift: [Scalar]? = nil, threads: Int? = nil
  ) throws(ReferenceError) {
    let shape = specification.shape
    try shape.validate()
    try shape.validate(queries: queries.count, keys: keys.count, values: values.count)
    if let keyShift {
      try shape.validate(keyShift: keyShift.count)
      if let index = keyShift.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(tensor: "the key shift", index: index, value: Double(keyShift[index]))
      }
    }
    let used = try UsedRows(specification)
    guard used.keys > 0 else {
      self = .zero
      return
    }
    let shift = LaneBuffer(count: shape.batches * shape.keyHeads * shape.dimension)
    for (index, z) in (keyShift ?? []).enumerated() { shift[index] = Double(z) }
    let workers = workerCount(threads, entries: queries.count + keys.count + values.count)
    let outcome = queries.withUnsafeBufferPointer { queries in
      keys.withUnsafeBufferPointer { keys in
        values.withUnsafeBufferPointer { values in
          Result { () throws(ReferenceError) in
            try Self.measure(
              shape, used, queries: queries, keys: keys, values: values, shift: shift, workers: workers)
          }
        }
      }
    }
    self = try outcome.get()
    // Without a shift there is nothing to widen.
    if keyShift == nil { shiftProduct = 0 }
  }

  @inline(__always)
  private static func measure<Scalar: DataScalar>(
    _ shape: AttentionShape, _ used: UsedRows, queries: UnsafeBufferPointer<Scalar>,
    keys: UnsafeBufferPointer<Scalar>, values: UnsafeBufferPointer<Scalar>, shift: LaneBuffer, workers: Int
  ) throws(ReferenceError) -> DataNorms {
    func matrix(
      _ entries: UnsafeBufferPointer<Scalar>, heads: Int, rows: Int, columns: Int
    ) -> Matrix<Scalar> {
      // Without an entry there is an address all the same.
      Matrix(
        base: entries.baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Scalar>.alignment)!,
        heads: shape.batches * heads, rows: rows, columns: columns)
    }
    let d = shape.dimension
    let keyMatrix = matrix(keys, heads: shape.keyHeads, rows: shape.keys, columns: d)
    let valueMatrix = matrix(
      values, heads: shape.keyHeads, rows: shape.keys, columns: shape.valueDimension)
    let queryMatrix = matrix(queries, heads: shape.heads, rows: shape.queries, columns: d)

    let boundary = used.rising.isEmpty ? 0 : used.rising.lowerBound + used.lead
    let chunks = RowChunks(0..<used.keys, boundary: boundary)
    let keySummary = ColumnSummary(keyMatrix, chunks)
    let valueSummary = ColumnSummary(valueMatrix, chunks)
    forEach(keySummary.partCount + valueSummary.partCount, workers: workers) { part in
      if part < keySummary.partCount {
        keySummary.measure(part: part, ShiftedKeys(shift: shift.base + part / chunks.count * d))
      } else {
        valueSummary.measure(part: part - keySummary.partCount, ValueMagnitudes())
      }
    }
    keySummary.combine()
    valueSummary.combine()
    try keySummary.checkFinite("K")
    try valueSummary.checkFinite("V")

    let pass = RowPass(
      queries: queryMatrix, used: used, columns: KeyColumns(keySummary, shift: shift), keys: keySummary,
      values: valueSummary)
    var parts = [RowNorms](repeating: RowNorms(), count: pass.partCount)
    parts.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let results = buffer.baseAddress!
      forEach(pass.partCount, workers: workers) { part in results[part] = pass.measure(part: part) }
    }
    var heads = [RowNorms](repeating: RowNorms(), count: queryMatrix.heads)
    for (part, norms) in parts.enumerated() { heads[pass.head(ofPart: part)].merge(norms) }
    if heads.contains(where: { !$0.sumOfSquares.isFinite }),
      let index = queryMatrix.firstNotFinite(used.all)
    {
      throw .notFinite(tensor: "Q", index: index, value: Double(queryMatrix.base[index]))
    }
    return DataNorms(used: used, heads: heads, pass)
  }
}

/// Calls `body` with each number below `count`, on so many threads.
@inline(__always)
private func forEach(_ count: Int, workers: Int, _ body: @Sendable (Int) -> Void) {
  guard workers > 1 else {
    for number in 0..<count { body(number) }
    return
  }
  DispatchQueue.concurrentPerform(iterations: workers) { worker in
    for number in stride(from: worker, to: count, by: workers) { body(number) }
  }
}

/// Waking another thread pays from about half a millisecond of work: a million entries.
private func workerCount(_ threads: Int?, entries: Int) -> Int {
  max(1, min(threads ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)), entries >> 20))
}
