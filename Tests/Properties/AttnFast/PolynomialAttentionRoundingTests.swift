import AttnFast
import AttnSpec
import Testing

/// One row of ΣpV/Σp from the definition, in Double, and how far a kernel may be from it.
private struct PolynomialRow {
  /// p of each key, 0 where masked, and Σ_k |c_k|·(Σ_l |q_l(k_l - z_l)|)ᵏ ≥ |p|.
  private(set) var weights: [Double]
  private(set) var magnitudes: [Double]
  private(set) var divisor = 0.0
  private(set) var divisorMagnitude = 0.0
  private(set) var sums: [Double]
  private(set) var sumMagnitudes: [Double]

  /// - Parameter row: of all heads.
  init(_ input: AttentionInput<Double>, row: Int, coefficients: [Double], shift: [Double]?) {
    let shape = input.specification.shape
    let (d, columns) = (shape.dimension, shape.valueDimension)
    let (head, query) = row.quotientAndRemainder(dividingBy: shape.queries)
    let keyHead = head / (shape.heads / shape.keyHeads)
    let offset = input.specification.mask.alignment == .topLeft ? 0 : shape.keys - shape.queries
    weights = [Double](repeating: 0, count: shape.keys)
    magnitudes = weights
    sums = [Double](repeating: 0, count: columns)
    sumMagnitudes = sums
    for key in 0..<shape.keys {
      if let right = input.specification.mask.right, Double(key) > Double(query + offset) + Double(right) {
        continue
      }
      var (y, bound) = (0.0, 0.0)
      for entry in 0..<d {
        let k = input.keys[(keyHead * shape.keys + key) * d + entry] - (shift?[keyHead * d + entry] ?? 0)
        y += input.queries[row * d + entry] * k
        bound += abs(input.queries[row * d + entry] * k)
      }
      weights[key] = coefficients.reversed().reduce(0) { $0 * y + $1 }
      magnitudes[key] = coefficients.reversed().reduce(0) { $0 * bound + abs($1) }
      divisor += weights[key]
      divisorMagnitude += magnitudes[key]
      for column in 0..<columns {
        let value = input.values[(keyHead * shape.keys + key) * columns + column]
        sums[column] += weights[key] * value
        sumMagnitudes[column] += magnitudes[key] * abs(value)
      }
    }
  }
}

/// The roundings that a term w_α·f_α(q)·f_α(k)·v of the output passes, counted from the kernel's arithmetic, and those
/// of `PolynomialRow`.
///
/// Inputs are multiples of 2⁻²⁰ in [-1, 1], so k - z is exact in both formats. What underflows is left out: it is
/// below 2⁻¹⁴⁰ in total, and the bounds are above 2⁻⁵³·n.
private struct RoundingCount {
  let output: Double
  let weight: Double

  init(_ arithmetic: PolynomialArithmetic, _ shape: AttentionShape, degree: Int, u: Double) {
    let features = (0..<min(degree, shape.dimension)).reduce(1) {
      $0 * (max(degree, shape.dimension) + $1 + 1) / ($1 + 1)
    }
    let product = 2 * max(0, degree - 1) + 1
    let sum = (features + arithmetic.lanes - 1) / arithmetic.lanes + arithmetic.lanes.trailingZeroBitCount
    // Through the state: the product with v, a block, and the state; with the remaining keys' sum at the end.
    let block = arithmetic.tile + arithmetic.tilesPerBlock
    let throughState = product + 1 + block + 1 + sum + 1
    // By Horner's rule: a coefficient, two for each power, and each power's inner products.
    let horner = 1 + degree * (2 + shape.dimension)
    let remaining = horner + 1 + arithmetic.tile + 2 * arithmetic.tilesPerBlock + 1
    let blocks = shape.keys / (arithmetic.tile * arithmetic.tilesPerBlock) + 1
    let wide = 2 + blocks + arithmetic.segments + 1
    let textbook = horner + 1 + shape.keys
    func bound(_ roundings: Int, _ inDouble: Int) -> Double {
      (Double(roundings) * u + Double(inDouble) * 0x1p-53) * 1.01
    }
    output = bound(max(throughState, remaining), wide + textbook)
    weight = bound(product + 1 + sum, 2 + textbook)
  }
}

