import AttnGenerators
import AttnReference
import AttnSpec
import PropertyTesting
import Testing

/// Theorem R: no float row exceeds its bound, and the bound is not an empty promise.
@Suite struct TheoremRTests {
  /// Climbs towards the worst error/bound, of outputs and of log-sum-exps.
  @Test(arguments: SearchedKernel.all.map(\.name))
  func searchFindsNoRowAboveTheBound(name: String) throws {
    let kernel = SearchedKernel.all.first { $0.name == name }!
    let output = try SearchedRow.generator.worst("an output of \(name)", evaluations: 1440) {
      try ratios(kernel, $0).output
    }
    let logSumExp = try SearchedRow.generator.worst("a log-sum-exp of \(name)", evaluations: 1440) {
      try ratios(kernel, $0).logSumExp
    }
    // A bound that no row comes near would promise little: the search reaches a tenth of it for every variant but
    // `any`, whose bound allows for much more than this kernel does.
    if kernel.model.order != .any { #expect(output > 0.1, "largest error/bound of \(name)") }
    print(
      "Theorem R, \(name): largest error/bound \(output) (output), \(logSumExp) (log-sum-exp)")
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

extension SearchedRow: CustomStringConvertible {
  static let generator = Generator<SearchedRow> { source throws(Rejection) in
    let d = try source.draw(.int(in: 1...4))
    let n = try source.draw(.int(in: 1...9))
    let size = try source.draw(.element(of: [Float(1), 4, 30]))
    // Multiples of 2⁻¹² of a size, whose neighbours are neighbouring choices: what a climb goes along.
    let entries = Generator<Int>.int(in: -1 << 12...1 << 12).map { Float($0) * 0x1p-12 }
    let query = try source.draw(.array(of: entries, count: d))
    let keys = try source.draw(.matrix(of: entries, rows: n, columns: d))
    return SearchedRow(
      query: query.map { $0 * size }, keys: keys.map { $0.map { $0 * size } },
      values: try source.draw(.array(of: entries, count: n)),
      signs: try source.draw(.array(of: .element(of: [1, -1]), count: n)))
  }

  var description: String { "q = \(query), K = \(keys), v = \(values), errors of exp \(signs)" }
}
