internal import AttnSpec

/// The binary64 stage: one row of attention with a proven error, and the sums that Theorem R needs.
///
/// The filter is itself a softmax attention in binary64; Lemma F bounds its error by the argument of
/// Theorem R with the roles of exact and computed weights exchanged. Complexity: O(n·(d + d_v)) per row and
/// O(n·d_v) more per rounding model. Not thread-safe: one per thread.
final class RowFilter {
  let head: HeadReference
  private(set) var keys: Range<Int> = 0..<0
  /// β: the key with the greatest computed score, the first of them; every stage refers weights to it.
  private(set) var referenceKey = 0
  /// The greatest computed Σ|qk| in the row.
  private(set) var greatestProduct = 0.0
  /// The computed score of the reference key.
  private(set) var referenceScore = 0.0
  /// Whether the filter's bounds hold for this row: nothing overflows, and every weight is known to 2^-11.
  private(set) var isUsable = false
  /// max zᶠⱼ: every computed weight is within e^±this of the exact one, flushed ones apart.
  private(set) var weightError = 0.0
  /// Σp̂ⱼ, and Σp̂ⱼ(e^zᶠⱼ - 1).
  private(set) var rowSum = 0.0
  private(set) var rowSumError = 0.0

  /// Σ|qk|, score minus reference score, and weight of each key; 0, -∞ and 0 outside the row's keys.
  let products: LaneBuffer
  let exponents: LaneBuffer
  let weights: LaneBuffer
  /// p̂ⱼ(e^zⱼ - 1) for the filter's own error (slot 0) and for up to seven models.
  let excess: [LaneBuffer]
  /// Σp̂v, Σp̂|v|, ô, its radius; max|v| and Σ|v| over the row's keys; one deviation sum for each slot.
  let numerators: LaneBuffer
  let magnitudes: LaneBuffer
  let outputs: LaneBuffer
  let radii: LaneBuffer
  let greatestValues: LaneBuffer
  let valueSums: LaneBuffer
  let deviations: [LaneBuffer]
  /// Theorem R's bounds of the outputs, enclosed, for each model's slot.
  let leastBounds: [LaneBuffer]
  let greatestBounds: [LaneBuffer]
  private var statisticsKeys: Range<Int>?

  static let slots = 8

  init(_ head: HeadReference) {
    self.head = head
    products = LaneBuffer(count: head.paddedKeys)
    exponents = LaneBuffer(count: head.paddedKeys)
    weights = LaneBuffer(count: head.paddedKeys)
    excess = (0..<Self.slots).map { _ in LaneBuffer(count: head.paddedKeys) }
    numerators = LaneBuffer(count: head.paddedColumns)
    magnitudes = LaneBuffer(count: head.paddedColumns)
    outputs = LaneBuffer(count: head.paddedColumns)
    radii = LaneBuffer(count: head.paddedColumns)
    greatestValues = LaneBuffer(count: head.paddedColumns)
    valueSums = LaneBuffer(count: head.paddedColumns)
    func columnSlots() -> [LaneBuffer] {
      (0..<Self.slots).map { _ in LaneBuffer(count: head.paddedColumns) }
    }
    deviations = columnSlots()
    leastBounds = columnSlots()
    greatestBounds = columnSlots()
  }

  /// The lanes that hold the row's keys.
  var laneRange: StrideTo<Int> {
    stride(from: keys.lowerBound / 8 * 8, to: (keys.upperBound + 7) / 8 * 8, by: 8)
  }

  /// Reads one row: scores, weights, the row sum and the outputs, without their radii.
  ///
  /// - Precondition: the row allows at least one key.
  func load(row: Int) {
    keys = head.allowedKeys(row)
    precondition(!keys.isEmpty, "a fully masked row has nothing to enclose")
    computeScores(query: head.query(row))
    computeValueStatistics()
    isUsable = head.isScaleNormal && greatestProduct * max(1, abs(head.scale)) < 0x1p1000
    if isUsable { computeWeights() }
    if isUsable { computeOutputs() }
  }

  /// γ of a score in binary64 with room: d products and sums, the scale's rounding and product.
  var scoreError: Double { Double(head.dimension + 4) * 0x1p-53 * (1 + 0x1p-20) }

  /// δᶠⱼ = |σ|·γ·Σ|qk| + underflow.
  var scoreErrorPerProduct: Double { scoreError * abs(head.scale) }
  var scoreUnderflow: Double { Double(2 * head.dimension) * 0x1p-1074 * abs(head.scale) + 0x1p-1074 }

