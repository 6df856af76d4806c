import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import Testing

/// Theorem P promises little more than what happens, where the polynomial's error is the larger part.
@Suite struct PolynomialTightnessTests {
  /// Keys t·(1, …, 1) against the query (1, …, 1)·√s·…: scores fill [-s, s].
  @Test(arguments: [(1, 1, 2), (1, 4, 3), (2, 2, 4), (4, 1, 5), (4, 3, 8), (9, 2, 12)])
  func boundsOfWeightsAndOutputsAreNear(score: Int, dimension: Int, degree: Int) throws {
    let polynomial = try KernelPolynomials.best(
      degree: degree, scoreBound: Rational(score), dimension: dimension)
    let count = 257
    let shape = AttentionShape(queries: 1, keys: count, dimension: dimension, valueDimension: 1)
    let specification = AttentionSpecification(shape: shape, scale: .inverseDimension)
    let size = Double(score).squareRoot() * (1 - 0x1p-20)
    let positions = (0..<count).map { Double($0 - count / 2) / Double(count / 2) }
    var input = AttentionInput<Double>(
      specification: specification, queries: Array(repeating: size, count: dimension),
      keys: positions.flatMap { Array(repeating: size * $0, count: dimension) },
      values: Array(repeating: 1, count: count))

    let reference = ExactAlgorithm(
      try PolynomialInstance(input, polynomial: polynomial).problem, head: 0,
      polynomial: Polynomial(polynomial.coefficients.map { Dyadic(exactly: $0) }))
    // Signs of Ã - A: V that a kernel's polynomial hurts most.
    var worstWeight = 0.0
    for (key, weight) in reference.weights(row: 0).enumerated() {
      let y = dot(input.queries, Array(input.keys[key * dimension..<(key + 1) * dimension]))
      let exact = try Interval.exp(of: y * Rational(1, dimension), bits: 128)
      let error = (Interval(weight, bits: 128) - exact).divided(by: exact, bits: 64)!
      worstWeight = max(worstWeight, error.magnitude.lower.double(rounding: .down))
      input.values[key] = error.lower.signum() < 0 ? -1 : 1
    }
    let instance = try PolynomialInstance(input, polynomial: polynomial)
    let bound = instance.certificate.bound
    #expect(bound.approximation > bound.rounding * Dyadic(100), "not the case that is tested")
    let weights = try #require(bound.weights).double(rounding: .up)
    #expect(weights <= 1.5 * worstWeight, "ε_A \(weights), worst \(worstWeight)")
    let verdict = try instance.judge()
    #expect(verdict.isCertified)
    #expect(verdict.output.ratio >= 0.25, "error/bound of the output: \(verdict.output.ratio)")
    print(
      "Theorem P, s = \(score), d = \(dimension), g = \(degree): ε_A / worst \(weights / worstWeight), output's "
        + "bound / error \(1 / verdict.output.ratio)")
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Rational {
    zip(a, b).reduce(Rational(0)) { $0 + Rational(Dyadic(exactly: $1.0)) * Rational(Dyadic(exactly: $1.1)) }
  }
}
