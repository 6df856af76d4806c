/// The features of a tile of tokens, a row for each: the monomials lie side by side, in the order of
/// ``MonomialOrder``.
///
/// A vector of monomials of the highest degree that all have the same least variable is not stored, since nothing
/// is made from it: it is that variable times consecutive monomials of the row, wherever it is needed. Of the
/// others, a vector is written once for each segment in it: a store that crosses two lines of the cache would cost more.
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
  /// A vector that nothing is written to, and the rows.
  private let rows: ScalarBuffer<Scalar>

  var base: UnsafePointer<Scalar> { UnsafePointer(rows.base + Lanes.scalarCount) }

  init(_ order: MonomialOrder, tokens: Int) {
    self.order = order
    let lanes = Lanes.scalarCount
    let vectors = (order.count + lanes - 1) / lanes
    stride = (vectors | 1) * lanes
    rows = ScalarBuffer(count: (tokens + 3) / 4 * 4 * stride + 2 * lanes)
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
    var lanes = Lanes.zero
    for lane in 0..<Lanes.scalarCount { lanes[lane] = Scalar(lane) }
    // One piece for all tokens before the next, so that what is read was written some time ago.
    for piece in pieces {
      let firstLane = Lanes(repeating: Scalar(piece.firstLane))
      var token = 0
      var row = base
      // Four rows at a time, so that the compiler does not spend more on longer steps than they save.
      while token < count {
        var products = InlineArray<4, Lanes>(repeating: .zero)
        var next = row
        for number in 0..<4 {
          products[number] = Self.vector(piece.source, of: next)
          next += stride
        }
        if piece.firstLane > 0 {
          next = row
          for number in 0..<4 {
            products[number] = Scalar.select(
              next.vector(at: piece.vector), where: lanes, isBelow: firstLane, else: products[number])
            next += stride
          }
        }
        for number in 0..<4 {
          row.store(products[number], at: piece.vector)
          row += stride
        }
        token &+= 4
      }
    }
  }

  @inline(__always)
  static func vector(_ source: Source, of row: UnsafePointer<Scalar>) -> Lanes {
    Lanes(repeating: row[source.factor]) * row.vector(at: source.parent)
  }
}
