public import ExactArith

/// Gap-ANN (D4.5): two lists of n points in {0,1}^d, a threshold t and a gap ε. For each a_i: is there a b_j at distance
/// at most t, or are they all at distance (1+ε)t at least?
public struct GapInstance: Sendable, Equatable {
  public let a: [BitVector]
  public let b: [BitVector]
  /// t.
  public let distance: Rational
  /// ε.
  public let gap: Rational

  public var points: Int { a.count }
  public var dimension: Int { a[0].count }
  /// (1+ε)t.
  public var farDistance: Rational { (1 + gap) * distance }

  /// Errors: `GapInstanceError` where this is no instance.
  public init(a: [BitVector], b: [BitVector], distance: Rational, gap: Rational) throws(GapInstanceError) {
    guard a.count >= 2, b.count >= 2 else { throw .tooFewPoints(a: a.count, b: b.count) }
    guard a.count == b.count else { throw .unequalSides(a: a.count, b: b.count) }
    let d = a[0].count
    guard d > 0 else { throw .noBits }
    if let index = a.firstIndex(where: { $0.count != d }) {
      throw .unequalLengths("a", index + 1, a[index].count, expected: d)
    }
    if let index = b.firstIndex(where: { $0.count != d }) {
      throw .unequalLengths("b", index + 1, b[index].count, expected: d)
    }
    guard distance > 0, distance <= Rational(d) else { throw .distanceOutOfRange(d) }
    guard gap > 0 else { throw .gapOutOfRange }
    self.init(unchecked: a, b, distance, gap)
  }

  private init(unchecked a: [BitVector], _ b: [BitVector], _ distance: Rational, _ gap: Rational) {
    self.a = a
    self.b = b
    self.distance = distance
    self.gap = gap
  }

  /// R4.4: dimension and threshold doubled, half of all bits 1, the same answers.
  public var balanced: GapInstance {
    GapInstance(unchecked: a.map(\.balanced), b.map(\.balanced), 2 * distance, gap)
  }
}

/// What is true of a row.
public enum Proximity: String, Sendable, Codable {
  /// Some b_j is at distance t at most.
  case near
  /// Every b_j is at distance (1+ε)t at least.
  case far
  /// Neither: every answer is right.
  case between
}

extension GapInstance {
  /// How many of the b_j lie at each distance from a_i. Complexity: O(nd/64).
  public func counts(row: Int) -> [Int: Int] {
    b.reduce(into: [:]) { $0[a[row].distance(to: $1), default: 0] += 1 }
  }

  /// By comparing a_i with every b_j.
  public func truth(row: Int) -> Proximity {
    let least = Rational(b.lazy.map { a[row].distance(to: $0) }.min()!)
    return least <= distance ? .near : least >= farDistance ? .far : .between
  }
}

/// Why something is no instance of Gap-ANN, and what to do about it.
public enum GapInstanceError: Error, Equatable, Sendable, CustomStringConvertible {
  case tooFewPoints(a: Int, b: Int)
  case unequalSides(a: Int, b: Int)
  case noBits
  case unequalLengths(String, Int, Int, expected: Int)
  case distanceOutOfRange(Int)
  case gapOutOfRange

  public var description: String {
    switch self {
    case .tooFewPoints(let a, let b):
      "there are \(a) points a and \(b) points b; give at least two of each"
    case .unequalSides(let a, let b): "there are \(a) points a and \(b) points b; give as many of both"
    case .noBits: "the points have no bits; give at least one"
    case .unequalLengths(let side, let index, let count, let expected):
      "point \(index) of \(side) has \(count) bits and the first of a \(expected); give all as many"
    case .distanceOutOfRange(let d): "the distance t must be above 0 and at most the dimension \(d)"
    case .gapOutOfRange: "the gap ε must be above 0"
    }
  }
}
