import AttnAudit
import AttnReference
import AttnSpec
import PropertyTesting
import Testing

/// Theorem R: no float row exceeds its bound, and the bound is not an empty promise.
@Suite struct TheoremRTests {
  /// Climbs towards the worst error/bound from many random rows; `ATTN_EFFORT` multiplies their number.
  @Test(arguments: SearchedKernel.all.map(\.name))
  func searchFindsNoRowAboveTheBound(name: String) throws {
    let kernel = SearchedKernel.all.first { $0.name == name }!
    var generator = DeterministicGenerator(seed: TestSettings.seed)
    var worst = (output: 0.0, logSumExp: 0.0)
    for start in 0..<24 * TestSettings.effort {
      var row = SearchedRow.random(using: &generator, sharp: start % 3)
      var best = try ratios(kernel, row)
      for _ in 0..<60 {
        let candidate = row.perturbed(using: &generator)
        let found = try ratios(kernel, candidate)
        worst = (max(worst.output, found.output), max(worst.logSumExp, found.logSumExp))
        if found.output > best.output { (row, best) = (candidate, found) }
      }
    }
    #expect(worst.output <= 1, "an output of \(name) exceeds Theorem R's bound")
    #expect(worst.logSumExp <= 1, "a log-sum-exp of \(name) exceeds Theorem R's bound")
    // A bound that no row comes near would promise little: the search reaches a tenth of it for every variant but
    // `any`, whose bound allows for much more than this kernel does.
    if kernel.model.order != .any { #expect(worst.output > 0.1, "largest error/bound of \(name): \(worst)") }
    print(
      "Theorem R, \(name): largest error/bound \(worst.output) (output), \(worst.logSumExp) (log-sum-exp)")
  }

  private func ratios(_ kernel: SearchedKernel, _ row: SearchedRow) throws -> (
    output: Double, logSumExp: Double
  ) {
    let specification = AttentionSpecification(
      shape: AttentionShape(
        queries: 1, keys: row.keys.count, dimension: row.query.count, valueDimension: 1))
    let problem = try AttentionProblem(
      specification: specification, queries: row.query.map(Double.init),
      keys: row.keys.flatMap { $0 }.map(Double.init), values: row.values.map(Double.init))
    let judge = try RowJudge(
      HeadReference(problem, head: 0), contracts: [.rounding(kernel.model)])
    judge.load(row: 0)
    let (output, logSumExp) = kernel.run(row)
    let verdict = [Double(output)].withUnsafeBufferPointer { judge.judgeOutput($0, contract: 0) }
    let logVerdict = judge.judgeLogSumExp(Double(logSumExp), contract: 0)
    return (verdict.worst?.ratio ?? 0, logVerdict.worst?.ratio ?? 0)
  }
}

extension SearchedRow {
  static func random(using generator: inout DeterministicGenerator, sharp: Int) -> SearchedRow {
    let d = Int.random(in: 1...4, using: &generator)
    let n = Int.random(in: 1...9, using: &generator)
    let size: Float = [1, 4, 30][sharp]
    func entry(_ size: Float) -> Float { Float.random(in: -size...size, using: &generator) }
    return SearchedRow(
      query: (0..<d).map { _ in entry(size) }, keys: (0..<n).map { _ in (0..<d).map { _ in entry(size) } },
      values: (0..<n).map { _ in entry(1) },
      signs: (0..<n).map { _ in Bool.random(using: &generator) ? 1 : -1 })
  }

  /// One number changed, by a little or altogether.
  func perturbed(using generator: inout DeterministicGenerator) -> SearchedRow {
    var row = self
    let key = Int.random(in: 0..<keys.count, using: &generator)
    let l = Int.random(in: 0..<query.count, using: &generator)
    func moved(_ x: Float) -> Float {
      Bool.random(using: &generator)
        ? x * Float.random(in: 0.999...1.001, using: &generator)
        : x * Float.random(in: -1.5...1.5, using: &generator)
    }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: row.query[l] = moved(query[l])
    case 1: row.keys[key][l] = moved(keys[key][l])
    case 2: row.values[key] = moved(values[key])
    default: row.signs[key] = -signs[key]
    }
    return row
  }
}
