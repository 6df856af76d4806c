extension DataNorms {
  /// All norms 0: there is no row that has a key.
  static let zero = DataNorms(
    keys: 0, greatestProduct: 0, leastMeanProduct: 0, queryMagnitude: 0, keyMagnitude: 0, shiftProduct: 0,
    valueMagnitude: 0, meanValueMagnitude: 0, valueSpread: 0)

  /// The bounds that follow from what was computed with rounding to nearest, for each head and over all heads.
  init<Scalar: DataScalar>(used: UsedRows, heads: [RowNorms], _ pass: RowPass<Scalar>) {
    self = .zero
    keys = used.keys
    // As no row's mean product is above its greatest product.
    leastMeanProduct = .infinity
    let bounds = NormBounds<Scalar>(
      dimension: pass.queries.columns, keys: used.keys, chunks: pass.keys.chunks)
    let group = pass.queries.heads / pass.keys.matrix.heads
    for (head, norms) in heads.enumerated() {
      let keyHead = head / group
      let greatestKey = pass.columns.greatest[keyHead]
      let product = bounds.product(
        norms, keySquare: pass.keys.squares[keyHead], greatestKey: greatestKey)
      greatestProduct = max(greatestProduct, product)
      leastMeanProduct = min(
        leastMeanProduct, bounds.leastMean(norms.leastMean, product: product, greatestKey: greatestKey))
      queryMagnitude = max(queryMagnitude, norms.magnitude)
      keyMagnitude = max(keyMagnitude, greatestKey)
      shiftProduct = max(shiftProduct, bounds.sumOfProducts(norms.shiftProduct))
      meanValueMagnitude = max(meanValueMagnitude, bounds.mean(norms.meanValue))
    }
    let values = pass.values
    for place in 0..<values.matrix.heads * values.matrix.columns {
      let (greatest, least) = (values.greatest[place], values.least[place])
      valueMagnitude = max(valueMagnitude, greatest, -least)
      valueSpread = max(valueSpread, Upward.difference(greatest, least))
      meanValueMagnitude = max(
        meanValueMagnitude, bounds.mean(Upward.quotient(values.sums[place], Double(used.keys))))
    }
    // No mean exceeds the greatest; a sum may overflow where the mean does not.
    meanValueMagnitude = min(meanValueMagnitude, valueMagnitude)
  }
}

/// From numbers computed in binary64 to bounds of the exact ones.
private struct NormBounds<Scalar: DataScalar> {
  private let dimension: Int
  private let keys: Double
  /// At least the number of roundings that a term of any sum passes. A term of a key's column: its own (k - z); one for
  /// each tile of its chunk; 4 in the sum of the lanes; one for each chunk; one for each tile of the row's chunk, and one
  /// more. In ⟨q, sum⟩: `dimension` (a product and as many additions but one). In the mean: 2. The 4 of running sums are
  /// for terms that have not passed the sum of the lanes.
  private let roundings: Int

  init(dimension: Int, keys: Int, chunks: RowChunks) {
    self.dimension = dimension
    self.keys = Double(keys)
    let tiles = (min(keys, RowChunks.size) + RowTile<Scalar>.lanes - 1) / RowTile<Scalar>.lanes
    roundings = 1 + tiles + 4 + chunks.count + tiles + 1 + dimension + 2
  }

  /// Of a sum of `dimension` products of numbers that are not negative.
  func sumOfProducts(_ computed: Double, argumentRoundings: Int = 0) -> Double {
    let underflow = Double(dimension) * Scalar.underflowOfProduct
    return Upward.product(
      Upward.sum(computed, underflow), Upward.factor(roundings: dimension + argumentRoundings))
  }

  /// Of Σ_l |q_l·(k_l - z_l)| for every query and key of a head.
  func product(_ norms: RowNorms, keySquare: Double, greatestKey: Double) -> Double {
    guard greatestKey.isFinite else { return .infinity }
    let hölder = sumOfProducts(norms.product)
    // k - z is rounded once, and counts twice in its square.
    let schwarz = Upward.product(
      Upward.squareRoot(sumOfProducts(norms.square)),
      Upward.squareRoot(sumOfProducts(keySquare, argumentRoundings: 2)))
    return min(hölder, schwarz)
  }

  /// From below: of ⟨q, mean of k - z⟩ for every row of a head.
  ///
  /// The computed number is off by the roundings times Σ_l |q_l|·mean |k_l - z_l|, which is at most `product`, and by
  /// underflow in each of the d products and in the mean. No partial sum is above twice that times the number of keys.
  func leastMean(_ computed: Double, product: Double, greatestKey: Double) -> Double {
    guard (2 * keys * product).isFinite, (2 * keys * greatestKey).isFinite else { return -product }
    let error = Upward.sum(
      Upward.product(product, Double(roundings) * 0x1p-52), Double(dimension + 1) * Scalar.underflowOfProduct)
    return max(0 - Upward.sum(-computed, error), -product)
  }

  /// Of a mean of numbers that are not negative.
  func mean(_ computed: Double) -> Double {
    Upward.sum(Upward.product(computed, Upward.factor(roundings: roundings)), Scalar.underflowOfProduct)
  }
}
