internal import AttnSpec

/// Sums Σ_j f_α(k_j)·[v_j, 1] over blocks of one head's keys: a thread's scratch memory for it.
struct KeySummation<Scalar: KernelScalar>: ~Copyable {
  private let plan: FeaturePlan<Scalar>
  private let head: PolynomialHead<Scalar>
  private let features: TokenFeatures<Scalar>
  /// A tile's values, and a one behind each.
  private let values: ScalarBuffer<Scalar>
  /// A block's sum.
  private let sums: ScalarBuffer<Scalar>

  init(_ head: PolynomialHead<Scalar>) {
    self.head = head
    plan = head.plan
    let tile = min(plan.tile, head.shape.keys)
    features = TokenFeatures(plan.order, tokens: tile)
    values = ScalarBuffer(count: tile * plan.columns)
    sums = ScalarBuffer(count: plan.stateCount)
  }

  /// Adds these keys, from the first of a block on, to a state in binary64.
  func add(_ keys: Range<Int>, to state: UnsafeMutablePointer<Double>) {
    for block in stride(from: keys.lowerBound, to: keys.upperBound, by: plan.block) {
      let blockEnd = min(keys.upperBound, block + plan.block)
      sums.clear()
      for tile in stride(from: block, to: blockEnd, by: plan.tile) {
        addTile(tile..<min(blockEnd, tile + plan.tile))
      }
      for index in 0..<sums.count { state[index] += Double(sums.base[index]) }
    }
  }

  private func addTile(_ keys: Range<Int>) {
    let dimension = plan.order.dimension
    features.fill(head.keys + keys.lowerBound * dimension, count: keys.count, shift: head.keyShift)
    head.copyValues(keys, to: values.base)
    addStateProducts(
      features, values.base, columns: plan.columns, tokens: keys.count, to: sums.base)
  }
}