  private func computeScores(query: Int) {
    let n = head.paddedKeys
    let d = head.dimension
    let keyBase = head.transposedKeys.base
    let first = keys.lowerBound / 32 * 32
    let end = (keys.upperBound + 31) / 32 * 32
    let sigma = head.scale
    head.problem.queries.withUnsafeBufferPointer { queries in
      for tile in stride(from: first, to: end, by: 32) {
        var (y0, y1, y2, y3) = (Lanes(), Lanes(), Lanes(), Lanes())
        var (a0, a1, a2, a3) = (Lanes(), Lanes(), Lanes(), Lanes())
        for l in 0..<d {
          let q = Lanes(repeating: queries[query + l])
          let m = q.absolute
          let column = keyBase + (l * n + tile)
          let (k0, k1, k2, k3) = (column.lanes(0), column.lanes(8), column.lanes(16), column.lanes(24))
          y0 = multiplyAdd(q, k0, y0)
          y1 = multiplyAdd(q, k1, y1)
          y2 = multiplyAdd(q, k2, y2)
          y3 = multiplyAdd(q, k3, y3)
          a0 = multiplyAdd(m, k0.absolute, a0)
          a1 = multiplyAdd(m, k1.absolute, a1)
          a2 = multiplyAdd(m, k2.absolute, a2)
          a3 = multiplyAdd(m, k3.absolute, a3)
        }
        for (index, (y, a)) in [(y0, a0), (y1, a1), (y2, a2), (y3, a3)].enumerated() {
          exponents.base.set(lanes: y * sigma, tile + 8 * index)
          products.base.set(lanes: a, tile + 8 * index)
        }
      }
    }
    // Lanes of other keys must not count anywhere.
    for j in first..<keys.lowerBound { (exponents[j], products[j]) = (-.infinity, 0) }
    for j in keys.upperBound..<end { (exponents[j], products[j]) = (-.infinity, 0) }
    var greatest = Lanes(repeating: 0)
    var best = Lanes(repeating: -.infinity)
    for j in laneRange {
      greatest = greatest.maximum(products.base.lanes(j))
      best = best.maximum(exponents.base.lanes(j))
    }
    greatestProduct = greatest.greatest
    referenceScore = best.greatest
    referenceKey = keys.first { exponents[$0] == referenceScore } ?? keys.lowerBound
    // A NaN lane (∞ - ∞) is not above anything: such a row must not pass for a small one.
    if keys.contains(where: { !products[$0].isFinite }) { greatestProduct = .infinity }
  }

  private func computeWeights() {
    let reference = Lanes(repeating: referenceScore)
    let perProduct = scoreErrorPerProduct
    let referenceError = perProduct * products[referenceKey] + scoreUnderflow
    let constant = referenceError + scoreUnderflow + 4 * FilterExponential.relativeError
    var sum = Lanes()
    var errorSum = Lanes()
    var worst = Lanes()
    let own = excess[0].base
    for j in laneRange {
      let t = exponents.base.lanes(j) - reference
      let p = FilterExponential.exponential(t)
      // |t| counts only where the weight is not flushed: elsewhere the flushed weight's own bound counts.
      let argument = (-t).replacing(with: 0, where: t .< Lanes(repeating: FilterExponential.flushBelow))
      let z = products.base.lanes(j) * perProduct + argument * 0x1p-51 + constant
      let e = p * FilterExponential.excess(z)
      exponents.base.set(lanes: t, j)
      weights.base.set(lanes: p, j)
      own.set(lanes: e, j)
      sum += p
      errorSum += e
      worst = worst.maximum(z)
    }
    // The reference key's score error cancels: only its exponential's error is left.
    let referenceExcess = own[referenceKey]
    own[referenceKey] = 8 * FilterExponential.relativeError
    rowSum = sum.total
    rowSumError = errorSum.total - referenceExcess + own[referenceKey]
    weightError = worst.greatest
    isUsable = weightError <= 0x1p-11
  }

  /// max|v| and Σ|v| for each column, kept while rows share their keys.
  private func computeValueStatistics() {
    guard statisticsKeys != keys else { return }
    statisticsKeys = keys
    let columns = head.paddedColumns
    for c in stride(from: 0, to: columns, by: 8) {
      var greatest = Lanes()
      var sum = Lanes()
      for j in keys {
        let v = head.values.base.lanes(j * columns + c).absolute
        greatest = greatest.maximum(v)
        sum += v
      }
      greatestValues.base.set(lanes: greatest, c)
      valueSums.base.set(lanes: sum, c)
    }
  }
}
