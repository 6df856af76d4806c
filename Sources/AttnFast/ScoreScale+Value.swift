internal import AttnSpec

extension ScoreScale {
  /// σ in a kernel's format, with no more roundings than ``KernelScalar/scaleRoundings`` admits.
  ///
  /// Computed in Double and rounded once more for a narrower format. A text is read with one rounding; numerator
  /// and denominator of a fraction are integers that Double holds exactly, so only their quotient is rounded.
  func value<Scalar: KernelScalar>(
    dimension: Int, in format: Scalar.Type
  ) throws(KernelError) -> Scalar {
    let (exact, text): (Double, String) =
      switch self {
      case .inverseSquareRootOfDimension: (1 / Double(dimension).squareRoot(), "1/√\(dimension)")
      case .inverseDimension: (1 / Double(dimension), "1/\(dimension)")
      case .number(let text): (try Self.number(text), text)
      }
    let scale = Scalar(exact)
    guard scale.isNormal || (exact == 0 && !Self.hasNonzeroDigit(text)) else {
      throw .scaleOutOfRange(text, format: Scalar.format)
    }
    return scale
  }

  private static func number(_ text: String) throws(KernelError) -> Double {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let limit = 1 << 53
    if parts.count == 2, let numerator = Int(parts[0]), let denominator = Int(parts[1]),
      numerator.magnitude <= limit, 1...limit ~= denominator
    {
      return Double(numerator) / Double(denominator)
    }
    // Double reads `inf` and `nan` too: they are no numbers. A text too large for a Double becomes infinite.
    guard parts.count == 1, text.contains(where: \.isWholeNumber), let value = Double(text), !value.isNaN
    else {
      throw .unreadableScale(text)
    }
    return value
  }

  /// Whether the digits before any exponent say that the number is not zero, however small.
  private static func hasNonzeroDigit(_ text: String) -> Bool {
    let isHexadecimal = text.contains { $0 == "x" || $0 == "X" }
    let significand = text.lowercased().prefix { $0 != (isHexadecimal ? "p" : "e") }
    return significand.contains { $0 != "0" && $0.isHexDigit }
  }
}
