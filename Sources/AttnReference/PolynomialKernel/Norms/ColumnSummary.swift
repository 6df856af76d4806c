/// What one pass over K or V finds of the columns of each head: greatest and least entries, the sums of a function of
/// the entries, and the greatest sum along a row of its squares.
///
/// Sums pass, for each term: its own rounding, one for each tile of a chunk, 4 in the sum of the lanes, one for each
/// chunk.
final class ColumnSummary<Scalar: DataScalar>: @unchecked Sendable {
  let matrix: Matrix<Scalar>
  let chunks: RowChunks
  /// `[heads, chunks, columns]`: of each part alone.
  private let greatestOfChunk: LaneBuffer
  private let leastOfChunk: LaneBuffer
  /// `[heads, chunks, columns]`: first of each part alone, and after `combine` of all before it.
  let sumsBefore: LaneBuffer
  /// `[heads, chunks]`.
  private let squaresOfChunk: LaneBuffer
  /// `[heads, columns]`.
  let greatest: LaneBuffer
  let least: LaneBuffer
  let sums: LaneBuffer
  /// `[heads]`.
  let squares: LaneBuffer

  init(_ matrix: Matrix<Scalar>, _ chunks: RowChunks) {
    self.matrix = matrix
    self.chunks = chunks
    let parts = matrix.heads * chunks.count
    greatestOfChunk = LaneBuffer(count: parts * matrix.columns)
    leastOfChunk = LaneBuffer(count: parts * matrix.columns)
    sumsBefore = LaneBuffer(count: parts * matrix.columns)
    squaresOfChunk = LaneBuffer(count: parts)
    greatest = LaneBuffer(count: matrix.heads * matrix.columns)
    least = LaneBuffer(count: matrix.heads * matrix.columns)
    sums = LaneBuffer(count: matrix.heads * matrix.columns)
    squares = LaneBuffer(count: matrix.heads)
  }

  var partCount: Int { matrix.heads * chunks.count }

  /// One of `partCount` parts, by itself.
  ///
  @inline(__always)
  func measure<Term: ColumnTerm>(part: Int, _ term: Term) {
    let (head, chunk) = part.quotientAndRemainder(dividingBy: chunks.count)
    let count = matrix.columns
    let extremes = UnsafeMutablePointer<SIMD16<Scalar>>.allocate(capacity: 2 * count)
    let totals = UnsafeMutablePointer<RowLanes>.allocate(capacity: count)
    defer {
      extremes.deallocate()
      totals.deallocate()
    }
    for column in 0..<count {
      extremes[2 * column] = SIMD16(repeating: -.infinity)
      extremes[2 * column + 1] = SIMD16(repeating: .infinity)
      totals[column] = .zero
    }
    var greatestSquares = RowLanes.zero
    let tile = RowTile(matrix)
    let rows = chunks[chunk]
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: RowTile<Scalar>.rows) {
      let tileRows = min(rows.upperBound - first, RowTile<Scalar>.rows)
      tile.load(first, head: head, count: tileRows)
      var squares = InlineArray<4, RowLanes>(repeating: .zero)
      for column in 0..<count {
        var (greatest, least) = (extremes[2 * column], extremes[2 * column + 1])
        var total = totals[column]
        for vector in 0..<4 {
          let entries = tile[column, vector]
          greatest = Scalar.maximum(greatest, entries)
          least = Scalar.minimum(least, entries)
          let terms = term.terms(Scalar.widened(entries), column)
          total = multiplyAdd(terms, tile.weights(vector, count: tileRows), total)
          if Term.hasSquares { squares[vector] = multiplyAdd(terms, terms, squares[vector]) }
        }
        (extremes[2 * column], extremes[2 * column + 1]) = (greatest, least)
        totals[column] = total
      }
      for vector in 0..<4 { greatestSquares = Double.maximum(greatestSquares, squares[vector]) }
    }
    let place = part * count
    for column in 0..<count {
      greatestOfChunk[place + column] = Double(extremes[2 * column].greatest)
      leastOfChunk[place + column] = Double(extremes[2 * column + 1].least)
      sumsBefore[place + column] = totals[column].total
    }
    squaresOfChunk[part] = greatestSquares.greatest
  }

  /// Puts the parts together, in their order.
  func combine() {
    for head in 0..<matrix.heads {
      for column in 0..<matrix.columns {
        var (greatest, least, sum) = (-Double.infinity, Double.infinity, 0.0)
        for chunk in 0..<chunks.count {
          let place = (head * chunks.count + chunk) * matrix.columns + column
          greatest = max(greatest, greatestOfChunk[place])
          least = min(least, leastOfChunk[place])
          let next = sum + sumsBefore[place]
          sumsBefore[place] = sum
          sum = next
        }
        let place = head * matrix.columns + column
        self.greatest[place] = greatest
        self.least[place] = least
        sums[place] = sum
      }
      for chunk in 0..<chunks.count {
        squares[head] = max(squares[head], squaresOfChunk[head * chunks.count + chunk])
      }
    }
  }

  /// Throws where an entry of the measured rows is NaN or infinite. Sums show it, or have overflowed.
  func checkFinite(_ name: String) throws(ReferenceError) {
    let isClean = (0..<matrix.heads * matrix.columns).allSatisfy { sums[$0].isFinite }
    if isClean { return }
    guard let index = matrix.firstNotFinite(chunks.rows) else { return }
    throw .notFinite(tensor: name, index: index, value: Double(matrix.base[index]))
  }
}

extension SIMD16 where Scalar: BinaryFloatingPoint {
  /// The greatest and the least lane; precondition: none is NaN.
  var greatest: Scalar { indices.reduce(self[0]) { Swift.max($0, self[$1]) } }
  var least: Scalar { indices.reduce(self[0]) { Swift.min($0, self[$1]) } }
}
