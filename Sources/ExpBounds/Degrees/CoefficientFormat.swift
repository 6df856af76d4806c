public import ExactArith

/// The numbers that a kernel stores its coefficients in.
public enum CoefficientFormat: String, CaseIterable, Sendable {
  case exact, float32, float64

  /// The number of this format next to the coefficient, ties to even, as a compiler reads a literal; nil where that
  /// is infinity.
  public func nearest(to coefficient: Rational) -> Rational? {
    switch self {
    case .exact: return coefficient
    case .float32:
      let value = coefficient.float(rounding: .nearest)
      return value.isFinite ? Rational(Dyadic(exactly: value)) : nil
    case .float64:
      let value = coefficient.double(rounding: .nearest)
      return value.isFinite ? Rational(Dyadic(exactly: value)) : nil
    }
  }

  /// The polynomial with every coefficient rounded; nil where one is infinity.
  public func nearest(to polynomial: Polynomial) -> Polynomial? {
    let rounded = polynomial.coefficients.compactMap { nearest(to: $0) }
    return rounded.count == polynomial.coefficients.count ? Polynomial(rounded) : nil
  }
}
