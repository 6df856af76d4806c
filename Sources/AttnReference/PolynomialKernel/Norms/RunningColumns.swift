/// Sums along the columns of K or V up to each row, sixteen rows at a time.
///
/// Beside what `ColumnSummary` counts, a term passes 4 additions in its tile, one for each tile of the chunk, and one
/// more.
struct RunningColumns<Scalar: DataScalar>: ~Copyable {
  private let matrix: Matrix<Scalar>
  private let head: Int
  private let tile: RowTile<Scalar>
  /// The sums of the rows before the tile.
  private let before: LaneBuffer

  /// - Parameter chunk: The part whose first row is the first to be loaded.
  init(_ summary: ColumnSummary<Scalar>, head: Int, chunk: Int) {
    matrix = summary.matrix
    self.head = head
    tile = RowTile(columnCount: matrix.columns)
    before = LaneBuffer(count: matrix.columns)
    let place = (head * summary.chunks.count + chunk) * matrix.columns
    for column in 0..<matrix.columns { before[column] = summary.sumsBefore[place + column] }
  }

  /// Goes on to the next rows; only the last tile has fewer than sixteen.
  @inline(__always)
  func load(_ row: Int, count: Int) {
    tile.load(matrix.row(row, head: head), count: count, end: matrix.end)
  }

  /// The sums of `term` of a column up to each row of the tile, that one included. Once for each tile and column.
  @inline(__always)
  func advance(_ column: Int, term: (RowLanes) -> RowLanes) -> RowLanes {
    let sums = term(Scalar.widened(tile.columns[column])).runningSums + RowLanes(repeating: before[column])
    before[column] = sums[15]
    return sums
  }
}
