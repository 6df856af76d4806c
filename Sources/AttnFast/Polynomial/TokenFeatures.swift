/// The features of a tile of tokens, a row for each: the monomials lie side by side, in the order of
/// ``MonomialOrder``.
///
/// A vector of monomials of the highest degree that all have the same least variable is not stored, since nothing
/// is made from it: it is that variable times consecutive monomials of the row, wherever it is needed. The others are
/// put together from the segments in them and written whole: stores that cross two lines of the cache cost more.
struct TokenFeatures<Scalar: KernelScalar>: ~Copyable {
  typealias Lanes = Scalar.Lanes

  /// What a vector of monomials is made of: consecutive monomials times one. (Those that are stored, times
  /// monomial 0, which is 1; that rounds nothing.)
  struct Source {
    var factor: Int
    var parent: Int
  }

  /// A vector's lanes from `firstLane` on.
  private struct Piece {
    /// The first monomial of the vector.
    var vector: Int
    var firstLane: Int
    /// Lane 0 may read one before the first monomial.
    var source: Source
  }

  let order: MonomialOrder
  /// For each vector of monomials.
  let sources: [Source]
  /// From one row to the next: an odd number of vectors, so that rows do not all meet in the same part of a cache.
  let stride: Int
  private let pieces: [Piece]
  /// Consecutive pieces of one vector, none of which is made from another.
  private let groups: [Range<Int>]
  /// A vector that nothing is written to, and the rows.
  private let rows: ScalarBuffer<Scalar>

  var base: UnsafePointer<Scalar> { UnsafePointer(rows.base + Lanes.scalarCount) }

  init(_ order: MonomialOrder, tokens: Int) {
    self.order = order
    let lanes = Lanes.scalarCount
    let vectors = (order.count + lanes - 1) / lanes
    stride = (vectors | 1) * lanes
    rows = ScalarBuffer(count: tokens * stride + 2 * lanes)
    var sources = (0..<vectors).map { Source(factor: 0, parent: $0 * lanes) }
    var pieces: [Piece] = []
    for segment in order.segments where segment.degree > 1 {
      let end = segment.start + segment.count
      for vector in Swift.stride(from: segment.start / lanes * lanes, to: end, by: lanes) {
        let source = Source(factor: 1 + segment.variable, parent: segment.parent + vector - segment.start)
        if segment.degree == order.degree, segment.start <= vector, vector + lanes <= end {
          sources[vector / lanes] = source
        } else {
          pieces.append(
            Piece(vector: vector, firstLane: max(0, segment.start - vector), source: source))
        }
      }
    }
    self.sources = sources
    self.pieces = pieces
    var groups: [Range<Int>] = []
    for (number, piece) in pieces.enumerated() {
      if let last = groups.last, last.count < 4, pieces[last.lowerBound].vector == piece.vector,
        piece.source.parent + lanes <= piece.vector + pieces[last.lowerBound].firstLane
      {
        groups[groups.count - 1] = last.lowerBound..<(number + 1)
      } else {
        groups.append(number..<(number + 1))
      }
    }
    self.groups = groups
  }

  /// Computes the features of `count` tokens x - z: one rounding for x - z, and then one product less than the
  /// degree.
  func fill(_ tokens: UnsafePointer<Scalar>, count: Int, shift: UnsafePointer<Scalar>) {
    let base = rows.base + Lanes.scalarCount
    let dimension = order.dimension
    for token in 0..<count {
      let row = base + token &* stride
      row[0] = 1
      guard order.degree > 0 else { continue }
      for entry in 0..<dimension { row[1 &+ entry] = tokens[token &* dimension &+ entry] - shift[entry] }
    }
    // One vector for all tokens before the next, so that what is read was written some time ago.
    for group in groups {
      let first = group.lowerBound
      switch group.count {
      case 1: write([pieces[first]], count)
      case 2: write([pieces[first], pieces[first + 1]], count)
      case 3: write([pieces[first], pieces[first + 1], pieces[first + 2]], count)
      default: write([pieces[first], pieces[first + 1], pieces[first + 2], pieces[first + 3]], count)
      }
    }
  }

  /// Writes these pieces of one vector, and keeps the lanes before them.
  @inline(__always)
  private func write<let number: Int>(_ pieces: InlineArray<number, Piece>, _ count: Int) {
    var lanes = Lanes.zero
    for lane in 0..<Lanes.scalarCount { lanes[lane] = Scalar(lane) }
    var row = rows.base + Lanes.scalarCount
    let vector = pieces[0].vector
    for _ in 0..<count {
      var result = row.vector(at: vector)
      for index in 0..<number {
        result = Scalar.select(
          result, where: lanes, isBelow: Lanes(repeating: Scalar(pieces[index].firstLane)),
          else: Self.vector(pieces[index].source, of: row))
      }
      row.store(result, at: vector)
      row += stride
    }
  }

  @inline(__always)
  static func vector(_ source: Source, of row: UnsafePointer<Scalar>) -> Lanes {
    Lanes(repeating: row[source.factor]) * row.vector(at: source.parent)
  }
}
