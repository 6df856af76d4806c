/// What rows of Q are measured against, for each key head.
struct KeyColumns: @unchecked Sendable {
  /// `[keyHeads, columns]`: upper bounds of |k - z|, exact without a z.
  let magnitudes: LaneBuffer
  /// `[keyHeads, columns]`: z and |z|.
  let shift: LaneBuffer
  let shiftMagnitudes: LaneBuffer
  /// The greatest of `magnitudes` for each key head; infinite where k - z overflows binary64, and products with q mean
  /// nothing.
  let greatest: [Double]

  init<Scalar: DataScalar>(_ keys: ColumnSummary<Scalar>, shift: LaneBuffer) {
    let (heads, columns) = (keys.matrix.heads, keys.matrix.columns)
    let magnitudes = LaneBuffer(count: heads * columns)
    let shiftMagnitudes = LaneBuffer(count: heads * columns)
    var greatest = [Double](repeating: 0, count: heads)
    for head in 0..<heads {
      for place in head * columns..<(head + 1) * columns {
        let z = shift[place]
        shiftMagnitudes[place] = abs(z)
        // k - z is monotone in k.
        magnitudes[place] = max(
          Upward.difference(keys.greatest[place], z), Upward.difference(z, keys.least[place]))
        greatest[head] = max(greatest[head], magnitudes[place])
      }
    }
    self.magnitudes = magnitudes
    self.shift = shift
    self.shiftMagnitudes = shiftMagnitudes
    self.greatest = greatest
  }
}
