import AttnAudit
import AttnFast
import AttnSpec
import Testing

/// Inputs and coefficients that are small integers, so that every sum is exact in any order: the kernel must then
/// yield the quotient of two integers, rounded once.
@Suite struct PolynomialIntegerTests {
  /// A problem in integers, with entries in -1...1, values in -3...3, and its solution from the definition.
  private struct IntegerProblem {
    let specification: AttentionSpecification
    let coefficients: [Int]
    let queries: [Int]
    let keys: [Int]
    let values: [Int]
    /// Empty, or z.
    let shift: [Int]

    init(_ specification: AttentionSpecification, degree: Int, shifted: Bool, seed: UInt64) {
      self.specification = specification
      var generator = DeterministicGenerator(seed: seed)
      func numbers(_ limit: Int, _ sizes: Int...) -> [Int] {
        (0..<sizes.reduce(1, *)).map { _ in Int.random(in: -limit...limit, using: &generator) }
      }
      let shape = specification.shape
      coefficients = numbers(3, degree + 1)
      queries = numbers(1, shape.batches, shape.heads, shape.queries, shape.dimension)
      keys = numbers(1, shape.batches, shape.keyHeads, shape.keys, shape.dimension)
      values = numbers(3, shape.batches, shape.keyHeads, shape.keys, shape.valueDimension)
      shift = shifted ? numbers(1, shape.batches, shape.keyHeads, shape.dimension) : []
    }

    /// No intermediate result is larger: all terms of all weights, with the greatest |v|.
    var greatest: Int {
      let product = specification.shape.dimension * (shift.isEmpty ? 1 : 2)
      var (sum, power) = (0, 1)
      for coefficient in coefficients {
        sum += abs(coefficient) * power
        power *= product
      }
      return sum * 3 * max(specification.shape.keys, 1)
    }

    struct Row {
      var hasKey = false
      /// p(⟨q, k - z⟩) for each key, 0 where masked.
      var weights: [Int]
      /// Σ p·v for each column.
      var sums: [Int]
      /// ⟨q, z⟩.
      var shiftProduct = 0
    }

    func rows() -> [Row] {
      let shape = specification.shape
      let (d, dv) = (shape.dimension, shape.valueDimension)
      let offset = specification.mask.alignment == .topLeft ? 0 : shape.keys - shape.queries
      return (0..<(shape.batches * shape.heads * shape.queries)).map { row in
        let (head, query) = row.quotientAndRemainder(dividingBy: shape.queries)
        let keyHead = head / (shape.heads / shape.keyHeads)
        var result = Row(
          weights: [Int](repeating: 0, count: shape.keys), sums: [Int](repeating: 0, count: dv))
        if !shift.isEmpty {
          for entry in 0..<d { result.shiftProduct += queries[row * d + entry] * shift[keyHead * d + entry] }
        }
        for key in 0..<shape.keys {
          if let right = specification.mask.right, Double(key) > Double(query + offset) + Double(right) {
            continue
          }
          result.hasKey = true
          var y = 0
          for entry in 0..<d {
            let z = shift.isEmpty ? 0 : shift[keyHead * d + entry]
            y += queries[row * d + entry] * (keys[(keyHead * shape.keys + key) * d + entry] - z)
          }
          result.weights[key] = coefficients.reversed().reduce(0) { $0 * y + $1 }
          for column in 0..<dv {
            result.sums[column] += result.weights[key] * values[(keyHead * shape.keys + key) * dv + column]
          }
        }
        return result
      }
    }
  }

