internal import AttnFast
internal import AttnReference
internal import AttnSpec

/// Vectors to subtract from the keys of a key head: the output stays what it is, and the scores may become smaller.
struct KeyShift<Scalar: KernelScalar> {
  private let shape: AttentionShape
  private let keys: [Scalar]
  /// The keys that some row may attend to come first; what stands behind them may be anything.
  private let used: Int

  init(_ input: AttentionInput<Scalar>) {
    let specification = input.specification
    shape = specification.shape
    keys = input.keys
    used =
      shape.queries == 0
      ? 0
      : KeyRange.allowed(
        row: shape.queries - 1, queries: shape.queries, keys: shape.keys, mask: specification.mask
      ).upperBound
  }

  /// The keys of a head that are looked at before all of them are.
  private static var sampleSize: Int { 256 }

  /// Whether keys lie so far from 0, beside their range, that a shift promises scores smaller by a tenth, in some key
  /// head: judged by keys taken at equal distances, so that it costs next to nothing.
  ///
  /// A wrong guess costs time, or a chance; no bound rests on it.
  var isPromising: Bool {
    let step = max(1, used / Self.sampleSize)
    return (0..<shape.batches * shape.keyHeads).contains { head in
      let columns = columns(head: head, step: step)
      let sizes = columns.reduce(0) { $0 + Double(max(abs($1.least), abs($1.greatest))) }
      let reaches = columns.reduce(0) { $0 + Double($1.greatest / 2 - $1.least / 2) }
      return reaches < 0.9 * sizes
    }
  }

  /// The middle of each coordinate's range, and the mean of the keys: `[batches, keyHeads, dimension]` each.
  ///
  /// The first makes each coordinate as small as a shift can; the second may make the keys' lengths smaller still, and
  /// their mean product with every query nearly 0.
  /// Complexity: one pass over the keys.
  func candidates() -> [[Scalar]] {
    let heads = (0..<shape.batches * shape.keyHeads).map { columns(head: $0, step: 1) }
    return [
      heads.flatMap { $0.map { $0.least / 2 + $0.greatest / 2 } },
      heads.flatMap { $0.map { Scalar($0.sum / Double(max(used, 1))) } },
    ]
  }

  private struct Column {
    var least = Scalar.infinity
    var greatest = -Scalar.infinity
    var sum = 0.0
  }

  /// What every `step`-th used key of a head has in each coordinate; zeros without a key.
  private func columns(head: Int, step: Int) -> [Column] {
    let dimension = shape.dimension
    guard used > 0 else {
      return Array(repeating: Column(least: 0, greatest: 0), count: dimension)
    }
    var columns = Array(repeating: Column(), count: dimension)
    keys.withUnsafeBufferPointer { keys in
      columns.withUnsafeMutableBufferPointer { columns in
        for row in stride(from: head * shape.keys, to: head * shape.keys + used, by: step) {
          for entry in 0..<dimension {
            let value = keys[row * dimension + entry]
            columns[entry].least = min(columns[entry].least, value)
            columns[entry].greatest = max(columns[entry].greatest, value)
            columns[entry].sum += Double(value)
          }
        }
      }
    }
    return columns
  }
}
