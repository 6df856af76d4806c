extension Choice {
  /// The sum of two choices as integers; nil where its magnitude does not fit.
  static func + (a: Choice, b: Choice) -> Choice? {
    if a.isNegative == b.isNegative {
      let (sum, overflow) = a.magnitude.addingReportingOverflow(b.magnitude)
      return overflow ? nil : Choice(magnitude: sum, isNegative: a.isNegative)
    }
    return b.magnitude > a.magnitude
      ? Choice(magnitude: b.magnitude - a.magnitude, isNegative: b.isNegative)
      : Choice(magnitude: a.magnitude - b.magnitude, isNegative: a.isNegative)
  }

  static prefix func - (choice: Choice) -> Choice {
    Choice(magnitude: choice.magnitude, isNegative: !choice.isNegative)
  }

  /// The product with a factor; nil where its magnitude does not fit.
  static func * (choice: Choice, factor: UInt64) -> Choice? {
    let (product, overflow) = choice.magnitude.multipliedReportingOverflow(by: factor)
    return overflow ? nil : Choice(magnitude: product, isNegative: choice.isNegative)
  }
}