  private func check<Scalar: KernelScalar>(
    _ problem: IntegerProblem, tile: Int, tilesPerBlock: Int, threads: Int?, _: Scalar.Type
  ) throws {
    try #require(Double(problem.greatest) * 2 < 2 / Double(Scalar.ulpOfOne))
    let shape = problem.specification.shape
    let kernel = PolynomialAttention<Scalar>(
      coefficients: problem.coefficients.map { Double($0) },
      keyShift: problem.shift.isEmpty ? nil : problem.shift.map { Scalar($0) }, tile: tile,
      tilesPerBlock: tilesPerBlock, revealing: 1..<4, threads: threads)
    let input = AttentionInput<Scalar>(
      specification: problem.specification, queries: problem.queries.map { Scalar($0) },
      keys: problem.keys.map { Scalar($0) }, values: problem.values.map { Scalar($0) })
    let result = try kernel.attend(input)
    let label = "\(Scalar.self) degree \(problem.coefficients.count - 1), \(problem.specification)"
    let rows = problem.rows()
    try #require(result.output.count == rows.count * shape.valueDimension)
    var wrong = 0
    for (row, exact) in rows.enumerated() {
      let divisor = exact.weights.reduce(0, +)
      for (column, sum) in exact.sums.enumerated() {
        let computed = result.output[row * shape.valueDimension + column]
        if !exact.hasKey {
          wrong +=
            problem.specification.fullyMaskedRow == .nan ? (computed.isNaN ? 0 : 1) : computed == 0 ? 0 : 1
        } else if divisor != 0 {
          wrong += computed == Scalar(sum) / Scalar(divisor) ? 0 : 1
        }
      }
    }
    #expect(wrong == 0, "\(wrong) entries of \(label)")
    try check(#require(result.revealed), rows, problem, label)
  }

  private func check<Scalar: KernelScalar>(
    _ revealed: RevealedWeights<Scalar>, _ rows: [IntegerProblem.Row], _ problem: IntegerProblem,
    _ label: String
  ) throws {
    let shape = problem.specification.shape
    #expect(revealed.rows == (1..<4).clamped(to: 0..<shape.queries), "\(label)")
    try #require(
      revealed.weights.count == shape.batches * shape.heads * revealed.rows.count * shape.keys, "\(label)")
    try #require(revealed.rowSums.count == rows.count && revealed.shifts.count == rows.count, "\(label)")
    var expected: [Scalar] = []
    for (row, exact) in rows.enumerated() {
      if revealed.rows.contains(row % shape.queries) { expected += exact.weights.map { Scalar($0) } }
      let isRight =
        revealed.rowSums[row] == Scalar(exact.weights.reduce(0, +))
        && revealed.shifts[row] == (exact.hasKey ? Scalar(exact.shiftProduct) / 4 : -.infinity)
      #expect(isRight, "row \(row) of \(label)")
    }
    #expect(revealed.weights == expected, "weights of \(label)")
  }

  private func check(
    _ shape: AttentionShape, _ mask: BandMask, degree: Int, tile: Int = 4, tilesPerBlock: Int = 2,
    threads: Int? = 1
  ) throws {
    let specification = AttentionSpecification(
      shape: shape, scale: .number("1/4"), mask: mask, fullyMaskedRow: degree == 3 ? .nan : .zero)
    for shifted in [false, true] {
      let problem = IntegerProblem(
        specification, degree: degree, shifted: shifted, seed: UInt64(degree * 100 + shape.keys))
      try check(problem, tile: tile, tilesPerBlock: tilesPerBlock, threads: threads, Double.self)
      if Double(problem.greatest) < 0x1p23 {
        try check(problem, tile: tile, tilesPerBlock: tilesPerBlock, threads: threads, Float.self)
      }
    }
  }

  @Test(arguments: 0...6) func degreesAndDimensions(degree: Int) throws {
    for dimension in 1...8 {
      for mask in rightMasks {
        try check(
          AttentionShape(
            queries: 19, keys: 21, dimension: dimension, valueDimension: (degree + dimension) % 11),
          mask, degree: degree)
      }
    }
  }

  /// Blocks of 8 keys; beyond 64 keys a segment has more than one of them.
  @Test(arguments: [0, 1, 3, 4, 5, 7, 8, 9, 16, 17, 31, 33, 63, 64, 65, 72, 130]) func boundaries(tokens: Int)
    throws
  {
    for mask in rightMasks {
      for other in [tokens, 0, 1, 8, 40] {
        try check(AttentionShape(queries: tokens, keys: other, dimension: 2), mask, degree: 2)
        try check(AttentionShape(queries: other, keys: tokens, dimension: 2), mask, degree: 2)
      }
    }
  }

  @Test func tilesAndBlocks() throws {
    for (tile, tilesPerBlock) in [(1, 1), (1, 1000), (1000, 1), (3, 5), (16, 1), (65536, 1 << 31)] {
      for mask in rightMasks {
        try check(
          AttentionShape(queries: 70, keys: 70, dimension: 3, valueDimension: 13), mask, degree: 2,
          tile: tile,
          tilesPerBlock: tilesPerBlock)
      }
    }
  }

  @Test func groupedHeadsAndBatches() throws {
    for (heads, keyHeads) in [(4, 2), (3, 1), (3, 3), (0, 0)] {
      for mask in rightMasks {
        try check(
          AttentionShape(
            batches: 2, heads: heads, keyHeads: keyHeads, queries: 27, keys: 37, dimension: 3,
            valueDimension: heads), mask, degree: 3, threads: 2)
      }
    }
  }
}

/// Every kind of mask without a left side.
let rightMasks: [BandMask] = [
  .none, .causal, .causalBottomRight,
  BandMask(left: nil, right: -1, alignment: .topLeft),
  BandMask(left: nil, right: 13, alignment: .topLeft),
  BandMask(left: nil, right: -5, alignment: .bottomRight),
  BandMask(left: nil, right: 30, alignment: .bottomRight),
  BandMask(left: nil, right: .min, alignment: .bottomRight),
  BandMask(left: nil, right: .max, alignment: .topLeft),
]
