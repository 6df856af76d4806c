internal import AttnSpec

/// Computes rows of the output from a weighted state and the keys that it does not hold: a thread's scratch memory
/// for it.
struct QueryRows<Scalar: KernelScalar>: ~Copyable {
  typealias Lanes = Scalar.Lanes
  private typealias Features = LaneFeatures<Scalar>

  private let head: PolynomialHead<Scalar>
  private let features: LaneFeatures<Scalar>
  private let remaining: RemainingKeys<Scalar>
  /// [column][group].
  private let sums: LaneBuffer<Lanes>
  /// The key end of each lane.
  private let ends: UnsafeMutablePointer<Int>

  init(_ head: PolynomialHead<Scalar>) {
    self.head = head
    features = LaneFeatures(head.plan)
    remaining = RemainingKeys(head)
    sums = LaneBuffer(count: head.plan.columns * Features.groups)
    ends = .allocate(capacity: Features.tokens)
  }

  deinit { ends.deallocate() }

  /// Writes rows of one query head. The state holds the first `stateEnd` keys.
  func write(_ queries: Range<Int>, head headInGroup: Int, state: UnsafePointer<Scalar>, stateEnd: Int) {
    let columns = head.plan.columns
    for start in stride(from: queries.lowerBound, to: queries.upperBound, by: Features.tokens) {
      let count = min(Features.tokens, queries.upperBound - start)
      let row = headInGroup * head.shape.queries + start
      for lane in 0..<Features.tokens { ends[lane] = head.keyEnd(start + min(lane, count - 1)) }
      features.load(
        head.queries + row * head.plan.order.dimension, count: count, shift: head.zeros)
      if stateEnd > 0 {
        features.computeFeatures()
        features.sum(over: state, columns: columns, into: sums.base)
      } else {
        for index in 0..<(columns * Features.groups) { sums.base[index] = .zero }
      }
      for group in 0..<Features.groups {
        remaining.add(
          from: stateEnd, ends: ends + group * Lanes.scalarCount, queries: features.entries(group: group),
          to: sums.base + group, stride: Features.groups)
        write(group: group, row: row, count: count)
      }
    }
  }

  private func write(group: Int, row: Int, count: Int) {
    let valueDimension = head.plan.columns - 1
    let sums = sums.base + group
    let divisor = sums[valueDimension * Features.groups]
    for column in 0..<valueDimension { sums[column * Features.groups] /= divisor }
    let first = group * Lanes.scalarCount
    for lane in 0..<max(0, min(Lanes.scalarCount, count - first)) {
      let target = head.output + (row + first + lane) * valueDimension
      let isMasked = ends[first + lane] == 0
      for column in 0..<valueDimension {
        target[column] = isMasked ? head.fill : sums[column * Features.groups][lane]
      }
      head.rowSums?[row + first + lane] = isMasked ? 0 : divisor[lane]
    }
  }
}
