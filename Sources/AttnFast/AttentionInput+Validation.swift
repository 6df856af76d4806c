internal import AttnSpec

extension AttentionInput {
  /// Checks the input, and calls `body` with its pointers.
  func withProblem<Result>(
    _ body: (AttentionProblem<Scalar>) -> Result
  ) throws(KernelError) -> Result {
    try validate()
    let shape = specification.shape
    let scale = try specification.scale.value(dimension: shape.dimension, in: Scalar.self)
    return queries.withStablePointer { queries in
      keys.withStablePointer { keys in
        values.withStablePointer { values in
          body(
            AttentionProblem(
              shape: shape, mask: specification.mask, fullyMaskedRow: specification.fullyMaskedRow,
              scale: scale, queries: queries, keys: keys, values: values))
        }
      }
    }
  }

  /// Whether sizes, heads and arrays fit together.
  func validate() throws(KernelError) {
    let shape = specification.shape
    let sizes = [
      ("batches", shape.batches), ("heads", shape.heads), ("keyHeads", shape.keyHeads),
      ("queries", shape.queries), ("keys", shape.keys), ("dimension", shape.dimension),
      ("valueDimension", shape.valueDimension),
    ]
    for (name, value) in sizes where value < 0 { throw .negativeSize(name: name, value: value) }
    guard shape.dimension > 0 else { throw .emptyDimension }
    guard shape.keyHeads > 0 ? shape.heads.isMultiple(of: shape.keyHeads) : shape.heads == 0 else {
      throw .indivisibleHeads(heads: shape.heads, keyHeads: shape.keyHeads)
    }
    let tensors = [
      ("queries", queries.count, [shape.batches, shape.heads, shape.queries, shape.dimension]),
      ("keys", keys.count, [shape.batches, shape.keyHeads, shape.keys, shape.dimension]),
      ("values", values.count, [shape.batches, shape.keyHeads, shape.keys, shape.valueDimension]),
    ]
    for (name, _, sizes) in tensors { _ = try product(sizes, of: name) }
    _ = try product([shape.batches, shape.heads, shape.queries, shape.valueDimension], of: "output")
    _ = try product([shape.batches, shape.heads, shape.queries, shape.keys], of: "weights")
    for (name, count, sizes) in tensors { try expect(count, of: name, sizes) }
  }

  /// Refuses a tensor of any other number of entries than these sizes need.
  func expect(_ count: Int, of tensor: String, _ sizes: [Int]) throws(KernelError) {
    let expected = try product(sizes, of: tensor)
    guard count == expected else {
      throw .wrongCount(tensor: tensor, layout: "\(sizes)", expected: expected, found: count)
    }
  }

  /// The number of entries, which must leave room for sixteen bytes each and a vector of padding.
  private func product(_ sizes: [Int], of tensor: String) throws(KernelError) -> Int {
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .sizeOverflow(tensor: tensor) }
      product = next
    }
    guard product < Int.max >> 8 else { throw .sizeOverflow(tensor: tensor) }
    return product
  }
}
