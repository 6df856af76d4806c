internal import CMachine

/// Sums along the columns of K or V up to each row, a tile at a time.
///
/// Beside what `ColumnSummary` counts, a term passes 4 additions among 16 rows, one for each 16 rows of the chunk, and
/// one more.
final class RunningColumns<Scalar: DataScalar> {
  private let head: Int
  private let tile: RowTile<Scalar>
  private var firstRow = 0
  /// The sums of the rows before.
  private let before: LaneBuffer

  /// - Parameter chunk: The part whose first row is the first to be loaded.
  init(_ summary: ColumnSummary<Scalar>, head: Int, chunk: Int) {
    let columns = summary.matrix.columns
    self.head = head
    tile = RowTile(summary.matrix)
    before = LaneBuffer(count: columns)
    let place = (head * summary.chunks.count + chunk) * columns
    for column in 0..<columns { before[column] = summary.sumsBefore[place + column] }
  }

  /// Goes on to the next rows; only the last tile is not full.
  @inline(__always)
  func load(_ row: Int, count: Int) {
    firstRow = row
    tile.load(row, head: head, count: count)
  }

  /// The sums of `term` of a column up to each of 16 rows, that one included. Once for each column and vector, in the
  /// vectors' order.
  @inline(__always)
  func advance(_ column: Int, _ vector: Int, _ term: some ColumnTerm) -> RowLanes {
    let terms = term.terms(Scalar.widened(tile[column, vector]), column)
    let sums = attn_running_sums(terms) + RowLanes(repeating: before[column])
    before[column] = sums[RowTile<Scalar>.lanes - 1]
    return sums
  }

  /// For each of 16 rows: 1 if it is among the first `count` of the tile, 0 if not.
  @inline(__always)
  func weights(_ vector: Int, count: Int) -> RowLanes { tile.weights(vector, count: count) }

  /// 1 over the number of rows up to each of 16 rows, that one included.
  @inline(__always)
  func inverses(_ vector: Int) -> RowLanes {
    let count = RowLanes(repeating: Double(firstRow + vector * RowTile<Scalar>.lanes + 1))
    return 1 / (count + RowLanes.laneNumbers)
  }
}
