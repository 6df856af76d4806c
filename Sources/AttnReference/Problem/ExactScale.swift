internal import AttnSpec
internal import ExactArith

/// The scale σ as an exact number: a rational, or 1/√d for a d that is no perfect square.
struct ExactScale: Sendable {
  /// σ itself, when it is rational.
  let rational: Rational?
  /// σ² when σ = 1/√d is irrational.
  private let square: Rational?

  init(_ scale: ScoreScale, dimension: Int) throws(ReferenceError) {
    switch scale {
    case .inverseDimension:
      rational = Rational(1, Integer(dimension))
      square = nil
    case .inverseSquareRootOfDimension:
      let root = Integer(dimension).squareRoot()
      if root * root == Integer(dimension) {
        rational = Rational(1, root)
        square = nil
      } else {
        rational = nil
        square = Rational(1, Integer(dimension))
      }
    case .number(let text):
      do {
        rational = try Rational(parsing: text)
        square = nil
      } catch {
        throw .badScale(text, reason: "\(error)")
      }
    }
  }

  var signum: Int { rational?.signum() ?? 1 }

  /// An enclosure of σ, of relative width at most 2^(2 - bits).
  func enclosure(bits: Int) -> Interval {
    if let rational { return Interval(rational, bits: bits) }
    // The square is positive, so there is a root.
    return try! Interval.squareRoot(of: square!, bits: bits)
  }
}
