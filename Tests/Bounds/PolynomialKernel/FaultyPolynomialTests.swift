import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

/// Wrong polynomial kernels: each is refuted, or its own contract covers it with a worse bound.
@Suite struct FaultyPolynomialTests {
  private static let dimension = 3
  private static let degree = 5

  /// Corner entries: scores reach ±1.
  private static let inputs = BoundedInput.generator(
    AttentionSpecification(
      shape: AttentionShape(queries: 64, keys: 64, dimension: dimension), scale: .inverseDimension),
    Float.self, scoreBound: 1)

  private func instance(_ input: AttentionInput<Float> = inputs.example()) throws -> PolynomialInstance<Float>
  {
    try PolynomialInstance(
      input,
      polynomial: PolynomialCache.shared.polynomial(
        degree: Self.degree, dimension: Self.dimension, scoreBound: 1),
      revealing: 0..<64)
  }

  /// What a kernel with other coefficients computes, held to the certificate of the right ones.
  private func judge(
    coefficients: [Double], _ input: AttentionInput<Float> = inputs.example()
  ) throws -> PolynomialVerdict {
    let instance = try instance(input)
    let kernel = PolynomialAttention<Float>(coefficients: coefficients, revealing: 0..<64)
    return try instance.judge(kernel.attend(instance.input))
  }

  @Test func theRightKernelIsCertified() throws {
    let instance = try instance()
    #expect(try instance.judge().isCertified)
    #expect(try judge(coefficients: instance.certificate.polynomial.coefficients).isCertified)
  }

  /// Of some inputs; on others what it loses is less than the bound leaves.
  @Test func oneDegreeLowerThanClaimedIsRefuted() throws {
    let lower = try PolynomialCache.shared.polynomial(
      degree: Self.degree - 1, dimension: Self.dimension, scoreBound: 1)
    let found = try #require(
      try Self.inputs.maximize(evaluations: 60) {
        try judge(coefficients: lower.coefficients, $0).output.ratio
      })
    #expect(found.score > 1)
    let verdict = try judge(coefficients: lower.coefficients, found.value)
    #expect(verdict.output.refuted > 0 && verdict.weights.refuted > 0)
    // Its own certificate covers it, with a larger bound.
    let own = try PolynomialInstance(found.value, polynomial: lower)
    #expect(try own.judge().isCertified)
    #expect(own.certificate.bound.output > (try instance(found.value)).certificate.bound.output)
  }

  @Test(arguments: 1...5)
  func anUnscaledCoefficientIsRefuted(k: Int) throws {
    var coefficients = try instance().certificate.polynomial.coefficients
    for _ in 0..<k { coefficients[k] *= Double(Self.dimension) }
    let verdict = try judge(coefficients: coefficients)
    #expect(verdict.output.refuted > 0 && verdict.weights.refuted > 0)
  }

  /// Every single monomial but the constant, its multinomial coefficient twice what it should be.
  @Test func oneWrongMultinomialIsRefuted() throws {
    let polynomial = try instance().certificate.polynomial
    let textbook = TextbookFeatures(
      coefficients: polynomial.coefficients, dimension: Self.dimension)
    for (index, exponents) in textbook.exponents.enumerated() where exponents.reduce(0, +) >= 1 {
      let input = BoundedInput.along(exponents, tokens: 16, scoreBound: 1)
      let instance = try PolynomialInstance(input, polynomial: polynomial)
      #expect(try instance.judge(textbook.attend(input, wrong: nil)).isCertified)
      let verdict = try instance.judge(textbook.attend(input, wrong: index))
      #expect(verdict.output.refuted > 0, "exponents \(exponents)")
    }
  }

  /// A million equal values of 0.7: each addition to a sum near 2¹⁹ rounds them to 0.6875.
  @Test func aFlatChainIsRefutedOrHasAWorseBound() throws {
    let tokens = 1 << 20
    let shape = AttentionShape(queries: 4, keys: tokens, dimension: 1)
    let input = AttentionInput<Float>(
      specification: AttentionSpecification(shape: shape, scale: .inverseDimension),
      queries: [0.5, -0.5, 0.25, 1], keys: (0..<tokens).map { $0.isMultiple(of: 2) ? 0.25 : -0.25 },
      values: (0..<tokens).map { $0 == 0 ? -0.7 : 0.7 })
    let polynomial = try KernelPolynomials.best(degree: 4, scoreBound: 1, dimension: 1)
    let blocked = try PolynomialInstance(input, polynomial: polynomial)
    let flat = try PolynomialInstance(input, polynomial: polynomial, tilesPerBlock: tokens, tile: 1)
    let result = try flat.kernel.attend(input)
    #expect(try blocked.judge().isCertified)
    #expect(try blocked.judge(result).output.refuted == 4)
    let own = try flat.judge(result)
    #expect(own.output.isCertified)
    #expect(flat.certificate.bound.rounding > blocked.certificate.bound.rounding * Dyadic(1000))
  }
}

/// Algorithm 1 as a textbook would write it, in binary64: all features, all weights, two products.
private struct TextbookFeatures {
  let coefficients: [Double]
  let exponents: [[Int]]

  init(coefficients: [Double], dimension: Int) {
    self.coefficients = coefficients
    exponents = Self.exponents(dimension: dimension, degree: coefficients.count - 1)
  }

  private static func exponents(dimension: Int, degree: Int) -> [[Int]] {
    guard dimension > 0 else { return [[]] }
    return (0...degree).flatMap { first in
      exponents(dimension: dimension - 1, degree: degree - first).map { [first] + $0 }
    }
  }

  private func multinomial(_ exponents: [Int]) -> Int {
    func factorial(_ k: Int) -> Int { (1...max(1, k)).reduce(1, *) }
    return exponents.reduce(factorial(exponents.reduce(0, +))) { $0 / factorial($1) }
  }

  private func features(_ x: ArraySlice<Float>) -> [Double] {
    exponents.map { exponents in
      zip(x, exponents).reduce(1.0) { product, next in
        (0..<next.1).reduce(product) { value, _ in value * Double(next.0) }
      }
    }
  }

  /// - Parameter wrong: The feature whose multinomial coefficient is doubled.
  func attend(_ input: AttentionInput<Float>, wrong: Int?) -> AttentionOutput<Float> {
    let shape = input.specification.shape
    let d = shape.dimension
    let weights = exponents.enumerated().map { index, exponents in
      coefficients[exponents.reduce(0, +)] * Double(multinomial(exponents)) * (index == wrong ? 2 : 1)
    }
    let keys = (0..<shape.keys).map { features(input.keys[$0 * d..<($0 + 1) * d]) }
    var output: [Float] = []
    for query in 0..<shape.queries {
      let left = zip(weights, features(input.queries[query * d..<(query + 1) * d])).map { $0 * $1 }
      let row = keys.map { zip(left, $0).reduce(0) { $0 + $1.0 * $1.1 } }
      for column in 0..<shape.valueDimension {
        let sum = row.enumerated().reduce(0) {
          $0 + $1.element * Double(input.values[$1.offset * shape.valueDimension + column])
        }
        output.append(Float(sum / row.reduce(0, +)))
      }
    }
    return AttentionOutput(output: output)
  }
}
