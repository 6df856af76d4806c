import AttnFast
import AttnSpec
import Foundation
import Testing

/// Softmax attention in Double, written from the definition: one row, no tricks but the maximum.
private struct TextbookRow {
  var output: [Double]
  var logSumExp: Double
  var scores: [Double?]

  init(_ input: AttentionInput<Double>, batch: Int, head: Int, query: Int) {
    let specification = input.specification
    let shape = specification.shape
    let keyHead = batch * shape.keyHeads + head / (shape.heads / shape.keyHeads)
    let row = (batch * shape.heads + head) * shape.queries + query
    let offset = specification.mask.alignment == .topLeft ? 0 : shape.keys - shape.queries
    scores = (0..<shape.keys).map { key in
      if let left = specification.mask.left, Double(key) < Double(query + offset) - Double(left) {
        return nil
      }
      if let right = specification.mask.right, Double(key) > Double(query + offset) + Double(right) {
        return nil
      }
      var dot = 0.0
      for entry in 0..<shape.dimension {
        dot +=
          input.queries[row * shape.dimension + entry]
          * input.keys[(keyHead * shape.keys + key) * shape.dimension + entry]
      }
      return dot / Double(shape.dimension).squareRoot()
    }
    let maximum = scores.compactMap { $0 }.max() ?? 0
    let weights = scores.map { $0.map { exp($0 - maximum) } ?? 0 }
    let sum = weights.reduce(0, +)
    logSumExp = maximum + log(sum)
    output = (0..<shape.valueDimension).map { column in
      guard sum > 0 else { return specification.fullyMaskedRow == .zero ? 0 : .nan }
      return weights.enumerated().reduce(0) { total, weight in
        let value = input.values[(keyHead * shape.keys + weight.offset) * shape.valueDimension + column]
        return total + weight.element * value
      } / sum
    }
  }
}

/// Theorem R with its largest terms in the place of each: entries are at most 1, so |s| ≤ √d and |v| ≤ 1, no
/// underflow matters, and no more than n shifts. Twice that, because the textbook itself rounds as Double does.
private struct CoarseBound {
  let weight: Double
  let logSumExp: Double
  let output: Double

  init<Scalar: KernelScalar>(_ shape: AttentionShape, model: RoundingModel, _: Scalar.Type) {
    let u = Double(Scalar.ulpOfOne) / 2
    let score = Double(shape.dimension).squareRoot()
    let keys = Double(shape.keys)
    let scoreError = Double(shape.dimension + model.scaleRoundings + 2) * u * score
    let theta = expm1(
      2 * scoreError + 2 * u * score + (1 + keys) * Double(model.exponentialUlps) * 2 * u)
    let eta = (2 * keys + 3) * u
    weight = 2 * theta
    logSumExp = 2 * (scoreError + 2 * (theta + eta) + 4 * u * (score + log(keys + 1) + 1))
    output = 2 * (2 * (theta + eta) / (1 - theta - eta) + 2 * u)
  }
}

@Suite struct KernelsAgainstTextbookTests {
  private func check<Scalar: KernelScalar>(
    _: Scalar.Type, _ specification: AttentionSpecification, _ rows: [TextbookRow]
  ) throws {
    let shape = specification.shape
    let input: AttentionInput<Scalar> = randomInput(specification)
    for kernel in kernelsUnderTest(Scalar.self) {
      let label = "\(kernel.name) \(Scalar.self) \(specification)"
      let result = try kernel.attend(input)
      let bound = CoarseBound(shape, model: kernel.roundingModel, Scalar.self)
      let expected = rows.flatMap(\.output)
      #expect(result.output.count == expected.count, "\(label)")
      let isWithin = zip(result.output, expected).allSatisfy { computed, exact in
        computed.isNaN ? exact.isNaN : abs(Double(computed) - exact) <= bound.output
      }
      #expect(isWithin, "output of \(label)")
      let sums = try #require(result.logSumExp)
      let areWithin = zip(sums, rows).allSatisfy { computed, row in
        Double(computed) == row.logSumExp || abs(Double(computed) - row.logSumExp) <= bound.logSumExp
      }
      #expect(sums.count == rows.count && areWithin, "log-sum-exp of \(label)")
      if let revealed = result.revealed { check(revealed, rows, shape, bound, label) }
    }
  }

  private func check<Scalar>(
    _ revealed: RevealedWeights<Scalar>, _ rows: [TextbookRow], _ shape: AttentionShape, _ bound: CoarseBound,
    _ label: String
  ) {
    #expect(revealed.weights.count == rows.count * shape.keys, "\(label)")
    for (row, textbook) in rows.enumerated() {
      let shift = Double(revealed.shifts[row])
      let isWithin = textbook.scores.indices.allSatisfy { key in
        let weight = Double(revealed.weights[row * shape.keys + key])
        guard let score = textbook.scores[key] else { return weight == 0 }
        return abs(weight * exp(shift) / exp(score) - 1) <= bound.weight
      }
      #expect(isWithin, "A of \(label), row \(row)")
      let rowSum = Double(revealed.rowSums[row])
      let isSum =
        rowSum > 0 ? abs(shift + log(rowSum) - textbook.logSumExp) <= bound.logSumExp : shift == -.infinity
      #expect(isSum, "D of \(label), row \(row)")
    }
  }

  private func checkBoth(_ shape: AttentionShape, _ mask: BandMask) throws {
    let specification = AttentionSpecification(
      shape: shape, mask: mask, fullyMaskedRow: shape.dimension == 3 ? .nan : .zero)
    let input: AttentionInput<Double> = randomInput(specification)
    var rows: [TextbookRow] = []
    for batch in 0..<shape.batches {
      for head in 0..<shape.heads {
        for query in 0..<shape.queries {
          rows.append(TextbookRow(input, batch: batch, head: head, query: query))
        }
      }
    }
    try check(Float.self, specification, rows)
    try check(Double.self, specification, rows)
  }

  @Test(arguments: masksUnderTest) func squareAndRectangular(mask: BandMask) throws {
    for dimension in [1, 3, 32] {
      for tokens in [1, 2, 7, 63, 64, 65, 127] {
        try checkBoth(AttentionShape(queries: tokens, keys: tokens, dimension: dimension), mask)
      }
      for (queries, keys) in [(70, 9), (9, 70), (3, 0), (0, 3), (0, 0), (20, 1)] {
        try checkBoth(
          AttentionShape(queries: queries, keys: keys, dimension: dimension, valueDimension: dimension + 8),
          mask)
      }
    }
  }

  @Test func groupedHeadsAndBatches() throws {
    for (heads, keyHeads) in [(4, 2), (3, 1), (3, 3), (0, 0)] {
      for mask in masksUnderTest {
        try checkBoth(
          AttentionShape(
            batches: 2, heads: heads, keyHeads: keyHeads, queries: 18, keys: 21, dimension: 3,
            valueDimension: 0),
          mask)
        try checkBoth(
          AttentionShape(
            batches: 2, heads: heads, keyHeads: keyHeads, queries: 18, keys: 21, dimension: 3,
            valueDimension: 9),
          mask)
      }
    }
  }
}
