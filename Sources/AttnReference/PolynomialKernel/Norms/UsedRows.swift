internal import AttnSpec

/// The rows that have a key, and the keys that some row may attend to, under a mask without a left side.
///
/// The number of keys of a row then never falls from one row to the next; where it is neither 0 nor that of the last
/// row, it rises by one.
struct UsedRows {
  /// The rows with a key whose number of keys still rises, and those that have all the used keys.
  let rising: Range<Int>
  let full: Range<Int>
  /// The number of used keys: those before it.
  let keys: Int
  /// Row r of `rising` attends to the keys up to r + lead, that one included.
  let lead: Int

  var all: Range<Int> { rising.lowerBound..<full.upperBound }

  /// - Throws: `badShape` where the mask has a left side.
  init(_ specification: AttentionSpecification) throws(ReferenceError) {
    guard specification.mask.left == nil else {
      throw .badShape(
        "the mask has a left side, and the norms of the polynomial kernel are for rows that attend to all keys up "
          + "to one of them")
    }
    let shape = specification.shape
    func count(_ row: Int) -> Int {
      KeyRange.allowed(row: row, queries: shape.queries, keys: shape.keys, mask: specification.mask)
        .upperBound
    }
    let last = shape.heads * shape.batches == 0 || shape.queries == 0 ? 0 : count(shape.queries - 1)
    /// The first row with at least so many keys.
    func firstRow(withKeys keys: Int) -> Int {
      var (below, above) = (-1, shape.queries - 1)
      while above - below > 1 {
        let middle = below + (above - below) / 2
        if count(middle) >= keys { above = middle } else { below = middle }
      }
      return above
    }
    keys = last
    guard last > 0 else {
      (rising, full, lead) = (0..<0, 0..<0, 0)
      return
    }
    let (first, firstFull) = (firstRow(withKeys: 1), firstRow(withKeys: last))
    rising = first..<firstFull
    full = firstFull..<shape.queries
    lead = count(first) - 1 - first
  }
}

/// Rows cut into parts that depend on nothing but their number, so that sums do not depend on who computes them.
struct RowChunks {
  static let size = 4096
  let rows: Range<Int>
  /// The end of the first part: each of the others has `size` rows, but for the last.
  private let firstEnd: Int

  /// - Parameter boundary: A row where a part shall begin.
  init(_ rows: Range<Int>, boundary: Int) {
    self.rows = rows
    let offset = (boundary - rows.lowerBound) % Self.size
    firstEnd = rows.lowerBound + (offset == 0 ? Self.size : offset)
  }

  init(_ rows: Range<Int>) { self.init(rows, boundary: rows.lowerBound) }

  var count: Int {
    if rows.isEmpty { return 0 }
    return 1 + (max(0, rows.upperBound - firstEnd) + Self.size - 1) / Self.size
  }

  subscript(chunk: Int) -> Range<Int> {
    let end = firstEnd + chunk * Self.size
    return max(rows.lowerBound, end - Self.size)..<min(rows.upperBound, end)
  }

  /// The part that begins at this row.
  func index(startingAt row: Int) -> Int { row == rows.lowerBound ? 0 : (row - firstEnd) / Self.size + 1 }
}
