import AttnAuditTesting
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

/// The a-priori bound of Theorem P is never exceeded: every entry of every instance is certified, ε_A and ε_D included.
@Suite struct CertifiedInstancesTests {
  /// Every degree up to 12 in every dimension up to 8, in Float for scores up to 2 and in Double up to 9.
  @Test(arguments: 1...12)
  func everyDegreeInEveryDimensionIsCertified(degree: Int) {
    for dimension in 1...8 {
      for mask in [BandMask.none, .causal] {
        // The largest scores for which the degree is of use: up to 2 in Float, up to 9 in Double.
        expectCertified(Float.self, dimension, mask, score: Rational(min(12, 3 * degree), 6), degree)
        expectCertified(Double.self, dimension, mask, score: Rational(3 * degree, 4), degree)
      }
    }
  }

  /// One input of 40 tokens; what fails has fewer.
  private func expectCertified<Scalar: KernelScalar & DataScalar>(
    _ format: Scalar.Type, _ dimension: Int, _ mask: BandMask, score: Rational, _ degree: Int
  ) {
    let inputs = Generator<Int>.int(in: 1...40, startingAt: 40).flatMap { tokens in
      let shape = AttentionShape(queries: tokens, keys: tokens, dimension: dimension, valueDimension: 3)
      return BoundedInput.generator(
        AttentionSpecification(shape: shape, scale: .inverseDimension, mask: mask), format,
        scoreBound: score.double(rounding: .down))
    }
    expectProperty(inputs.map { ShownInput(input: $0) }, cases: 1) { shown in
      let rows = 0..<shown.input.specification.shape.queries
      try requireCertified(shown.input, score: score, degree, revealing: rows)
    }
  }

  /// A few thousand tokens, all rows.
  @Test(arguments: [
    (1500, 8, 5, BandMask.none), (4096, 4, 6, .none), (4096, 2, 9, .causal), (2777, 8, 4, .causal),
  ])
  func longInstancesAreCertified(tokens: Int, dimension: Int, degree: Int, mask: BandMask) throws {
    var generator = DeterministicGenerator(seed: 77)
    let shape = AttentionShape(queries: tokens, keys: tokens, dimension: dimension, valueDimension: 2)
    let specification = AttentionSpecification(shape: shape, scale: .inverseDimension, mask: mask)
    try requireCertified(
      BoundedInput.random(specification, Float.self, scoreBound: 1, using: &generator), score: 1, degree,
      revealing: 0..<3)
    try requireCertified(
      BoundedInput.random(specification, Double.self, scoreBound: 4, using: &generator), score: 4, degree + 3,
      revealing: 0..<3)
  }

  private func requireCertified<Scalar: KernelScalar & DataScalar>(
    _ input: AttentionInput<Scalar>, score: Rational, _ degree: Int, revealing rows: Range<Int>
  ) throws {
    let shape = input.specification.shape
    let polynomial = try PolynomialCache.shared.polynomial(
      degree: degree, dimension: shape.dimension, scoreBound: score)
    let instance = try PolynomialInstance(input, polynomial: polynomial, tilesPerBlock: 1, revealing: rows)
    let verdict = try instance.judge()
    try require(verdict.isCertified, "degree \(degree), scores up to \(score): \(verdict)")
    try require(verdict.output.certified == shape.queries * shape.valueDimension, "entries are missing")
  }
}