@Suite struct PolynomialAttentionRoundingTests {
  /// Returns the largest error, relative to its bound, and the largest bound.
  private func check<Scalar: KernelScalar>(
    _ shape: AttentionShape, _ mask: BandMask, degree: Int, shifted: Bool, tile: Int, tilesPerBlock: Int,
    _: Scalar.Type
  ) throws -> (ratio: Double, bound: Double) {
    let specification = AttentionSpecification(shape: shape, scale: .inverseDimension, mask: mask)
    let wide: AttentionInput<Double> = randomInput(specification, seed: UInt64(degree))
    let shift: [Double]? =
      shifted
      ? randomInput(
        AttentionSpecification(
          shape: AttentionShape(
            batches: shape.batches, heads: shape.keyHeads, queries: 0, keys: 1, dimension: shape.dimension)),
        seed: 5
      ).keys : nil
    let coefficients = exponentialCoefficients(degree: degree, divisor: shape.dimension)
    let kernel = PolynomialAttention<Scalar>(
      coefficients: coefficients, keyShift: shift.map { $0.map { Scalar($0) } }, tile: tile,
      tilesPerBlock: tilesPerBlock, revealing: 3..<5, threads: 1)
    let u = Double(Scalar.ulpOfOne) / 2
    let count = RoundingCount(kernel.arithmetic, shape, degree: degree, u: u)
    let result = try kernel.attend(
      AttentionInput<Scalar>(
        specification: specification, queries: wide.queries.map { Scalar($0) },
        keys: wide.keys.map { Scalar($0) }, values: wide.values.map { Scalar($0) }))
    let revealed = try #require(result.revealed)
    let (rows, columns) = (shape.batches * shape.heads * shape.queries, shape.valueDimension)
    try #require(result.output.count == rows * columns)
    var (worst, largest, wrong, shown) = (0.0, 0.0, 0, 0)
    func compare(_ computed: Scalar, _ exact: Double, within bound: Double) {
      let error = abs(Double(computed) - exact)
      if !(error <= bound) { wrong += 1 }
      if bound > 0 { worst = max(worst, error / bound) }
      largest = max(largest, bound)
    }
    for row in 0..<rows {
      let exact = PolynomialRow(wide, row: row, coefficients: coefficients, shift: shift)
      let divisorError = count.output * exact.divisorMagnitude
      if exact.divisorMagnitude > 0 { try #require(exact.divisor > 2 * divisorError) }
      for column in 0..<columns {
        // (N + e)/(D + f) - N/D = (e - f·N/D)/(D + f), and the division's own rounding.
        let quotient = exact.divisor > 0 ? exact.sums[column] / exact.divisor : 0
        let error = count.output * exact.sumMagnitudes[column] + abs(quotient) * divisorError
        let bound =
          exact.divisor > 0 ? error / (exact.divisor - divisorError) * (1 + u) + u * abs(quotient) : 0
        compare(result.output[row * columns + column], quotient, within: bound)
      }
      if abs(Double(revealed.rowSums[row]) - exact.divisor) > divisorError { wrong += 1 }
      if revealed.rows.contains(row % shape.queries) {
        for key in 0..<shape.keys {
          let weight = Double(revealed.weights[shown * shape.keys + key])
          if abs(weight - exact.weights[key]) > count.weight * exact.magnitudes[key] { wrong += 1 }
        }
        shown += 1
      }
    }
    #expect(wrong == 0, "\(wrong) numbers of \(Scalar.self), degree \(degree), \(specification)")
    return (worst, largest)
  }

  /// Both formats; returns what is found in Float.
  @discardableResult
  private func checkBoth(
    _ shape: AttentionShape, _ mask: BandMask, degree: Int, shifted: Bool = false, tile: Int = 16,
    tilesPerBlock: Int = 16
  ) throws -> (ratio: Double, bound: Double) {
    _ = try check(
      shape, mask, degree: degree, shifted: shifted, tile: tile, tilesPerBlock: tilesPerBlock, Double.self)
    return try check(
      shape, mask, degree: degree, shifted: shifted, tile: tile, tilesPerBlock: tilesPerBlock, Float.self)
  }

  @Test(arguments: 0...6) func degrees(degree: Int) throws {
    for dimension in [1, 2, 5, 8] {
      for mask in rightMasks {
        try checkBoth(
          AttentionShape(queries: 45, keys: 61, dimension: dimension, valueDimension: 3), mask, degree: degree
        )
      }
      let unmasked = try checkBoth(
        AttentionShape(queries: 50, keys: 900, dimension: dimension, valueDimension: 20), .none,
        degree: degree, shifted: true)
      let causal = try checkBoth(
        AttentionShape(queries: 600, keys: 600, dimension: dimension, valueDimension: 2), .causal,
        degree: degree, shifted: degree % 2 == 0, tilesPerBlock: 4)
      // Values are at most 1: the bound says something, and is not a thousand times too large.
      #expect(max(unmasked.bound, causal.bound) < 0x1p-14 && min(unmasked.ratio, causal.ratio) > 0x1p-10)
    }
  }

  @Test func groupedHeadsAndBatches() throws {
    for mask in rightMasks {
      try checkBoth(
        AttentionShape(
          batches: 2, heads: 6, keyHeads: 3, queries: 70, keys: 140, dimension: 3, valueDimension: 9), mask,
        degree: 3, shifted: true, tile: 8, tilesPerBlock: 3)
    }
  }

  /// A flat chain is within its own bound, and outside that of short ones.
  @Test func oneChain() throws {
    let shape = AttentionShape(queries: 30, keys: 3000, dimension: 2)
    let found = try checkBoth(shape, .none, degree: 3, tile: 1, tilesPerBlock: 4000)
    let short = try checkBoth(shape, .none, degree: 3)
    #expect(found.ratio * found.bound > short.ratio * short.bound)
  }
}
