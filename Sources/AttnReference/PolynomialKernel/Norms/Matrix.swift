/// A tensor `[heads, rows, columns]` in memory that does not change.
struct Matrix<Scalar: DataScalar>: @unchecked Sendable {
  let base: UnsafePointer<Scalar>
  let heads: Int
  let rows: Int
  let columns: Int

  var end: UnsafePointer<Scalar> { base + heads * rows * columns }

  func row(_ row: Int, head: Int) -> UnsafePointer<Scalar> { base + (head * rows + row) * columns }

  /// Calls `body` with the tiles of some rows of a head in their order: the first row of each, how many rows it has,
  /// and its vectors.
  @inline(__always)
  func forEachTile(
    _ rows: Range<Int>, head: Int,
    _ body: (_ first: Int, _ count: Int, _ columns: UnsafeMutablePointer<SIMD16<Scalar>>) -> Void
  ) {
    let tile = RowTile<Scalar>(columnCount: columns)
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: RowTile<Scalar>.rows) {
      let count = min(rows.upperBound - first, RowTile<Scalar>.rows)
      tile.load(row(first, head: head), count: count, end: end)
      body(first, count, tile.columns)
    }
  }

  /// The first entry among some rows of all heads that is NaN or infinite, as a flat index.
  func firstNotFinite(_ rows: Range<Int>) -> Int? {
    for head in 0..<heads {
      let start = (head * self.rows + rows.lowerBound) * columns
      for index in start..<start + rows.count * columns where !base[index].isFinite { return index }
    }
    return nil
  }
}
