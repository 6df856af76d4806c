import AttnAudit
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
  func everyDegreeInEveryDimensionIsCertified(degree: Int) throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed &+ UInt64(degree))
    for dimension in 1...8 {
      for mask in [BandMask.none, .causal] {
        let shape = AttentionShape(queries: 40, keys: 40, dimension: dimension, valueDimension: 3)
        let specification = AttentionSpecification(shape: shape, scale: .inverseDimension, mask: mask)
        // The largest scores for which the degree is of use: up to 2 in Float, up to 9 in Double.
        try certify(specification, Float.self, score: Rational(min(12, 3 * degree), 6), degree, &generator)
        try certify(specification, Double.self, score: Rational(3 * degree, 4), degree, &generator)
      }
    }
  }

  /// A few thousand tokens, all rows.
  @Test(arguments: [
    (1500, 8, 5, BandMask.none), (4096, 4, 6, .none), (4096, 2, 9, .causal), (2777, 8, 4, .causal),
  ])
  func longInstancesAreCertified(tokens: Int, dimension: Int, degree: Int, mask: BandMask) throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed &+ 77)
    let shape = AttentionShape(queries: tokens, keys: tokens, dimension: dimension, valueDimension: 2)
    let specification = AttentionSpecification(shape: shape, scale: .inverseDimension, mask: mask)
    try certify(specification, Float.self, score: 1, degree, &generator, revealing: 0..<3)
    try certify(specification, Double.self, score: 4, degree + 3, &generator, revealing: 0..<3)
  }

  private func certify<Scalar: KernelScalar & DataScalar>(
    _ specification: AttentionSpecification, _ format: Scalar.Type, score: Rational, _ degree: Int,
    _ generator: inout DeterministicGenerator, revealing rows: Range<Int> = 0..<40
  ) throws {
    let polynomial = try KernelPolynomials.best(
      degree: degree, scoreBound: score, dimension: specification.shape.dimension)
    let input = BoundedInput.random(
      specification, format, scoreBound: score.double(rounding: .down), using: &generator)
    let instance = try PolynomialInstance(input, polynomial: polynomial, tilesPerBlock: 1, revealing: rows)
    let verdict = try instance.judge()
    #expect(
      verdict.isCertified,
      "degree \(degree), \(specification.shape), \(specification.mask), \(Scalar.format): \(verdict)")
    #expect(verdict.output.certified == specification.shape.queries * specification.shape.valueDimension)
  }
}
