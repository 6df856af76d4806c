internal import AttnSpec

/// The keys that a chunk's state does not hold: each weight p(⟨q, k - z⟩) by Horner's rule, masked exactly. A thread's
/// scratch memory for it.
struct RemainingKeys<Scalar: KernelScalar>: ~Copyable {
  typealias Lanes = Scalar.Lanes

  private let head: PolynomialHead<Scalar>
  private let plan: FeaturePlan<Scalar>
  /// k - z, and v with a one behind it.
  private let keys: ScalarBuffer<Scalar>
  private let values: ScalarBuffer<Scalar>
  /// A tile's.
  private let weights: LaneBuffer<Lanes>
  /// Over all tiles, for each column.
  private let total: LaneBuffer<Lanes>

  init(_ head: PolynomialHead<Scalar>) {
    self.head = head
    plan = head.plan
    let mostKeys = head.mask.right == nil ? 0 : min(2 * plan.block, head.shape.keys)
    keys = ScalarBuffer(count: mostKeys * plan.order.dimension)
    values = ScalarBuffer(count: mostKeys * plan.columns)
    weights = LaneBuffer(count: min(plan.tile, mostKeys))
    total = LaneBuffer(count: plan.columns)
  }

  /// Takes the keys, fewer than two blocks.
  func load(_ range: Range<Int>) {
    let dimension = plan.order.dimension
    var key = head.keys + range.lowerBound * dimension
    var target = keys.base
    for _ in 0..<range.count {
      for entry in 0..<dimension { target[entry] = key[entry] - head.keyShift[entry] }
      key += dimension
      target += dimension
    }
    head.copyValues(range, to: values.base)
  }

  /// Adds to sums[column·stride] what the first of the keys taken contribute, for one vector of queries: tiles are
  /// summed by themselves, their sums then one after the other, and that sum is added.
  ///
  /// - Parameter ends: how many, for each lane; in ascending order.
  func add(
    ends: UnsafePointer<Int>, queries: UnsafePointer<Lanes>, to sums: UnsafeMutablePointer<Lanes>, stride: Int
  ) {
    let lastEnd = ends[Lanes.scalarCount - 1]
    guard lastEnd > 0 else { return }
    for column in 0..<plan.columns { total.base[column] = .zero }
    var start = 0
    while start < lastEnd {
      let count = min(plan.tile, lastEnd - start)
      weigh(keys.base + start * plan.order.dimension, count: count, queries)
      // Positions count from the tile's start, so that every format holds them.
      var end = Lanes(repeating: Scalar(count))
      if ends[0] < start + count {
        for lane in 0..<Lanes.scalarCount { end[lane] = Scalar(max(0, min(count, ends[lane] - start))) }
      }
      addMaskedProducts(
        weights.base, count: count, end: end, values.base + start * plan.columns, columns: plan.columns,
        to: total.base)
      start += count
    }
    for column in 0..<plan.columns { sums[column * stride] += total.base[column] }
  }

  /// p(⟨q, k - z⟩) of each key.
  @inline(__always)
  private func weigh(_ keys: UnsafePointer<Scalar>, count: Int, _ queries: UnsafePointer<Lanes>) {
    let degree = plan.coefficients.count - 1
    forEachLaneProduct(
      keys, rows: count, rowStride: plan.order.dimension, step: 1, lanes: queries,
      count: plan.order.dimension
    ) { key, product in
      var weight = Lanes(repeating: plan.coefficients[degree])
      var power = degree
      while power > 0 {
        power &-= 1
        weight = multiplyAdd(weight, product, Lanes(repeating: plan.coefficients[power]))
      }
      weights.base[key] = weight
    }
  }
}
