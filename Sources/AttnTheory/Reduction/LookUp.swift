public import ExactArith

/// Case 1 of L4.7: for small t, all vectors within distance t of a_i are looked up among the b_j.
public struct LookUp: Sendable {
  public let instance: GapInstance

  public init(_ instance: GapInstance) { self.instance = instance }

  /// The vectors of {0,1}^d within distance t of one: Σ_{k≤t} C(d, k).
  public static func count(dimension d: Int, distance t: Int) -> Integer {
    (0...min(d, max(0, t))).reduce(Integer(0)) { $0 + Integer.binomial(d, $1) }
  }

  /// ⌊t⌋: distances are whole.
  public static func radius(_ distance: Rational) -> Int { distance.floor().asInt! }

  /// Whether fewer vectors of d bits are looked up for each a_i than keys of 4d+1 numbers attended to, 2n of them by 2
  /// queries for each i.
  public static func isCheaper(points: Int, dimension d: Int, distance: Rational) -> Bool {
    count(dimension: d, distance: radius(distance)) * Integer(d)
      <= Integer(4 * points) * Integer(4 * d + 1)
  }

  public var isCheaper: Bool {
    Self.isCheaper(points: instance.points, dimension: instance.dimension, distance: instance.distance)
  }

  /// near or far for every i. Complexity: O(n·Σ_{k≤t} C(d, k)) look-ups.
  public func answers() -> [Proximity] {
    let table = Set(instance.b)
    let radius = Self.radius(instance.distance)
    return instance.a.map { Self.contains(table, $0, from: 0, flips: radius) ? .near : .far }
  }

  /// Whether the table holds a vector that differs in at most so many places, all from `start` on.
  private static func contains(_ table: Set<BitVector>, _ vector: BitVector, from start: Int, flips: Int)
    -> Bool
  {
    if table.contains(vector) { return true }
    guard flips > 0 else { return false }
    return (start..<vector.count).contains { index in
      var flipped = vector
      flipped[index].toggle()
      return contains(table, flipped, from: index + 1, flips: flips - 1)
    }
  }
}
