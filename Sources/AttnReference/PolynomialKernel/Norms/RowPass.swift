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
  @inline(__always)
  func measure(part: Int) -> RowNorms {
    let (head, number) = part.quotientAndRemainder(dividingBy: partsPerHead)
    if number < rising.count { return measureRising(rising[number], head: head) }
    let sums = keys.sums.base + head / group * queries.columns
    let inverse = RowLanes(repeating: 1 / Double(used.keys))
    return measure(full[number - rising.count], head: head) { _, _, body in
      body(inverse) { column in RowLanes(repeating: sums[column]) }
    }
  }

  /// Rows that attend to one key more each: the sums of their keys run along.
  @inline(__always)
  private func measureRising(_ rows: Range<Int>, head: Int) -> RowNorms {
    let keyHead = head / group
    let firstKey = rows.lowerBound + used.lead
    let chunk = keys.chunks.index(startingAt: firstKey)
    let running = RunningColumns(keys, head: keyHead, chunk: chunk)
    let shift = columns.shift.base + keyHead * queries.columns
    var norms = measure(rows, head: head) { first, count, body in
      let key = first + used.lead
      running.load(key, count: count)
      body(inverses(key + 1)) { column in
        running.advance(column) { $0 - RowLanes(repeating: shift[column]) }
      }
    }
    if head % group == 0 {
      let means = RunningColumns(values, head: keyHead, chunk: chunk)
      var greatest = RowLanes.zero
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: RowTile<Scalar>.rows) {
        let key = first + used.lead
        let count = min(rows.upperBound - first, RowTile<Scalar>.rows)
        means.load(key, count: count)
        let inverse = inverses(key + 1).replacing(
          with: 0, where: RowLanes.laneNumbers .>= Double(count))
        for column in 0..<values.matrix.columns {
          greatest = Double.maximum(greatest, means.advance(column) { $0.absolute } * inverse)
        }
      }
      norms.meanValue = greatest.greatest
    }
    return norms
  }

  /// 1/count, 1/(count + 1), …
  @inline(__always)
  private func inverses(_ count: Int) -> RowLanes {
    RowLanes(repeating: 1) / (RowLanes(repeating: Double(count)) + RowLanes.laneNumbers)
  }

  /// - Parameter keySums: Calls its last argument with the reciprocals of the numbers of keys of the rows from `first`
  ///   on, and with the sums over their keys of each column of k - z.
  @inline(__always)
  private func measure(
    _ rows: Range<Int>, head: Int,
    keySums: (_ first: Int, _ count: Int, (_ inverse: RowLanes, _ sums: (_ column: Int) -> RowLanes) -> Void)
      -> Void
  ) -> RowNorms {
    let place = head / group * queries.columns
    let bounds = columns.magnitudes.base + place
    let shifts = columns.shiftMagnitudes.base + place
    var (products, squares, shiftProducts) = (RowLanes.zero, RowLanes.zero, RowLanes.zero)
    var (greatest, least) = (SIMD16<Scalar>.zero, SIMD16<Scalar>.zero)
    var leastMeans = RowLanes(repeating: .infinity)
    var sumsOfSquares = RowLanes.zero
    queries.forEachTile(rows, head: head) { first, count, entries in
      var (product, square, shiftProduct) = (RowLanes.zero, RowLanes.zero, RowLanes.zero)
      var mean = RowLanes.zero
      keySums(first, count) { inverse, sums in
        for column in 0..<queries.columns {
          let scalars = entries[column]
          greatest = Scalar.maximum(greatest, scalars)
          least = Scalar.minimum(least, scalars)
          let q = Scalar.widened(scalars)
          let magnitude = q.absolute
          product = multiplyAdd(magnitude, RowLanes(repeating: bounds[column]), product)
          shiftProduct = multiplyAdd(magnitude, RowLanes(repeating: shifts[column]), shiftProduct)
          square = multiplyAdd(q, q, square)
          mean = multiplyAdd(q, sums(column), mean)
        }
        mean *= inverse
      }
      products = Double.maximum(products, product)
      squares = Double.maximum(squares, square)
      shiftProducts = Double.maximum(shiftProducts, shiftProduct)
      sumsOfSquares += square
      // The lanes behind the last row repeat it, with other sums.
      leastMeans = Double.minimum(
        leastMeans, mean.replacing(with: .infinity, where: RowLanes.laneNumbers .>= Double(count)))
    }
    return RowNorms(
      product: products.greatest, square: squares.greatest, shiftProduct: shiftProducts.greatest,
      magnitude: Double(max(greatest.greatest, -least.least)), leastMean: leastMeans.least,
      sumOfSquares: sumsOfSquares.total)
  }
}
