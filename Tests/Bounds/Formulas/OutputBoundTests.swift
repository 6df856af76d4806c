import ExactArith
import ExpBounds
import Testing

/// E3, E5: the bounds of L3.6 and what they ask of Algorithm 1.
struct OutputBoundTests {
  private static let epsilons: [Rational] =
    [Rational(21, 221), Rational(3, 5), Rational(1, 2), Rational(99, 100)]
    + (1...12).map { Rational(10).power(-$0) }

  @Test func knownValues() {
    let row = OutputBoundRow(epsilon: Rational(21, 221))
    #expect(row.printed == Rational(42, 221))
    #expect(row.general == Rational(21, 100))
    #expect(row.sharpExact == Rational(2, 21))
    #expect(row.requiredEpsilon == Rational(18564, 195805))
    #expect(row.simpleEpsilon == Rational(21, 442))
    #expect(OutputBoundRow(epsilon: Rational(1, 2)).sharpExact == nil)
  }

  /// x = 2ε/(1 + √(1 − ε²)) is the smaller root of εx² − 4x + 4ε = 0; the sign of that polynomial encloses it.
  @Test func sharpBoundIsTheRootOfItsEquation() {
    for epsilon in Self.epsilons {
      let row = OutputBoundRow(epsilon: epsilon)
      func sign(_ x: Dyadic) -> Int {
        let x = Rational(x)
        return (epsilon * x * x - 4 * x + 4 * epsilon).signum()
      }
      #expect(sign(row.sharp.lower) >= 0 && sign(row.sharp.upper) <= 0, "\(epsilon)")
      #expect(Rational(row.sharp.upper) < 2)
      #expect(row.sharp.width <= row.sharp.lower.scaled(byPowerOfTwo: -60))
      if let exact = row.sharpExact { #expect(row.sharp.contains(exact)) }
      // E5: run with ε_A = ε, Algorithm 1 may miss ε·B, by ε³/4·B or so; and never comes near the printed bound.
      #expect(Rational(row.sharp.upper) > epsilon && Rational(row.sharp.upper) < row.printed)
      if epsilon > Rational(1, 1_000_000_000) { #expect(Rational(row.sharp.lower) > epsilon) }
      #expect(row.printed < row.general)
    }
  }

  /// E5: run with the required ε_A, the sharp bound is the target exactly; run with ε/(2B), it is below.
  @Test func requiredEpsilonReachesTheTarget() {
    for target in Self.epsilons {
      for bound: Rational in [Rational(1, 2), 1, Rational(7, 3), 100] where target < bound + bound {
        let required = OutputBoundRow.requiredEpsilon(target: target, bound: bound)
        #expect(OutputBoundRow(epsilon: required).sharpExact == target / bound)
        let simple = OutputBoundRow.simpleEpsilon(target: target, bound: bound)
        #expect(simple < required)
        #expect(Rational(OutputBoundRow(epsilon: simple).sharp.upper) * bound < target)
      }
    }
  }
}
