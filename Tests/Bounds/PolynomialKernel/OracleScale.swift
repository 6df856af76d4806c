import AttnSpec
import ExactArith

/// σ between two rationals; `lower` is what the polynomial was certified for.
struct OracleScale {
  let lower: Rational
  let upper: Rational

  var doubt: Rational { upper / lower - 1 }

  init(_ scale: ScoreScale, dimension: Int) {
    switch scale {
    case .inverseDimension: (lower, upper) = (Rational(1, dimension), Rational(1, dimension))
    case .number(let text):
      let value = try! Rational(parsing: text)
      (lower, upper) = (value, value)
    case .inverseSquareRootOfDimension:
      let enclosure = try! Interval.squareRoot(of: Rational(1, dimension), bits: 64)
      (lower, upper) = (Rational(enclosure.lower), Rational(enclosure.upper))
      precondition(
        lower * lower * Rational(dimension) <= 1 && upper * upper * Rational(dimension) >= 1)
    }
  }
}
