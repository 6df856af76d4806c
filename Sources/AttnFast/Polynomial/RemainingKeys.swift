internal import AttnSpec

/// The keys that a chunk's state does not hold: each weight p(⟨q, k - z⟩) by Horner's rule, masked exactly. A thread's
/// scratch memory for it.
struct RemainingKeys<Scalar: KernelScalar>: ~Copyable {
  typealias Lanes = Scalar.Lanes

  private let head: PolynomialHead<Scalar>
  private let plan: PolynomialPlan<Scalar>
  /// k - z of one tile.
  private let keys: ScalarBuffer<Scalar>
  private let weights: LaneBuffer<Lanes>

  init(_ head: PolynomialHead<Scalar>) {
    self.head = head
    plan = head.plan
    let tile = min(plan.tile, head.shape.keys)
    keys = ScalarBuffer(count: tile * plan.order.dimension)
    weights = LaneBuffer(count: tile)
  }

  /// Adds to sums[column·stride] what the keys from `first` on contribute, for one vector of queries: those before
  /// a lane's own end.
  ///
  /// - Parameter ends: for each lane, in ascending order.
  func add(
    from first: Int, ends: UnsafePointer<Int>, queries: UnsafePointer<Lanes>,
    to sums: UnsafeMutablePointer<Lanes>, stride: Int
  ) {
    let valueDimension = plan.columns - 1
    let commonEnd = ends[0]
    let lastEnd = ends[Lanes.scalarCount - 1]
    var start = first
    while start < lastEnd {
      let end = min(start + plan.tile, lastEnd)
      weigh(start..<end, queries)
      let values = head.values + start * valueDimension
      if end <= commonEnd {
        forEachLaneProduct(
          values, rows: valueDimension, rowStride: 1, step: valueDimension, lanes: weights.base,
          count: end - start
        ) { column, sum in sums[column * stride] += sum }
        var sum = Lanes.zero
        for key in 0..<(end - start) { sum += weights.base[key] }
        sums[valueDimension * stride] += sum
      } else {
        addMasked(start..<end, ends, values, sums, stride)
      }
      start = end
    }
  }

  /// p(⟨q, k - z⟩) of each key.
  @inline(__always)
  private func weigh(_ tile: Range<Int>, _ queries: UnsafePointer<Lanes>) {
    let dimension = plan.order.dimension
    let source = head.keys + tile.lowerBound * dimension
    for key in 0..<tile.count {
      for entry in 0..<dimension {
        keys.base[key * dimension + entry] = source[key * dimension + entry] - head.keyShift[entry]
      }
    }
    let degree = plan.coefficients.count - 1
    forEachLaneProduct(
      keys.base, rows: tile.count, rowStride: dimension, step: 1, lanes: queries, count: dimension
    ) { key, product in
      var weight = Lanes(repeating: plan.coefficients[degree])
      for power in stride(from: degree - 1, through: 0, by: -1) {
        weight = multiplyAdd(weight, product, Lanes(repeating: plan.coefficients[power]))
      }
      weights.base[key] = weight
    }
  }

  /// A tile that some lane may not attend to as a whole. A masked weight takes no part: whatever the key and the
  /// value hold, 0·∞ and 0·NaN do not arise. Positions count from the tile's start, so that every format holds them.
  @inline(__always)
  private func addMasked(
    _ tile: Range<Int>, _ ends: UnsafePointer<Int>, _ values: UnsafePointer<Scalar>,
    _ sums: UnsafeMutablePointer<Lanes>, _ stride: Int
  ) {
    let valueDimension = plan.columns - 1
    var end = Lanes.zero
    for lane in 0..<Lanes.scalarCount {
      end[lane] = Scalar(max(0, min(tile.count, ends[lane] - tile.lowerBound)))
    }
    for column in 0...valueDimension {
      var sum = Lanes.zero
      for key in 0..<tile.count {
        let value = column < valueDimension ? values[key * valueDimension + column] : 1
        sum = Scalar.select(
          multiplyAdd(weights.base[key], Lanes(repeating: value), sum),
          where: Lanes(repeating: Scalar(key)), isBelow: end, else: sum)
      }
      sums[column * stride] += sum
    }
  }
}
