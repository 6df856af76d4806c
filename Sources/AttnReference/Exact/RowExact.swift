internal import ExactArith

/// The exact stage: one row in integers, its weights in fixed point with one counted error.
///
/// Scores are exact integers times σ; pⱼ = e^(sⱼ - s_β) is known to 2 units of 2^-bits; sums of weights and of
/// weighted values are exact integers of those, so their errors are 2 units times the number of keys, or times
/// the sum of the values' positive and negative parts. Complexity: O(n·d) integer products and n exponentials.
final class RowExact {
  let exact: ExactHead
  let keys: Range<Int>
  /// β, the key that weights are referred to, and its position in `keys`.
  let reference: Int
  /// ⟨q, kⱼ⟩ and Σ|qk| of each key of the row, times 2^-exponent.
  let scores: [Integer]
  let magnitudes: [Integer]
  let exponent: Int
  let bits: Int
  /// ⌊pⱼ·2^bits⌋ up to one unit below.
  let weights: [Integer]
  private let weightSum: Integer

  /// - Parameter reference: β as a usable filter chose it, so that no weight exceeds 2⁴; `nil` takes the greatest
  ///   exact score.
  init(_ exact: ExactHead, row: Int, reference: Int?, bits: Int) {
    self.exact = exact
    self.bits = bits
    keys = exact.head.allowedKeys(row)
    let scale = exact.head.problem.scale
    let (sums, magnitudes, exponent) = exact.products(row: row, keys: keys)
    (scores, self.magnitudes, self.exponent) = (sums, magnitudes, exponent)
    let chosen: Int
    if let reference {
      chosen = reference - keys.lowerBound
    } else {
      let best = scale.signum >= 0 ? sums.max()! : sums.min()!
      chosen = sums.firstIndex(of: best)!
    }
    self.reference = chosen + keys.lowerBound

    // Scores differ by up to 2^size: σ needs as many bits more.
    let size = max(0, sums.map(\.bitWidth).max()! + exponent)
    let sigma = scale.enclosure(bits: bits + size + 16)
    let origin = sums[chosen]
    weights = sums.map { sum in
      let difference = Interval(Dyadic(significand: sum - origin, exponent: exponent)) * sigma
      // e^x < 2^-bits for x below this.
      if difference.upper < Dyadic(-bits) { return Integer() }
      return Integer.exp(
        of: difference.lower.rounded(toBits: bits + size + 16, .down), fractionBits: bits + 8) >> 8
    }
    weightSum = weights.reduce(into: Integer()) { $0 += $1 }
  }

  /// The greatest distance between a weight and its fixed-point number, in units of 2^-bits.
  ///
  /// The floor costs less than one. What comes before, less than one: the exponential's 2 units of 2^-(bits + 8),
  /// and the argument's error, at most 2^-(bits + 12) times a weight of at most 2^4.
  private static let unit = 2

  private func dyadic(_ value: Integer) -> Dyadic { Dyadic(significand: value, exponent: -bits) }

  /// An enclosure of pⱼ.
  func weight(_ index: Int) -> Interval {
    Interval(lower: dyadic(weights[index]), upper: dyadic(weights[index] + Integer(Self.unit)))
  }

  /// An enclosure of D = Σpⱼ.
  var rowSum: Interval {
    Interval(lower: dyadic(weightSum), upper: dyadic(weightSum + Integer(Self.unit * weights.count)))
  }

  /// An enclosure of the score of a key; of the reference key by default.
  func score(_ index: Int? = nil, bits: Int) -> Interval {
    let position = index ?? reference - keys.lowerBound
    let value = Dyadic(significand: scores[position], exponent: exponent)
    return (Interval(value) * exact.head.problem.scale.enclosure(bits: bits + 8)).rounded(toBits: bits)
  }

  /// An enclosure of L = ln Σe^sⱼ.
  func logSumExp(bits: Int) -> Interval {
    (score(bits: bits + 8) + (try! rowSum.log(bits: bits + 8))).rounded(toBits: bits)
  }

  /// Enclosures of o = Σpⱼvⱼ/D, Σpⱼ|vⱼ| and Σ|vⱼ| for one column.
  func column(_ c: Int) -> (output: Interval, magnitude: Interval, values: Dyadic) {
    var (sum, magnitude, positive, negative) = (Integer(), Integer(), Integer(), Integer())
    for (index, key) in keys.enumerated() {
      let v = exact.value(key, c)
      sum.addProduct(weights[index], v)
      magnitude.addProduct(weights[index], v.magnitude)
      if v.signum() > 0 { positive += v } else { negative += v }
    }
    let total = positive - negative
    let shift = exact.valueExponent - bits
    func scaled(_ value: Integer) -> Dyadic { Dyadic(significand: value, exponent: shift) }
    let numerator = Interval(
      lower: scaled(sum + negative * Self.unit), upper: scaled(sum + positive * Self.unit))
    let output = numerator.divided(by: rowSum, bits: bits)!
    return (
      output, Interval(lower: scaled(magnitude), upper: scaled(magnitude + total * Self.unit)),
      Dyadic(significand: total, exponent: exact.valueExponent)
    )
  }

  /// v of one key and column.
  func value(_ index: Int, _ c: Int) -> Dyadic {
    Dyadic(
      significand: exact.value(keys.lowerBound + index, c), exponent: exact.valueExponent)
  }

  /// The exact score of a key without σ.
  func unscaledScore(_ index: Int) -> Dyadic { Dyadic(significand: scores[index], exponent: exponent) }
}
