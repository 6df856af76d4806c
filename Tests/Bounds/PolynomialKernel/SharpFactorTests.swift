import AttnAudit
import ExactArith
import PropertyTesting
import Testing

@testable import AttnReference

/// E3b, on which Theorem P's first term rests.
@Suite struct SharpFactorTests {
  /// E3b: no weights within a relative ε and no values within R move the mean by more than the sharp factor times R, and
  /// two keys reach it.
  @Test func sharpFactorIsAttainedAndNeverExceeded() throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed &+ 3)
    let epsilon = Rational(21, 221)
    let factor = Rational(2, 21)
    #expect(sharpFactor(ExactNumber(epsilon)).interval.contains(factor))
    func moved(_ masses: [Rational], _ errors: [Rational], _ values: [Rational]) -> Rational {
      let total = masses.reduce(0, +)
      let changed = zip(masses, errors).map { $0 * (1 + $1) }
      let exact = zip(masses, values).reduce(Rational()) { $0 + $1.0 * $1.1 } / total
      return (zip(changed, values).reduce(Rational()) { $0 + $1.0 * $1.1 } / changed.reduce(0, +) - exact)
        .magnitude
    }
    #expect(moved([Rational(10, 21), Rational(11, 21)], [epsilon, -epsilon], [1, -1]) == factor)
    for _ in 0..<3000 {
      let n = Int.random(in: 1...4, using: &generator)
      func numbers(_ range: ClosedRange<Int>) -> [Rational] {
        (0..<n).map { _ in Rational(Int.random(in: range, using: &generator), 100) }
      }
      let masses = numbers(1...100)
      let errors = numbers(-100...100).map { $0 * epsilon }
      let values = numbers(-100...100)
      let spread = values.max()! - values.min()!
      try #require(moved(masses, errors, values) <= factor * spread * Rational(1, 2))
    }
  }
}
