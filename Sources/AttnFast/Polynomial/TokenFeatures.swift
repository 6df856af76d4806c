/// The features of a tile of tokens, a row for each: the monomials lie side by side, in the order of
/// ``MonomialOrder``.
struct TokenFeatures<Scalar: KernelScalar>: ~Copyable {
  typealias Lanes = Scalar.Lanes

  let order: MonomialOrder
  /// From one row to the next: an odd number of vectors, so that rows do not all meet in the same part of a cache.
  let stride: Int
  private let rows: ScalarBuffer<Scalar>

  var base: UnsafePointer<Scalar> { UnsafePointer(rows.base) }

  init(_ order: MonomialOrder, tokens: Int) {
    self.order = order
    // A segment's last vector may reach beyond the last monomial.
    let vectors = (order.count + Lanes.scalarCount - 1) / Lanes.scalarCount + 1
    stride = (vectors | 1) * Lanes.scalarCount
    rows = ScalarBuffer(count: tokens * stride)
  }

  /// Computes the features of `count` tokens x - z: one rounding for x - z, and then one product less than the
  /// degree.
  ///
  /// What a vector writes beyond its segment's end, the next segment overwrites; nothing reads it beyond the last.
  func fill(_ tokens: UnsafePointer<Scalar>, count: Int, shift: UnsafePointer<Scalar>) {
    let dimension = order.dimension
    for token in 0..<count {
      let row = rows.base + token * stride
      row[0] = 1
      guard order.degree > 0 else { continue }
      for entry in 0..<dimension { row[1 + entry] = tokens[token * dimension + entry] - shift[entry] }
    }
    // One segment for all tokens before the next, so that what is read was written some time ago.
    for segment in order.segments where segment.degree > 1 {
      for token in 0..<count {
        let row = rows.base + token * stride
        let factor = Lanes(repeating: row[1 + segment.variable])
        var offset = 0
        repeat {
          row.store(factor * row.vector(at: segment.parent + offset), at: segment.start + offset)
          offset += Lanes.scalarCount
        } while offset < segment.count
      }
    }
  }
}
