public import AttnSpec

/// Why Theorem P promises nothing for a polynomial kernel. The text says what to do.
public enum PolynomialKernelError: Error, Hashable, Sendable {
  case badCoefficients
  case badArithmetic
  case badNorms
  /// Products or sums of the data overflow binary64.
  case normsTooLarge
  case badScale(String)
  case scaleNotPositive
  case noApproximation(ApproximationError)
  /// The mask has a left side, so that sums over its keys are no running sums.
  case maskHasLeftSide
  /// Scores may lie outside the interval on which the polynomial is certified.
  case scoresTooLarge
  /// The polynomial's error is 1 or more: weights may not be positive.
  case approximationTooCoarse
  /// Rounding errors may be as large as the row sum.
  case roundingTooLarge(NumberFormat)
  /// A feature or a sum may overflow.
  case overflow(NumberFormat)
}

extension PolynomialKernelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badCoefficients: "a polynomial kernel needs finite coefficients, at least one"
    case .badArithmetic: "tiles, blocks and segments count at least 1, and lanes are a power of 2 up to 1024"
    case .badNorms:
      "a norm of the data is negative, the mean product exceeds the greatest product, or keys are shifted by a kernel"
        + " that shifts none"
    case .normsTooLarge: "the norms of Q, K or V overflow binary64; scale the data down"
    case .badScale(let reason): reason
    case .scaleNotPositive: "the scale is not above 0; change the sign of the queries instead"
    case .noApproximation(let reason): "no polynomial is certified: \(reason)"
    case .maskHasLeftSide:
      "the mask is closed on the left, and a running sum cannot drop keys; use a mask that is open on the left"
    case .scoresTooLarge:
      "scores may lie outside the polynomial's interval; certify it for a larger score bound"
    case .approximationTooCoarse:
      "the polynomial's error reaches 1 and its weights may be negative; choose a higher degree"
    case .roundingTooLarge(let format):
      "rounding in \(format.rawValue) may cost the whole row sum; use a wider format, shorter sums, or smaller"
        + " scores"
    case .overflow(let format):
      "a feature or a sum may overflow \(format.rawValue); use a wider format, or scale queries up and keys down by"
        + " one power of 2, or the other way round"
    }
  }
}
