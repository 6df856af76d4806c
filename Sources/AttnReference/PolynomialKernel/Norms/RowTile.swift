/// Sixteen rows of a matrix, one in each lane: a vector for every column.
///
/// A sum along a row is then a sum of vectors, and no lane is ever added to its neighbour.
struct RowTile<Scalar: DataScalar>: ~Copyable {
  static var rows: Int { 16 }

  let columnCount: Int
  /// A vector for each column, and up to seven more of no meaning.
  let columns: UnsafeMutablePointer<SIMD16<Scalar>>
  /// Sixteen rows for a tile that memory does not hold whole.
  private let copies: UnsafeMutablePointer<Scalar>

  init(columnCount: Int) {
    self.columnCount = columnCount
    columns = .allocate(capacity: (columnCount + 7) / 8 * 8)
    copies = .allocate(capacity: Self.rows * columnCount + 8)
    copies.initialize(repeating: 0, count: Self.rows * columnCount + 8)
  }

  deinit {
    columns.deallocate()
    copies.deallocate()
  }

  /// The tile of the `count` (1 to 16) rows from `first` on; the lanes behind them repeat the last.
  ///
  /// - Parameter end: The end of what may be read.
  @inline(__always)
  func load(_ first: UnsafePointer<Scalar>, count: Int, end: UnsafePointer<Scalar>) {
    // Columns are read eight at a time: those of the last row may reach into what follows it.
    if count == Self.rows && end - first >= 15 * columnCount + (columnCount + 7) / 8 * 8 {
      transpose(first)
    } else {
      for row in 0..<Self.rows {
        let source = first + min(row, count - 1) * columnCount
        for column in 0..<columnCount { copies[row * columnCount + column] = source[column] }
      }
      transpose(copies)
    }
  }

  /// Eight columns of sixteen rows at a time. The flat index of a number in eight vectors of two rows each has the bits
  /// of the row above those of the column; each step takes the lowest one away and sorts by it.
  @inline(__always)
  private func transpose(_ first: UnsafePointer<Scalar>) {
    for column in stride(from: 0, to: columnCount, by: 8) {
      let p = first + column
      let (a0, b0) = split(pair(p, 0), pair(p, 2))
      let (a1, b1) = split(pair(p, 4), pair(p, 6))
      let (a2, b2) = split(pair(p, 8), pair(p, 10))
      let (a3, b3) = split(pair(p, 12), pair(p, 14))
      let (aa0, ab0) = split(a0, a1)
      let (aa1, ab1) = split(a2, a3)
      let (ba0, bb0) = split(b0, b1)
      let (ba1, bb1) = split(b2, b3)
      let result = columns + column
      (result[0], result[4]) = split(aa0, aa1)
      (result[2], result[6]) = split(ab0, ab1)
      (result[1], result[5]) = split(ba0, ba1)
      (result[3], result[7]) = split(bb0, bb1)
    }
  }

  /// Eight numbers of a row and of the next.
  @inline(__always)
  private func pair(_ first: UnsafePointer<Scalar>, _ row: Int) -> SIMD16<Scalar> {
    let p = UnsafeRawPointer(first + row * columnCount)
    let q = UnsafeRawPointer(first + (row + 1) * columnCount)
    return SIMD16(
      lowHalf: p.loadUnaligned(as: SIMD8<Scalar>.self), highHalf: q.loadUnaligned(as: SIMD8<Scalar>.self))
  }

  /// The lanes of even and of odd index of both vectors, one after the other.
  @inline(__always)
  private func split(
    _ a: SIMD16<Scalar>, _ b: SIMD16<Scalar>
  ) -> (even: SIMD16<Scalar>, odd: SIMD16<Scalar>) {
    (
      SIMD16(lowHalf: a.evenHalf, highHalf: b.evenHalf), SIMD16(lowHalf: a.oddHalf, highHalf: b.oddHalf)
    )
  }
}
