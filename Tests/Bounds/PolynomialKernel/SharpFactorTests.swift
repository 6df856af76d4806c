import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

@testable import AttnReference

/// E3b, on which Theorem P's first term rests.
@Suite struct SharpFactorTests {
  /// E3b: no weights within a relative ε and no values within R move the mean by more than the sharp factor times R, and
  /// two keys reach it.
  @Test func sharpFactorIsAttainedAndNeverExceeded() {
    let epsilon = Rational(21, 221)
    let factor = Rational(2, 21)
    let enclosure = sharpFactor(ExactNumber(epsilon)).interval
    #expect(enclosure.contains(factor) && enclosure.width < Dyadic.powerOfTwo(-100))
    let attained = Mean(
      keys: [(Rational(10, 21), epsilon, 1), (Rational(11, 21), -epsilon, -1)])
    #expect(attained.movement == factor)
    let key = zip(
      Generator<Rational>.rational(numerator: 1...100, denominator: 100...100),
      .rational(numerator: -100...100, denominator: 100...100),
      .rational(numerator: -100...100, denominator: 100...100)
    ).map { (mass: $0, error: $1 * epsilon, value: $2) }
    expectAll(
      Generator<[(mass: Rational, error: Rational, value: Rational)]>.array(of: key, count: 1...4),
      cases: 3000
    ) { keys in
      let mean = Mean(keys: keys)
      return mean.movement <= factor * mean.spread * Rational(1, 2)
    }
  }
}

/// A mean of values by masses, and the same with masses that err.
private struct Mean {
  var keys: [(mass: Rational, error: Rational, value: Rational)]

  /// How far the errors move it.
  var movement: Rational {
    func mean(_ masses: [Rational]) -> Rational {
      zip(masses, keys).reduce(Rational()) { $0 + $1.0 * $1.1.value } / masses.reduce(0, +)
    }
    return (mean(keys.map { $0.mass * (1 + $0.error) }) - mean(keys.map(\.mass))).magnitude
  }

  var spread: Rational {
    let values = keys.map(\.value)
    return values.max()! - values.min()!
  }
}
