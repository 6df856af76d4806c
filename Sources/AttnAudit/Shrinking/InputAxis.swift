internal import AttnSpec

/// A direction in which an input can lose parts.
enum InputAxis: CaseIterable {
  case batches, heads, keys, queries, dimension, valueDimension

  /// How many parts an input has in this direction. Heads go with the key heads that they share.
  func count(_ shape: AttentionShape) -> Int {
    switch self {
    case .batches: shape.batches
    case .heads: shape.keyHeads
    case .keys: shape.keys
    case .queries: shape.queries
    case .dimension: shape.dimension
    case .valueDimension: shape.valueDimension
    }
  }
}

extension AuditInput {
  /// This input without some of its parts. Everything else stays as it is, the mask and the text of the scale too; so
  /// an entry that remains may have another exact value.
  func removing(_ range: Range<Int>, along axis: InputAxis) -> AuditInput {
    let shape = specification.shape
    var smaller = self
    let group = shape.heads / max(1, shape.keyHeads)
    func cut(_ values: [Double], _ sizes: [Int], at place: Int, _ removed: Range<Int>) -> [Double] {
      Self.removing(removed, at: place, from: values, sizes: sizes)
    }
    let q = [shape.batches, shape.heads, shape.queries, shape.dimension]
    let k = [shape.batches, shape.keyHeads, shape.keys, shape.dimension]
    let v = [shape.batches, shape.keyHeads, shape.keys, shape.valueDimension]
    let grouped = range.lowerBound * group..<range.upperBound * group
    switch axis {
    case .batches:
      smaller.queries = cut(queries, q, at: 0, range)
      smaller.keys = cut(keys, k, at: 0, range)
      smaller.values = cut(values, v, at: 0, range)
      smaller.specification.shape.batches -= range.count
    case .heads:
      smaller.queries = cut(queries, q, at: 1, grouped)
      smaller.keys = cut(keys, k, at: 1, range)
      smaller.values = cut(values, v, at: 1, range)
      smaller.specification.shape.heads -= grouped.count
      smaller.specification.shape.keyHeads -= range.count
    case .keys:
      smaller.keys = cut(keys, k, at: 2, range)
      smaller.values = cut(values, v, at: 2, range)
      smaller.specification.shape.keys -= range.count
    case .queries:
      smaller.queries = cut(queries, q, at: 2, range)
      smaller.specification.shape.queries -= range.count
    case .dimension:
      smaller.queries = cut(queries, q, at: 3, range)
      smaller.keys = cut(keys, k, at: 3, range)
      smaller.specification.shape.dimension -= range.count
    case .valueDimension:
      smaller.values = cut(values, v, at: 3, range)
      smaller.specification.shape.valueDimension -= range.count
    }
    return smaller
  }

  private static func removing(
    _ removed: Range<Int>, at place: Int, from values: [Double], sizes: [Int]
  ) -> [Double] {
    let inner = sizes[(place + 1)...].reduce(1, *)
    let outer = sizes[..<place].reduce(1, *)
    var kept: [Double] = []
    kept.reserveCapacity(values.count)
    for block in 0..<outer {
      let start = block * sizes[place] * inner
      kept += values[start..<start + removed.lowerBound * inner]
      kept += values[start + removed.upperBound * inner..<start + sizes[place] * inner]
    }
    return kept
  }
}
