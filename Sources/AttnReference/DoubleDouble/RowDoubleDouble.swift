internal import ExactArith

/// The double-double stage: one row's scores, row sum and outputs again, to about 2^-85, on top of the filter.
///
/// Each error term of the filter has a counterpart here that is at least 2^40 times smaller (Lemma F), so the
/// filter's error sums, times 2^-40, bound this stage's error too: no second bookkeeping. Not thread-safe.
final class RowDoubleDouble {
  private let weights: (high: LaneBuffer, low: LaneBuffer)
  /// sⱼ of each key of the row.
  let scores: (high: LaneBuffer, low: LaneBuffer)
  /// The outputs as unevaluated sums, and their radii.
  let outputs: (high: LaneBuffer, low: LaneBuffer)
  let radii: LaneBuffer
  /// Σpⱼ relative to the reference key, and its largest error.
  private(set) var rowSum = (high: 0.0, low: 0.0, error: 0.0)

  /// Every error of the filter shrinks by at least this.
  static let gain = 0x1p-40

  /// Whether `gain` is proved for rows of this head: the sizes at which (d + 4)u ≤ 2^-40, and no underflow.
  static func supports(_ head: HeadReference) -> Bool {
    head.dimension <= 1 << 12 && head.keyCount <= 1 << 20 && abs(head.scale) < 0x1p500
  }

  init(_ head: HeadReference) {
    func pair(_ count: Int) -> (LaneBuffer, LaneBuffer) {
      (LaneBuffer(count: count), LaneBuffer(count: count))
    }
    scores = pair(head.paddedKeys)
    weights = pair(head.paddedKeys)
    outputs = pair(head.paddedColumns)
    radii = LaneBuffer(count: head.paddedColumns)
  }

  /// Computes the row that the filter holds.
  ///
  /// - Precondition: the filter is usable on its row and its deviations are computed.
  func load(_ filter: RowFilter, query: Int) {
    computeScores(filter, query: query)
    computeWeights(filter)
    computeOutputs(filter)
    computeRadii(filter)
  }

  /// Dot products with twice the precision (Ogita, Rump, Oishi, "Accurate sum and dot product", 2005): the
  /// error is at most γ² of Σ|qk|.
  private func computeScores(_ filter: RowFilter, query: Int) {
    let head = filter.head
    let n = head.paddedKeys
    let keys = head.transposedKeys.base
    let sigma = DoubleDouble(head.scale, head.scaleLow)
    head.problem.queries.withUnsafeBufferPointer { queries in
      for j in filter.laneRange {
        var sum = Lanes()
        var correction = Lanes()
        for l in 0..<head.dimension {
          let product = DoubleDouble.exactProduct(
            Lanes(repeating: queries[query + l]), (keys + l * n).lanes(j))
          let next = DoubleDouble.exactSum(sum, product.high)
          sum = next.high
          correction += next.low + product.low
        }
        let score = DoubleDouble.exactSum(sum, correction) * sigma
        scores.high.base.set(lanes: score.high, j)
        scores.low.base.set(lanes: score.low, j)
      }
    }
  }

  private func computeWeights(_ filter: RowFilter) {
    let reference = DoubleDouble(
      -scores.high[filter.referenceKey], -scores.low[filter.referenceKey])
    var sum = Lanes()
    var correction = Lanes()
    for j in filter.laneRange {
      let score = DoubleDouble(scores.high.base.lanes(j), scores.low.base.lanes(j))
      var p = DoubleDouble.exponential(score + reference)
      // What the filter flushed or masked stays so.
      let absent = filter.weights.base.lanes(j) .== Lanes()
      p.high.replace(with: 0, where: absent)
      p.low.replace(with: 0, where: absent)
      weights.high.base.set(lanes: p.high, j)
      weights.low.base.set(lanes: p.low, j)
      let next = DoubleDouble.exactSum(sum, p.high)
      sum = next.high
      correction += next.low + p.low
    }
    var total = DoubleDouble(0, 0)
    for lane in 0..<8 { total = total + DoubleDouble(sum[lane], 0) }
    total = total + Lanes(repeating: correction.total)
    let n = Double(filter.keys.count + 12)
    rowSum = (
      total.high[0], total.low[0],
      filter.rowSumError * Self.gain * 2 + filter.rowSum * (n * n * 0x1p-103)
        + n * (2 * FilterExponential.flushError)
    )
  }

  private func computeOutputs(_ filter: RowFilter) {
    let head = filter.head
    let columns = head.paddedColumns
    let divisor = DoubleDouble(rowSum.high, rowSum.low)
    for c in stride(from: 0, to: columns, by: 8) {
      var sum = Lanes()
      var correction = Lanes()
      for j in filter.keys where filter.weights[j] > 0 {
        let v = head.values.base.lanes(j * columns + c)
        let product = DoubleDouble.exactProduct(Lanes(repeating: weights.high[j]), v)
        let next = DoubleDouble.exactSum(sum, product.high)
        sum = next.high
        correction += next.low + product.low.addingProduct(Lanes(repeating: weights.low[j]), v)
      }
      // One step of long division: the quotient's remainder gives its low part.
      let numerator = DoubleDouble.exactSum(sum, correction)
      let quotient = numerator.high / divisor.high
      let product = DoubleDouble.exactProduct(quotient, divisor.high)
      let remainder =
        ((numerator.high - product.high) - product.low) + (numerator.low - quotient * divisor.low)
      outputs.high.base.set(lanes: quotient, c)
      outputs.low.base.set(lanes: remainder / divisor.high, c)
    }
  }

  /// The filter's radius with every term at least 2^40 times smaller.
  private func computeRadii(_ filter: RowFilter) {
    let n = Double(filter.keys.count)
    let squared = (n + 12) * (n + 12) * 0x1p-103
    let tiny = n * (2 * FilterExponential.flushError)
    for c in stride(from: 0, to: filter.head.paddedColumns, by: 8) {
      let output = filter.outputs.base.lanes(c).absolute + filter.radii.base.lanes(c)
      let spread =
        (filter.deviations[0].base.lanes(c) + filter.radii.base.lanes(c) * (filter.rowSum * 0x1p-9))
        * Self.gain
      let rounding =
        filter.magnitudes.base.lanes(c) * squared + output * (filter.rowSum * (squared + 0x1p-98))
        + (filter.greatestValues.base.lanes(c) + output) * tiny + Lanes(repeating: n * 0x1p-1070)
      radii.base.set(lanes: (spread + rounding) * ((1 + 0x1p-8) / filter.rowSum) + 0x1p-1070, c)
    }
  }
}
