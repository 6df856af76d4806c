import AttnAuditTesting
import AttnFast
import AttnGenerators
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
    // ⟨q, z⟩ = 1.
    let shifted = ExactAlgorithm(
      try problem(mask: .causal), head: 1, polynomial: Self.polynomial, keyShift: [1, 1])
    #expect(shifted.weights(row: 1)[1] == Self.polynomial.value(at: -3))
    #expect(shifted.weights(row: 1)[0] == Self.polynomial.value(at: 2))
    let masked = ExactAlgorithm(
      try problem(mask: BandMask(left: nil, right: -1, alignment: .topLeft)), head: 0,
      polynomial: Self.polynomial)
    #expect(masked.output(row: 0) == nil)
  }

  /// L3.2 as corrected (E1): U₁U₂ᵀ = p(QKᵀ) exactly with C(g + d, d) columns; one wrong weight breaks it.
  @Test(arguments: [(0, 3), (1, 1), (2, 1), (3, 2), (4, 3), (2, 5), (6, 2)])
  func theFactorsMultiplyToTheWeights(degree: Int, dimension: Int) {
    let shape = AttentionShape(queries: 1, keys: 1, dimension: dimension, valueDimension: 1)
    let vector = Generator<[Double]>.array(
      of: .signedFraction(bits: 50).map { 3 * $0 }, count: dimension)
    let polynomial = Polynomial((0...degree).map { Rational($0 + 1, 3 * $0 + 2) })
    expectProperty(zip(vector, vector), cases: 6) { (query: [Double], key: [Double]) in
      let problem = try AttentionProblem(
        specification: AttentionSpecification(shape: shape), queries: query, keys: key, values: [1])
      let exact = ExactAlgorithm(problem, head: 0, polynomial: polynomial)
      let weight = exact.weights(row: 0)[0]
      let (left, right) = exact.factors(query: 0, key: 0)
      let products = zip(left, right).map { $0 * $1 }
      try require(products.reduce(0, +) == weight, "the products' sum is not \(weight)")
      try require(Integer(products.count) == FeatureRank.monomials(degree: degree, dimension: dimension))
      for index in products.indices where products[index] != 0 {
        try require(products.reduce(products[index], +) != weight, "product \(index) counts for nothing")
      }
    }
  }

  /// T̂ - Att = (T̂ - T) + (T - Att): each part within its own part of Theorem P's bound, and their sum the error that the
  /// judge sees.
  @Test func anErrorSplitsExactly() {
    let shape = AttentionShape(queries: 6, keys: 20, dimension: 3, valueDimension: 2)
    let inputs = BoundedInput.generator(
      AttentionSpecification(shape: shape, scale: .inverseDimension, mask: .causalBottomRight), Float.self,
      scoreBound: 1)
    var (isRounded, isNear) = (false, false)
    expectProperty(inputs.map { ShownInput(input: $0) }, cases: 5) { shown in
      let polynomial = try PolynomialCache.shared.polynomial(degree: 4, dimension: 3, scoreBound: 1)
      let instance = try PolynomialInstance(shown.input, polynomial: polynomial, tilesPerBlock: 1, tile: 4)
      let result = try instance.kernel.attend(shown.input).output
      let exact = ExactAlgorithm(
        instance.problem, head: 0,
        polynomial: Polynomial(polynomial.coefficients.map { Dyadic(exactly: $0) }))
      let bound = instance.certificate.bound
      for row in 0..<6 {
        let computed = result[2 * row..<2 * row + 2].map { Double($0) }
        let judge = try RowJudge(HeadReference(instance.problem, head: 0), contracts: [])
        judge.load(row: row)
        let parts = try exact.split(computed: computed, row: row)
        try require(parts != nil, "row \(row) has keys")
        for (column, part) in parts!.enumerated() {
          let error = Interval(Dyadic(exactly: computed[column])) - judge.exactOutput(column: column)!
          let sum = Interval(part.rounding, bits: 300) + part.approximation
          try require(sum.overlaps(error), "row \(row): the parts' sum \(sum) is not the error \(error)")
          let (rounding, approximation) = (part.rounding.magnitude, part.approximation.magnitude.lower)
          try require(rounding <= Rational(bound.rounding), "row \(row): the rounding's part")
          try require(approximation <= bound.approximation, "row \(row): the polynomial's part")
          isRounded = isRounded || rounding.signum() > 0
          isNear = isNear || approximation > bound.approximation * Dyadic(significand: 1, exponent: -5)
        }
      }
    }
    #expect(isRounded && isNear)
  }
}
