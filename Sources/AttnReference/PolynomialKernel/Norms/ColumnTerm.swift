/// What is summed along the columns of a matrix.
protocol ColumnTerm {
  /// Whether the sums along the rows of its squares are wanted, too.
  static var hasSquares: Bool { get }

  /// Of 16 entries of a column.
  func terms(_ entries: RowLanes, _ column: Int) -> RowLanes
}

/// k - z, z a vector for the head.
struct ShiftedKeys: ColumnTerm {
  let shift: UnsafeMutablePointer<Double>
  static var hasSquares: Bool { true }

  @inline(__always)
  func terms(_ entries: RowLanes, _ column: Int) -> RowLanes {
    entries - RowLanes(repeating: shift[column])
  }
}

/// |v|.
struct ValueMagnitudes: ColumnTerm {
  static var hasSquares: Bool { false }

  @inline(__always)
  func terms(_ entries: RowLanes, _ column: Int) -> RowLanes { entries.absolute }
}
