public import AttnSpec
public import ExactArith

/// How many operations attention takes on one problem, by a polynomial kernel and by a quadratic one: what
/// `OperationCount` counts for one unmasked head, for any shape and any mask that is open on the left.
///
/// A multiply-add is one operation, and so is a product, a division and an exponential.
public struct AttentionWork: Hashable, Sendable {
  public let shape: AttentionShape
  public let mask: BandMask

  public init(_ specification: AttentionSpecification) {
    shape = specification.shape
    mask = specification.mask
  }

  /// The (query, key) pairs of all heads that the mask allows.
  public var pairs: Integer { heads * pairs(queries: Integer(shape.queries), keys: Integer(shape.keys)) }

  /// A pair costs d multiply-adds for the score, an exponential, d_v multiply-adds with a row of V and one addition to
  /// the row sum; a query costs d_v divisions.
  public var quadratic: Integer {
    quadratic(queries: Integer(shape.queries), keys: Integer(shape.keys))
  }

  /// With features of degree g and masked chunks of `block` queries, rounded up.
  ///
  /// Of r = C(g+d, d) features each costs a key, and each costs a query, one product and d_v + 1 multiply-adds; the
  /// weights enter the state by r(d_v + 1) products, with a mask once a chunk and head; a query costs d_v divisions.
  /// With a mask, d multiply-adds, g steps of Horner's rule and d_v + 1 multiply-adds for each pair that is left to
  /// the chunk's own work.
  /// Preconditions: degree ≥ 0, dimension ≥ 1, block ≥ 1.
  public func polynomial(degree: Int, block: Int) -> Integer {
    polynomial(degree: degree, block: block, queries: Integer(shape.queries), keys: Integer(shape.keys))
      .ceiling()
  }

  /// The least n ≥ 1 for which the polynomial kernel takes fewer operations on n queries and n keys; it takes fewer
  /// for every larger n as well. `nil` where there is none: no head, or a mask that leaves no pair.
  ///
  /// Proof. For n past the point where whole blocks are left, quadratic − polynomial is a convex function of n less a
  /// linear one, and before it, where every pair is left to the chunks, it is negative for g ≥ 1 and convex for g = 0.
  /// It is not positive at n = 0, so the numbers where it is positive have no gap.
  public func crossover(degree: Int, block: Int) -> Integer? {
    guard heads.signum() > 0, mask.right.map({ $0 > -1 << 62 }) ?? true else { return nil }
    func isFewer(_ n: Integer) -> Bool {
      polynomial(degree: degree, block: block, queries: n, keys: n) < Rational(quadratic(queries: n, keys: n))
    }
    var (low, high): (Integer, Integer) = (0, 1)
    while !isFewer(high) { (low, high) = (high, high << 1) }
    while high - low > 1 {
      let middle = (low + high) >> 1
      if isFewer(middle) { high = middle } else { low = middle }
    }
    return high
  }

  private var heads: Integer { Integer(shape.batches) * shape.heads }
  private var keyHeads: Integer { Integer(shape.batches) * shape.keyHeads }

  private func quadratic(queries: Integer, keys: Integer) -> Integer {
    let pair = Integer(shape.dimension) + shape.valueDimension + 2
    return heads * (pairs(queries: queries, keys: keys) * pair + queries * shape.valueDimension)
  }

  private func polynomial(degree: Int, block: Int, queries: Integer, keys: Integer) -> Rational {
    let rank = FeatureRank.monomials(degree: degree, dimension: shape.dimension)
    let state = rank * (shape.valueDimension + 1)
    let ofKeys = keyHeads * keys * (rank + state)
    let ofQueries = heads * queries * (rank + state + Integer(shape.valueDimension))
    guard mask.right != nil else { return Rational(ofKeys + ofQueries + keyHeads * state) }
    let pair = Integer(shape.dimension) + degree + shape.valueDimension + 1
    let left = leftPairs(block: block, queries: queries, keys: keys)
    return Rational(ofKeys + ofQueries) + Rational(heads * queries * state, Integer(block))
      + Rational(heads * pair) * left
  }

  /// The pairs of one head.
  private func pairs(queries: Integer, keys: Integer) -> Integer {
    guard let right = mask.right else { return queries * keys }
    // Query i sees the keys below i + reach.
    let reach = offset(queries, keys) + right + 1
    let first = min(max(-reach, 0), queries)
    let full = min(max(keys - reach, first), queries)
    let partial = full - first
    let sum = partial * (first + reach) + ((partial * (partial - 1)) >> 1)
    return sum + (queries - full) * keys
  }

  /// Of the pairs of one head, those that no whole block of keys covers for all queries of a chunk, nearly: where
  /// chunks are whole and see neither end of the keys, exactly. Query t of a chunk is left t keys, and those between
  /// the last whole block and the chunk's first query's last key.
  private func leftPairs(block: Int, queries: Integer, keys: Integer) -> Rational {
    let reach = offset(queries, keys) + (mask.right ?? 0) + 1
    let rest = reach - reach.floorDivided(by: Integer(block)) * block
    let left = Rational(queries * (rest + rest + block - 1), 2)
    return min(left, Rational(pairs(queries: queries, keys: keys)))
  }

  private func offset(_ queries: Integer, _ keys: Integer) -> Integer {
    mask.alignment == .topLeft ? 0 : keys - queries
  }
}

extension Integer {
  fileprivate static func + (a: Integer, b: Int) -> Integer { a + Integer(b) }
  fileprivate static func - (a: Integer, b: Int) -> Integer { a - Integer(b) }
}
