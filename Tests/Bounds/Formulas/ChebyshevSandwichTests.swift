import AttnReference
import ExactArith
import ExpBounds
import Testing

/// S5: 2Σ_{j odd} I_{j(g+1)}(s) ≤ E_g ≤ 2Σ_{k>g} I_k(s) for the least absolute error E_g of degree g on [−s, s]; against
/// the certified errors, which come from another proof.
struct ChebyshevSandwichTests {
  private static let cases: [(s: Rational, degrees: [Int])] = [
    (Rational(1, 4), [0, 1, 3, 6]), (1, [0, 2, 5, 12]), (4, [1, 6, 15]), (Rational(19, 2), [3, 12, 24]),
    (16, [8, 30]), (64, [20, 90]),
  ]

  @Test(arguments: cases.indices)
  func certifiedErrorsLieWithin(_ index: Int) throws {
    let (s, degrees) = Self.cases[index]
    for degree in degrees {
      let below = BesselEnclosure.oddMultiples(of: degree + 1, at: s, bits: 64).scaled(byPowerOfTwo: 1)
      let above = BesselEnclosure.tail(after: degree, at: s, bits: 64).scaled(byPowerOfTwo: 1)
      #expect(below.upper < above.lower)
      let absolute = try BestApproximation(
        ApproximationProblem(.exp, .absolute, from: -s, through: s), degree: degree)
      try absolute.bound.verify()
      #expect(absolute.attained.error.upper >= below.lower, "s = \(s), degree \(degree)")
      #expect(absolute.bound.bound <= above.upper, "s = \(s), degree \(degree)")
      // Both sides of both proofs: no two of them further apart than their own widths allow.
      #expect(absolute.bound.bound >= below.lower.scaled(byPowerOfTwo: -1), "s = \(s), degree \(degree)")
      #expect(absolute.attained.error.lower <= above.upper)

      let relative = try BestApproximation(.relative(scoreBound: s), degree: degree)
      let decay = try Interval.exp(of: -s, bits: 64)
      #expect(relative.attained.error.upper >= (below * decay).lower, "s = \(s), degree \(degree)")
    }
  }
}
