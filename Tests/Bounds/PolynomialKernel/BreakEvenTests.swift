import AttnReference
import AttnSpec
import ExactArith
import ExpBounds
import Testing

/// Up to which B a polynomial kernel needs fewer operations.
struct BreakEvenTests {
  /// Below the border the degree suffices, above it does not, and the next degree costs more than the quadratic kernel.
  @Test func theBorderIsWhereTheDegreeEnds() throws {
    for (tokens, dimension, epsilon, scale, mask) in [
      (1 << 20, 8, Rational(1, 1000), ScoreScale.inverseDimension, BandMask.none),
      (1 << 20, 64, Rational(1, 1000), .inverseDimension, .none),
      (1 << 16, 6, Rational(1, 1 << 20), .inverseSquareRootOfDimension, .causal),
      (50, 2, Rational(1, 10), .number("3/7"), .none),
    ] {
      let specification = PlanFixtures.specification(
        tokens: tokens, dimension: dimension, scale: scale, mask: mask)
      let found = try #require(BreakEven(specification, epsilon: epsilon, block: 64))
      let work = AttentionWork(specification)
      #expect(work.polynomial(degree: found.degree, block: 64) < work.quadratic)
      #expect(work.polynomial(degree: found.degree + 1, block: 64) >= work.quadratic)
      #expect(!found.isBeyondScores)
      func leastDegree(_ bound: Rational) throws -> Int {
        let sigma = try KernelScale(scale, dimension: dimension).value
        let scores = Rational(Interval(sigma * Rational(dimension) * bound * bound, bits: 30).upper)
        let allowed = min(
          OutputBoundRow.requiredEpsilon(target: min(epsilon, bound + bound), bound: bound), Rational(99, 100)
        )
        return try MinimalDegreeCertificate(.relative(scoreBound: scores), epsilon: allowed).degree
      }
      #expect(try leastDegree(found.bound) <= found.degree)
      #expect(try leastDegree(found.bound * Rational(513, 512)) > found.degree)
    }
  }

  /// The phase diagram's boundary, proved from both sides, is the same number.
  @Test func itAgreesWithThePhaseDiagram() throws {
    for dimension in [12, 20, 32] {
      let boundary = try PhaseBoundary(dimension: dimension, saving: PhaseSaving(quarters: 0))
      let specification = PlanFixtures.specification(tokens: 1 << dimension, dimension: dimension)
      let found = try #require(
        BreakEven(specification, epsilon: Rational(1, 1 << dimension), block: 64))
      #expect(found.degree == boundary.degree)
      #expect(found.bound > boundary.within * Rational(1022, 1024) && found.bound < boundary.beyond)
    }
  }

  @Test func thereIsNoBorderWhereNothingPaysOrEverythingDoes() throws {
    let single = PlanFixtures.specification(tokens: 1, dimension: 3)
    #expect(BreakEven(single, epsilon: Rational(1, 10), block: 64) == nil)
    let left = PlanFixtures.specification(mask: BandMask(left: 0, right: 0, alignment: .topLeft))
    #expect(BreakEven(left, epsilon: Rational(1, 10), block: 64) == nil)
    let thin = try #require(
      BreakEven(
        PlanFixtures.specification(tokens: 1 << 30, dimension: 1), epsilon: Rational(1, 10), block: 64))
    #expect(thin.isBeyondScores && thin.bound == 8)
  }
}
