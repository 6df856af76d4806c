/// For rows of Q, sixteen at a time: the sums of the columns of k - z over each row's keys, and how many there are.
protocol KeySums: ~Copyable {
  /// Goes on to the rows from `row` on, `count` of them.
  func load(_ row: Int, count: Int)

  /// The reciprocals of the numbers of keys of 16 rows.
  func inverses(_ vector: Int) -> RowLanes

  /// The sums of a column for 16 rows. Once for each vector and column, in the vectors' order.
  func sums(_ column: Int, _ vector: Int) -> RowLanes
}

/// Rows that attend to all used keys.
struct FullKeySums: KeySums {
  let totals: UnsafeMutablePointer<Double>
  let inverse: Double

  @inline(__always)
  func load(_ row: Int, count: Int) {}

  @inline(__always)
  func inverses(_ vector: Int) -> RowLanes { RowLanes(repeating: inverse) }

  @inline(__always)
  func sums(_ column: Int, _ vector: Int) -> RowLanes { RowLanes(repeating: totals[column]) }
}

/// Rows that attend to one key more each.
struct RisingKeySums<Scalar: DataScalar>: ~Copyable, KeySums {
  let running: RunningColumns<Scalar>
  let lead: Int
  let term: ShiftedKeys

  @inline(__always)
  func load(_ row: Int, count: Int) { running.load(row + lead, count: count) }

  @inline(__always)
  func inverses(_ vector: Int) -> RowLanes { running.inverses(vector) }

  @inline(__always)
  func sums(_ column: Int, _ vector: Int) -> RowLanes {
    running.advance(column, vector, term)
  }
}
