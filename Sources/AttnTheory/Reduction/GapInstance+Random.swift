public import ExactArith
internal import PropertyTesting

extension GapInstance {
  /// Random points on both sides. Preconditions: n ≥ 2, d ≥ 1, 0 < t ≤ d, ε > 0.
  public static func random(
    points n: Int, dimension d: Int, distance: Rational, gap: Rational, seed: UInt64
  ) -> GapInstance {
    var source = DeterministicGenerator(seed: seed)
    let b = (0..<n).map { _ in BitVector.random(d, &source) }
    let a = (0..<n).map { _ in BitVector.random(d, &source) }
    return try! GapInstance(a: a, b: b, distance: distance, gap: gap)
  }

  /// Random points b, and points a of which `planted` are near: the first of them at exactly ⌊t⌋ from some b_j, the
  /// others at any distance up to it. Of the rest the first is at exactly ⌈(1+ε)t⌉ from its nearest b_j, if such a point
  /// is found, and the others are at least so far from all. The rows are in random order.
  ///
  /// nil where no far point is found in `attempts` tries: so many random points b leave no room that far from all.
  /// Preconditions: n ≥ 2, d ≥ 1, 0 < t ≤ d, ε > 0, 0 ≤ planted ≤ n.
  public static func planted(
    points n: Int, dimension d: Int, distance: Rational, gap: Rational, near planted: Int, seed: UInt64,
    attempts: Int = 100_000
  ) -> GapInstance? {
    precondition((0...n).contains(planted), "\(planted) of \(n) points are near")
    var source = DeterministicGenerator(seed: seed)
    let b = (0..<n).map { _ in BitVector.random(d, &source) }
    let radius = LookUp.radius(distance)
    let far = ((1 + gap) * distance).ceiling()
    guard planted == n || far <= Integer(d) else { return nil }
    var a = (0..<planted).map { row in
      b[source.below(n)].flipped(row == 0 ? radius : source.below(radius + 1), &source)
    }
    var budget = attempts
    while a.count < n {
      let isAtEdge = a.count == planted
      guard let point = farPoint(from: b, far.asInt!, isAtEdge: isAtEdge, &budget, &source) else {
        return nil
      }
      a.append(point)
    }
    let order = source.permutation(n)
    return try! GapInstance(a: order.map { a[$0] }, b: b, distance: distance, gap: gap)
  }

  /// A point at least `far` from all b. At the edge: a tenth of the tries look for one at exactly `far` from a b_j first.
  private static func farPoint(
    from b: [BitVector], _ far: Int, isAtEdge: Bool, _ budget: inout Int,
    _ source: inout DeterministicGenerator
  ) -> BitVector? {
    let edge = isAtEdge ? budget / 10 : 0
    for attempt in 0..<budget {
      budget -= 1
      let point =
        attempt < edge
        ? b[source.below(b.count)].flipped(far, &source) : BitVector.random(b[0].count, &source)
      if b.allSatisfy({ point.distance(to: $0) >= far }) { return point }
    }
    return nil
  }
}

extension BitVector {
  fileprivate static func random(_ count: Int, _ source: inout DeterministicGenerator) -> BitVector {
    BitVector((0..<count).map { _ in source.next() & 1 == 1 })
  }

  /// Another vector, at exactly this distance.
  fileprivate func flipped(_ distance: Int, _ source: inout DeterministicGenerator) -> BitVector {
    var result = self
    for index in source.permutation(count).prefix(distance) { result[index].toggle() }
    return result
  }
}

extension DeterministicGenerator {
  /// The numbers 0..<count in random order (Fisher and Yates).
  fileprivate mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, below(last + 1)) }
    return order
  }
}
