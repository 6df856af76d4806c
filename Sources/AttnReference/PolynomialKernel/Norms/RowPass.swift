/// One pass over the rows of Q that have a key.
struct RowPass<Scalar: DataScalar>: @unchecked Sendable {
  let queries: Matrix<Scalar>
  let used: UsedRows
  let columns: KeyColumns
  let keys: ColumnSummary<Scalar>
  let values: ColumnSummary<Scalar>
  private let rising: RowChunks
  private let full: RowChunks

  init(
    queries: Matrix<Scalar>, used: UsedRows, columns: KeyColumns, keys: ColumnSummary<Scalar>,
    values: ColumnSummary<Scalar>
  ) {
    self.queries = queries
    self.used = used
    self.columns = columns
    self.keys = keys
    self.values = values
    rising = RowChunks(used.rising)
    full = RowChunks(used.full)
  }

  private var partsPerHead: Int { rising.count + full.count }
  var partCount: Int { queries.heads * partsPerHead }
  private var group: Int { queries.heads / keys.matrix.heads }

  func head(ofPart part: Int) -> Int { part / partsPerHead }

  /// One of `partCount` parts, by itself.
  func measure(part: Int) -> RowNorms {
    let (head, number) = part.quotientAndRemainder(dividingBy: partsPerHead)
    let keyHead = head / group
    if number >= rising.count {
      let totals = keys.sums.base + keyHead * queries.columns
      return measure(
        full[number - rising.count], head: head,
        FullKeySums(totals: totals, inverse: 1 / Double(used.keys)))
    }
    let rows = rising[number]
    let chunk = keys.chunks.index(startingAt: rows.lowerBound + used.lead)
    var norms = measure(
      rows, head: head,
      RisingKeySums(
        running: RunningColumns(keys, head: keyHead, chunk: chunk), lead: used.lead,
        term: ShiftedKeys(shift: columns.shift.base + keyHead * queries.columns)))
    // Heads of a group share their values.
    if head % group == 0 {
      norms.meanValue = greatestMean(rows, RunningColumns(values, head: keyHead, chunk: chunk))
    }
    return norms
  }

  @inline(__always)
  private func measure<Sums: KeySums & ~Copyable>(
    _ rows: Range<Int>, head: Int, _ keySums: borrowing Sums
  ) -> RowNorms {
    let place = head / group * queries.columns
    let bounds = columns.magnitudes.base + place
    let shifts = columns.shiftMagnitudes.base + place
    let tile = RowTile(queries)
    var (products, squares, shiftProducts) = (RowLanes.zero, RowLanes.zero, RowLanes.zero)
    var (greatest, least) = (SIMD16<Scalar>.zero, SIMD16<Scalar>.zero)
    var leastMeans = RowLanes(repeating: .infinity)
    var sumsOfSquares = RowLanes.zero
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: RowTile<Scalar>.rows) {
      let count = min(rows.upperBound - first, RowTile<Scalar>.rows)
      tile.load(first, head: head, count: count)
      keySums.load(first, count: count)
      for vector in 0..<RowTile<Scalar>.vectors {
        var (product, square, shiftProduct) = (RowLanes.zero, RowLanes.zero, RowLanes.zero)
        var mean = RowLanes.zero
        for column in 0..<queries.columns {
          let entries = tile[column, vector]
          greatest = Scalar.maximum(greatest, entries)
          least = Scalar.minimum(least, entries)
          let q = Scalar.widened(entries)
          let magnitude = q.absolute
          product = multiplyAdd(magnitude, RowLanes(repeating: bounds[column]), product)
          shiftProduct = multiplyAdd(magnitude, RowLanes(repeating: shifts[column]), shiftProduct)
          square = multiplyAdd(q, q, square)
          mean = multiplyAdd(q, keySums.sums(column, vector), mean)
        }
        products = Double.maximum(products, product)
        squares = Double.maximum(squares, square)
        shiftProducts = Double.maximum(shiftProducts, shiftProduct)
        sumsOfSquares += square
        // The lanes behind the last row repeat it, with other sums.
        let means = (mean * keySums.inverses(vector)).replacing(
          with: .infinity, where: tile.weights(vector, count: count) .== 0)
        leastMeans = Double.minimum(leastMeans, means)
      }
    }
    return RowNorms(
      product: products.greatest, square: squares.greatest, shiftProduct: shiftProducts.greatest,
      magnitude: Double(max(greatest.greatest, -least.least)), leastMean: leastMeans.least,
      sumOfSquares: sumsOfSquares.total)
  }

  /// The greatest mean of |v| over the keys of one of these rows, in one column.
  private func greatestMean(_ rows: Range<Int>, _ running: RunningColumns<Scalar>) -> Double {
    var greatest = RowLanes.zero
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: RowTile<Scalar>.rows) {
      let count = min(rows.upperBound - first, RowTile<Scalar>.rows)
      running.load(first + used.lead, count: count)
      for vector in 0..<RowTile<Scalar>.vectors {
        let inverses = running.inverses(vector) * running.weights(vector, count: count)
        for column in 0..<values.matrix.columns {
          let means = running.advance(column, vector, ValueMagnitudes()) * inverses
          greatest = Double.maximum(greatest, means)
        }
      }
    }
    return greatest.greatest
  }
}
