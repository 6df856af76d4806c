import AttnAuditTesting
import AttnFast
import AttnGenerators
import AttnSpec
import PropertyTesting
import Testing

/// Inputs and coefficients that are small integers, so that every sum is exact in any order: the kernel must then
/// yield the quotient of two integers, rounded once.
@Suite struct PolynomialAttentionIntegerTests {
  private func check<Scalar: KernelScalar>(
    _ problem: IntegerProblem, tile: Int, tilesPerBlock: Int, threads: Int?, _: Scalar.Type
  ) throws {
    try require(Double(problem.greatest) * 2 < 2 / Double(Scalar.ulpOfOne), "the numbers are too large")
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
    try require(result.output.count == rows.count * shape.valueDimension, "entries of \(label)")
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
    try require(wrong == 0, "\(wrong) entries of \(label)")
    try require(result.revealed != nil, "\(label) reveals nothing")
    try check(result.revealed!, rows, problem, label)
  }

  private func check<Scalar: KernelScalar>(
    _ revealed: RevealedWeights<Scalar>, _ rows: [IntegerProblem.Row], _ problem: IntegerProblem,
    _ label: String
  ) throws {
    let shape = problem.specification.shape
    try require(revealed.rows == (1..<4).clamped(to: 0..<shape.queries), "rows of \(label)")
    try require(
      revealed.weights.count == shape.batches * shape.heads * revealed.rows.count * shape.keys,
      "number of weights of \(label)")
    try require(
      revealed.rowSums.count == rows.count && revealed.shifts.count == rows.count, "row sums of \(label)")
    var expected: [Scalar] = []
    for (row, exact) in rows.enumerated() {
      if revealed.rows.contains(row % shape.queries) { expected += exact.weights.map { Scalar($0) } }
      let isRight =
        revealed.rowSums[row] == Scalar(exact.weights.reduce(0, +))
        && revealed.shifts[row] == (exact.hasKey ? Scalar(exact.shiftProduct) / 4 : -.infinity)
      try require(isRight, "row \(row) of \(label)")
    }
    try require(revealed.weights == expected, "weights of \(label)")
  }

  /// A problem, and how it is cut into tiles and blocks.
  private struct Case: CustomStringConvertible {
    var problem: IntegerProblem
    var tile: Int
    var tilesPerBlock: Int
    var threads: Int

    var description: String {
      "blocks of \(tilesPerBlock) tiles of \(tile) keys, \(threads) threads, \(problem)"
    }
  }

  private static let cases = Generator<Case> { source throws(Rejection) in
    let shape = try source.draw(
      .attentionShape(
        batches: 1...2, heads: 1...3, queries: 0...40, keys: 0...40, dimension: 1...3,
        valueDimension: 0...5))
    let right = try source.draw(Generator<Int>.int(in: -10...45).optional)
    let alignment = try source.draw(.element(of: [MaskAlignment.topLeft, .bottomRight]))
    let specification = AttentionSpecification(
      shape: shape, scale: .number("1/4"), mask: BandMask(left: nil, right: right, alignment: alignment),
      fullyMaskedRow: try source.draw(.element(of: [.zero, .nan])))
    let degree = try source.draw(.int(in: 0...4))
    return Case(
      problem: try source.draw(
        IntegerProblem.generator(specification, degree: degree, shifted: try source.draw(.bool))),
      tile: try source.draw(.int(in: 1...9)), tilesPerBlock: try source.draw(.int(in: 1...5)),
      threads: try source.draw(.int(in: 1...2)))
  }

  @Test func anyProblem() {
    let labels: [Label<Case>] = [
      Label("a row without a key", atLeast: 10) { $0.problem.rows().contains { !$0.hasKey } },
      Label("several blocks", atLeast: 20) {
        $0.problem.specification.shape.keys > $0.tile * $0.tilesPerBlock
      },
      Label("shared key heads", atLeast: 10) {
        $0.problem.specification.shape.heads > $0.problem.specification.shape.keyHeads
      },
    ]
    expectProperty(Self.cases, cases: 150, labels: labels) { one in
      try check(
        one.problem, tile: one.tile, tilesPerBlock: one.tilesPerBlock, threads: one.threads, Double.self)
    }
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
