import AttnAudit
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import ExpBounds
import PropertyTesting
import Testing

/// Algorithm 1 in rationals: its factors, and how it splits a float kernel's error.
@Suite struct ExactAlgorithmTests {
  private static let polynomial = Polynomial(
    [1, Rational(1, 2), Rational(1, 8), Rational(1, 48)] as [Rational])

  /// Small integers: everything can be checked by hand.
  private func problem(mask: BandMask = .none) throws -> AttentionProblem {
    try AttentionProblem(
      specification: AttentionSpecification(
        shape: AttentionShape(heads: 2, keyHeads: 1, queries: 2, keys: 3, dimension: 2, valueDimension: 1),
        scale: .number("1/2"), mask: mask),
      queries: [1, 0, 0, 2, 1, 1, -1, 2], keys: [1, 2, 0, -1, 2, 1], values: [1, -2, 4])
  }

  @Test func aRowByHand() throws {
    let exact = ExactAlgorithm(try problem(), head: 0, polynomial: Self.polynomial)
    // ⟨q, k⟩ = 1, 0, 2: p = 1 + 1/2 + 1/8 + 1/48, 1, 1 + 1 + 1/2 + 1/6.
    let weights = [Rational(79, 48), 1, Rational(8, 3)]
    #expect(exact.weights(row: 0) == weights)
    #expect(exact.rowSum(row: 0) == Rational(255, 48))
    #expect(exact.output(row: 0) == [(Rational(79, 48) - 2 + Rational(32, 3)) / Rational(255, 48)])
  }

  @Test func masksHeadsAndShifts() throws {
    let exact = ExactAlgorithm(try problem(mask: .causal), head: 1, polynomial: Self.polynomial)
    // The first query sees the first key alone; the second query of the second head is (-1, 2).
    #expect(exact.weights(row: 0).map { $0 == 0 } == [false, true, true])
    #expect(exact.output(row: 0) == [1])
    #expect(exact.weights(row: 1)[1] == Self.polynomial.value(at: -2))
    let shifted = ExactAlgorithm(
      try problem(mask: .causal), head: 1, polynomial: Self.polynomial, keyShift: [1, 0.5])
    #expect(shifted.weights(row: 1)[1] == Self.polynomial.value(at: -2))
    #expect(shifted.weights(row: 1)[0] == Self.polynomial.value(at: 3))
    let masked = ExactAlgorithm(
      try problem(mask: BandMask(left: nil, right: -1, alignment: .topLeft)), head: 0,
      polynomial: Self.polynomial)
    #expect(masked.output(row: 0) == nil)
  }

  /// L3.2 as corrected (E1): U₁U₂ᵀ = p(QKᵀ) exactly with C(g + d, d) columns; one wrong weight breaks it.
  @Test func theFactorsMultiplyToTheWeights() throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed)
    for (degree, dimension) in [(0, 3), (1, 1), (2, 1), (3, 2), (4, 3), (2, 5), (6, 2)] {
      let shape = AttentionShape(queries: 2, keys: 3, dimension: dimension, valueDimension: 1)
      func draw(_ count: Int) -> [Double] {
        (0..<count).map { _ in Double.random(in: -3...3, using: &generator) }
      }
      let problem = try AttentionProblem(
        specification: AttentionSpecification(shape: shape), queries: draw(2 * dimension),
        keys: draw(3 * dimension), values: draw(3))
      let polynomial = Polynomial((0...degree).map { Rational($0 + 1, 3 * $0 + 2) })
      let exact = ExactAlgorithm(problem, head: 0, polynomial: polynomial)
      for row in 0..<2 {
        for (key, weight) in exact.weights(row: row).enumerated() {
          let (left, right) = exact.factors(query: row, key: key)
          let products = zip(left, right).map { $0 * $1 }
          #expect(products.reduce(0, +) == weight)
          #expect(
            Integer(products.count) == FeatureRank.monomials(degree: degree, dimension: dimension))
          for index in products.indices where products[index] != 0 {
            #expect(products.reduce(products[index], +) != weight)
          }
        }
      }
    }
  }

  /// T̂ - Att = (T̂ - T) + (T - Att): each part within its own part of Theorem P's bound, and their sum the error that the
  /// judge sees.
  @Test func anErrorSplitsExactly() throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed)
    let shape = AttentionShape(queries: 6, keys: 20, dimension: 3, valueDimension: 2)
    let input = BoundedInput.random(
      AttentionSpecification(shape: shape, scale: .inverseDimension, mask: .causalBottomRight), Float.self,
      scoreBound: 1, using: &generator)
    let polynomial = try KernelPolynomials.best(degree: 4, scoreBound: 1, dimension: 3)
    let instance = try PolynomialInstance(input, polynomial: polynomial, tilesPerBlock: 1, tile: 4)
    let result = try instance.kernel.attend(input).output
    let exact = ExactAlgorithm(
      instance.problem, head: 0, polynomial: Polynomial(polynomial.coefficients.map { Dyadic(exactly: $0) }))
    var largest = (rounding: Rational(0), approximation: Dyadic.zero)
    for row in 0..<6 {
      let computed = result[2 * row..<2 * row + 2].map { Double($0) }
      let parts = try #require(try exact.split(computed: computed, row: row))
      let judge = try RowJudge(HeadReference(instance.problem, head: 0), contracts: [])
      judge.load(row: row)
      for column in 0..<2 {
        let error = Interval(Dyadic(exactly: computed[column])) - judge.exactOutput(column: column)!
        let sum = Interval(parts[column].rounding, bits: 300) + parts[column].approximation
        #expect(sum.overlaps(error))
        largest.rounding = max(largest.rounding, parts[column].rounding.magnitude)
        largest.approximation = max(
          largest.approximation, parts[column].approximation.magnitude.upper)
      }
    }
    let bound = instance.certificate.bound
    #expect(largest.rounding.signum() > 0 && largest.rounding <= Rational(bound.rounding))
    #expect(largest.approximation <= bound.approximation)
    #expect(largest.approximation > bound.approximation * Dyadic(significand: 1, exponent: -5))
  }
}
