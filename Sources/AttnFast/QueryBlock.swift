internal import AttnSpec

/// As many queries of one head as a vector has lanes, and what of their head they need: the steps that every
/// kernel is made of. Lanes past the last query repeat it, so they need no care, and are never written out.
struct QueryBlock<Scalar: KernelScalar>: ~Copyable {
  typealias Lanes = Scalar.Lanes

  /// The number of the first query's row among the rows of all heads.
  let firstRow: Int
  /// The queries in this block, at most as many as lanes.
  let count: Int
  let dimension: Int
  let valueDimension: Int
  let scale: Scalar
  /// The first key of the head that these queries read, and its first value.
  let keys: UnsafePointer<Scalar>
  let values: UnsafePointer<Scalar>
  /// Entry l of every query in vector l.
  private let queries: LaneBuffer<Lanes>
  /// The keys that each lane may attend to.
  let keyRanges: [Range<Int>]
  /// From the first to the last key that any lane may attend to, and the keys that all of them may.
  let anyKeys: Range<Int>
  let commonKeys: Range<Int>

  init(
    problem: AttentionProblem<Scalar>, head: Int, keyHead: Int, firstQuery: Int
  ) {
    let shape = problem.shape
    firstRow = head * shape.queries + firstQuery
    count = min(Lanes.scalarCount, shape.queries - firstQuery)
    dimension = shape.dimension
    valueDimension = shape.valueDimension
    scale = problem.scale
    keys = problem.keys + keyHead * shape.keys * shape.dimension
    values = problem.values + keyHead * shape.keys * shape.valueDimension

    queries = LaneBuffer(count: shape.dimension)
    var ranges: [Range<Int>] = []
    for lane in 0..<Lanes.scalarCount {
      let query = min(lane, count - 1)
      let source = problem.queries + (firstRow + query) * shape.dimension
      for entry in 0..<shape.dimension { queries.base[entry][lane] = source[entry] }
      ranges.append(
        problem.mask.keyRange(query: firstQuery + query, queries: shape.queries, keys: shape.keys))
    }
    keyRanges = ranges

    let occupied = ranges.filter { !$0.isEmpty }
    if let first = occupied.map(\.lowerBound).min(), let end = occupied.map(\.upperBound).max() {
      anyKeys = first..<end
    } else {
      anyKeys = 0..<0
    }
    let lastFirst = ranges.map(\.lowerBound).max() ?? 0
    let firstEnd = ranges.map(\.upperBound).min() ?? 0
    commonKeys = lastFirst..<max(lastFirst, firstEnd)
  }

  /// Whether some lane may not attend to some key of the tile.
  @inline(__always)
  private func isMasked(_ tile: Range<Int>) -> Bool {
    tile.lowerBound < commonKeys.lowerBound || commonKeys.upperBound < tile.upperBound
  }

  /// Calls `body` with every tile that holds a key for some lane, cut to those keys. Tiles begin at multiples
  /// of `size`, whatever the mask.
  @inline(__always)
  func forEachTile(of size: Int, _ body: (Range<Int>) -> Void) {
    var start = anyKeys.lowerBound
    while start < anyKeys.upperBound {
      let end = min((start / size + 1) * size, anyKeys.upperBound)
      body(start..<end)
      start = end
    }
  }

  /// Writes σ·⟨q, k⟩ for each key of the tile, -∞ where masked, and returns each lane's maximum.
  ///
  /// The inner product passes at most `dimension` roundings, its product with σ one more.
  @inline(__always)
  func score(_ tile: Range<Int>, into scores: UnsafeMutablePointer<Lanes>) -> Lanes {
    let scale = Lanes(repeating: scale)
    forEachLaneProduct(
      keys + tile.lowerBound * dimension, rows: tile.count, rowStride: dimension, step: 1,
      lanes: queries.base, count: dimension
    ) { key, product in scores[key] = product * scale }
    if isMasked(tile) { mask(tile, scores) }
    var maximum = Lanes(repeating: -.infinity)
    for key in 0..<tile.count { maximum = Scalar.maximum(maximum, scores[key]) }
    return maximum
  }

  /// Positions count from the start of the tile, so that every format holds them exactly.
  @inline(__always)
  private func mask(_ tile: Range<Int>, _ scores: UnsafeMutablePointer<Lanes>) {
    let masked = Lanes(repeating: -.infinity)
    var first = Lanes.zero
    var end = Lanes.zero
    for lane in 0..<Lanes.scalarCount {
      let visible = keyRanges[lane].clamped(to: tile)
      first[lane] = Scalar(visible.lowerBound - tile.lowerBound)
      end[lane] = Scalar(visible.upperBound - tile.lowerBound)
    }
    for key in 0..<tile.count {
      let position = Lanes(repeating: Scalar(key))
      let beforeEnd = Scalar.select(scores[key], where: position, isBelow: end, else: masked)
      scores[key] = Scalar.select(masked, where: position, isBelow: first, else: beforeEnd)
    }
  }

  /// Turns scores into weights exp(s - shift), and returns each lane's sum of them.
  @inline(__always)
  func exponentiate(_ scores: UnsafeMutablePointer<Lanes>, count: Int, shift: Lanes) -> Lanes {
    var sum = Lanes.zero
    for key in 0..<count {
      let weight = Scalar.exponential(scores[key] - shift)
      scores[key] = weight
      sum += weight
    }
    return sum
  }

  /// output ← output·factor + Σ_key weight·value over the keys of the tile, the tile's own sum first.
  @inline(__always)
  func addValues(
    of tile: Range<Int>, weights: UnsafePointer<Lanes>, to output: UnsafeMutablePointer<Lanes>,
    rescaledBy factor: Lanes
  ) {
    forEachLaneProduct(
      values + tile.lowerBound * valueDimension, rows: valueDimension, rowStride: 1, step: valueDimension,
      lanes: weights, count: tile.count, skippingZeros: isMasked(tile)
    ) { column, sum in output[column] = output[column] * factor + sum }
  }

  /// output ← output·factor + weight·value for one key.
  @inline(__always)
  func addValue(
    of key: Int, weight: Lanes, to output: UnsafeMutablePointer<Lanes>, rescaledBy factor: Lanes
  ) {
    let value = values + key * valueDimension
    if isMasked(key..<(key + 1)) {
      let leastWeight = Lanes(repeating: .leastNonzeroMagnitude)
      for column in 0..<valueDimension {
        let rescaled = output[column] * factor
        output[column] = Scalar.select(
          rescaled, where: weight, isBelow: leastWeight,
          else: multiplyAdd(weight, Lanes(repeating: value[column]), rescaled))
      }
    } else {
      for column in 0..<valueDimension {
        output[column] = multiplyAdd(weight, Lanes(repeating: value[column]), output[column] * factor)
      }
    }
  }
}
