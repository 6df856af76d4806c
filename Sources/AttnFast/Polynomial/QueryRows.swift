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
  /// How many of the remaining keys each lane may attend to.
  private let ends: UnsafeMutablePointer<Int>

  init(_ head: PolynomialHead<Scalar>) {
    self.head = head
    features = LaneFeatures(head.plan)
    remaining = RemainingKeys(head)
    sums = LaneBuffer(count: head.plan.columns * Features.groups)
    ends = .allocate(capacity: Features.tokens)
  }

  deinit { ends.deallocate() }

  /// Takes the keys from the end of a state on that some of these queries may attend to.
  func loadRemainingKeys(from stateEnd: Int, for queries: Range<Int>) {
    remaining.load(stateEnd..<max(stateEnd, head.keyEnd(queries.upperBound - 1)))
  }

  /// Writes rows of one query head. The state holds the first `stateEnd` keys, and the others are loaded.
  func write(_ queries: Range<Int>, head headInGroup: Int, state: UnsafePointer<Scalar>, stateEnd: Int) {
    let columns = head.plan.columns
    for start in stride(from: queries.lowerBound, to: queries.upperBound, by: Features.tokens) {
      let count = min(Features.tokens, queries.upperBound - start)
      let row = headInGroup * head.shape.queries + start
      for lane in 0..<Features.tokens {
        ends[lane] = head.keyEnd(start + min(lane, count - 1)) - stateEnd
      }
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
          ends: ends + group * Lanes.scalarCount, queries: features.entries(group: group),
          to: sums.base + group, stride: Features.groups)
        write(group: group, row: row, count: count, stateEnd: stateEnd)
      }
    }
  }

  private func write(group: Int, row: Int, count: Int, stateEnd: Int) {
    let valueDimension = head.plan.columns - 1
    let sums = sums.base + group
    let divisor = sums[valueDimension * Features.groups]
    for column in 0..<valueDimension { sums[column * Features.groups] /= divisor }
    let numbers = UnsafeRawPointer(sums)
    let first = group * Lanes.scalarCount
    let target = head.output + (row + first) * valueDimension
    for lane in 0..<max(0, min(Lanes.scalarCount, count - first)) {
      let isMasked = stateEnd + ends[first + lane] == 0
      for column in 0..<valueDimension {
        let index = column &* Features.groups &* Lanes.scalarCount &+ lane
        let quotient = numbers.load(
          fromByteOffset: index &* MemoryLayout<Scalar>.stride, as: Scalar.self)
        target[lane &* valueDimension &+ column] = isMasked ? head.fill : quotient
      }
      head.rowSums?[row + first + lane] = isMasked ? 0 : divisor[lane]
    }
  }
}
