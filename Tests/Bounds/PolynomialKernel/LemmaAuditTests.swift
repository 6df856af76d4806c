import AttnAuditTesting
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

/// D3.1 on a real kernel: A, D and the output against (ε_A, ε_D), as L3.4 to L3.6 and E3 have it.
@Suite struct LemmaAuditTests {
  private static let instances = BoundedInput.generator(
    AttentionSpecification(
      shape: AttentionShape(heads: 2, keyHeads: 1, queries: 30, keys: 50, dimension: 4),
      scale: .inverseDimension), Double.self, scoreBound: 1)

  private func instance(_ input: AttentionInput<Double>) throws -> PolynomialInstance<Double> {
    try PolynomialInstance(
      input, polynomial: PolynomialCache.shared.polynomial(degree: 4, dimension: 4, scoreBound: 1),
      revealing: 0..<30)
  }

  /// With D̂ the row sum of Ã but for rounding, all forms of L3.6 hold for the output: as printed, E3a, and E3b,
  /// which with roundings is the certificate's own bound.
  @Test func theOutputKeepsEveryFormOfTheLemma() throws {
    expectProperty(Self.instances.map { ShownInput(input: $0) }, cases: 3) { shown in
      let instance = try instance(shown.input)
      let bound = instance.certificate.bound
      try require(bound.weights != nil && bound.rowSums != nil, "no ε_A and ε_D")
      let (weights, rowSums) = (Rational(bound.weights!), Rational(bound.rowSums!))
      let magnitude = Rational(Dyadic(exactly: instance.certificate.norms.valueMagnitude))
      let contracts: [Contract] = [
        .lemma(weights: weights.description, rowSums: rowSums.description),
        .absolute(((weights + rowSums) / (1 - rowSums) * magnitude).description),
        .absolute(Rational(bound.output).description),
      ]
      let result = try instance.kernel.attend(instance.input)
      for head in 0..<2 {
        let judge = try RowJudge(HeadReference(instance.problem, head: head), contracts: contracts)
        for row in 0..<30 {
          judge.load(row: row)
          let start = (head * 30 + row) * 4
          for contract in contracts.indices {
            let verdict = result.output[start..<start + 4].withUnsafeBufferPointer {
              judge.judgeOutput($0, contract: contract)
            }
            try require(verdict.certified == 4, "\(contracts[contract]) in row \(row) of head \(head)")
          }
        }
      }
      try require(try instance.judge().isCertified, "the certificate's own bounds")
      // E3b is half of what L3.6 prints for ε_A = ε_D, but for roundings and for 1e-3 of ε² terms.
      try require(Rational(bound.output) < (weights + rowSums) * magnitude * Rational(501, 1000), "E3b")
    }
  }

  /// ε_A and ε_D a hundredth smaller than the largest error are broken by some entry: the audit can fail.
  @Test func smallerPromisesAreRefuted() throws {
    let instance = try instance(Self.instances.example())
    let result = try instance.kernel.attend(instance.input)
    let revealed = try #require(result.revealed)
    let worst = try instance.judge().weights.ratio
    let promised = Rational(try #require(instance.certificate.bound.weights))
    let smaller = promised * Rational(Dyadic(exactly: worst)) * Rational(99, 100)
    let contract = Contract.lemma(weights: smaller.description, rowSums: smaller.description)
    var refuted = 0
    for head in 0..<2 {
      let judge = try RowJudge(HeadReference(instance.problem, head: head), contracts: [contract])
      for row in 0..<30 {
        judge.load(row: row)
        let start = (head * 30 + row) * 50
        refuted += revealed.weights[start..<start + 50].withUnsafeBufferPointer {
          judge.judgeWeights($0, shift: revealed.shifts[head * 30 + row], contract: 0).refuted
        }
      }
    }
    #expect(refuted > 0)
  }
}
