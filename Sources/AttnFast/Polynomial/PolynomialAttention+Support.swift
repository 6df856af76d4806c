public import AttnSpec

extension PolynomialAttention {
  /// Whether `attend` takes polynomials of this degree on inputs of this shape; if so, it takes lower degrees too.
  ///
  /// The features must fit in memory (`tooManyFeatures`) and multinomial coefficients in binary64
  /// (`inexactMultinomial`). Complexity: O(degree).
  public static func supports(degree: Int, shape: AttentionShape, tile: Int = 16) -> Bool {
    let (columns, overflow) = shape.valueDimension.addingReportingOverflow(1 + tile)
    guard degree >= 0, !overflow else { return false }
    return MonomialOrder.count(
      degree: degree, dimension: shape.dimension, limit: PolynomialLimits.numbers / columns) != nil
      && MonomialOrder.hasExactMultinomials(degree: degree, dimension: shape.dimension)
  }
}

extension MonomialOrder {
  /// Whether no |α|!/α! with |α| ≤ g is above 2⁵³. The largest is that of degree g whose exponents differ by at most 1.
  static func hasExactMultinomials(degree: Int, dimension: Int) -> Bool {
    // Exponents grow by 1 in turn; each product is the multinomial of those so far.
    var number = 1
    for step in stride(from: 1, through: degree, by: 1) {
      let (product, overflow) = number.multipliedReportingOverflow(by: step)
      guard !overflow, product / ((step - 1) / dimension + 1) <= 1 << 53 else { return false }
      number = product / ((step - 1) / dimension + 1)
    }
    return true
  }
}
