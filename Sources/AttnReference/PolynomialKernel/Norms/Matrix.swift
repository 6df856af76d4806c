/// A tensor `[heads, rows, columns]` in memory that does not change.
struct Matrix<Scalar: DataScalar>: @unchecked Sendable {
  let base: UnsafePointer<Scalar>
  let heads: Int
  let rows: Int
  let columns: Int

  var end: UnsafePointer<Scalar> { base + heads * rows * columns }

  func row(_ row: Int, head: Int) -> UnsafePointer<Scalar> { base + (head * rows + row) * columns }

  /// The first entry among some rows of all heads that is NaN or infinite, as a flat index.
  func firstNotFinite(_ rows: Range<Int>) -> Int? {
    for head in 0..<heads {
      let start = (head * self.rows + rows.lowerBound) * columns
      for index in start..<start + rows.count * columns where !base[index].isFinite { return index }
    }
    return nil
  }
}
