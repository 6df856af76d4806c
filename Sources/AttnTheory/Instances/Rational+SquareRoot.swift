internal import ExactArith

extension Rational {
  /// The square root, where it is rational. Precondition: not negative.
  var rationalSquareRoot: Rational? {
    guard numerator.isPerfectSquare, denominator.isPerfectSquare else { return nil }
    return Rational(numerator.squareRoot(), denominator.squareRoot())
  }
}
