internal import AttnSpec

extension ScoreScale {
  /// σ in a kernel's format, with no more roundings than ``KernelScalar/scaleRoundings`` admits.
  ///
  /// Computed in Double and rounded once more for a narrower format. A text is read with one rounding; numerator
  /// and denominator of a fraction are integers that Double holds exactly, so only their quotient is rounded.
  func value<Scalar: KernelScalar>(
    dimension: Int, in format: Scalar.Type
  ) throws(KernelError) -> Scalar {
    let (value, isZero, text): (Double, Bool, String) =
      switch self {
      case .inverseSquareRootOfDimension: (1 / Double(dimension).squareRoot(), false, "1/√\(dimension)")
      case .inverseDimension: (1 / Double(dimension), false, "1/\(dimension)")
      case .number(let text): try Self.read(text)
      }
    let scale = Scalar(value)
    guard isZero || scale.isNormal else { throw .scaleOutOfRange(text, format: Scalar.format) }
    return scale
  }

  /// A text's value, and whether its exact value is zero rather than too small for a Double.
  private static func read(_ text: String) throws(KernelError) -> (value: Double, isZero: Bool, text: String)
  {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let limit = 1 << 53
    if parts.count == 2, let numerator = Int(parts[0]), let denominator = Int(parts[1]),
      numerator.magnitude <= limit, 1...limit ~= denominator
    {
      return (Double(numerator) / Double(denominator), numerator == 0, text)
    }
    // Double reads `inf` and `nan` too, which are no numbers; a number too large for it becomes infinite.
    guard parts.count == 1, text.contains(where: \.isWholeNumber), let value = Double(text), !value.isNaN
    else { throw .unreadableScale(text) }
    let exponentMark: Character = text.contains("x") || text.contains("X") ? "p" : "e"
    let significand = text.lowercased().prefix { $0 != exponentMark }
    return (value, !significand.contains { $0 != "0" && $0.isHexDigit }, text)
  }
}
