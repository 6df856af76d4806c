/// The maxima and the minimum over rows of Q that Theorem P needs, computed in binary64 with rounding to nearest, and
/// the greatest mean of |v|.
struct RowNorms {
  /// Σ_l |q_l|·K_l, K_l a bound of the keys' column l.
  var product = 0.0
  /// ‖q‖².
  var square = 0.0
  /// Σ_l |q_l·z_l|.
  var shiftProduct = 0.0
  /// |q_l|.
  var magnitude = 0.0
  /// ⟨q, Σ (k - z)⟩ / keys; the least.
  var leastMean = Double.infinity
  /// Σ|v| / keys.
  var meanValue = 0.0
  /// The sum over rows of ‖q‖², which shows entries that are NaN or infinite.
  var sumOfSquares = 0.0

  mutating func merge(_ other: RowNorms) {
    product = max(product, other.product)
    square = max(square, other.square)
    shiftProduct = max(shiftProduct, other.shiftProduct)
    magnitude = max(magnitude, other.magnitude)
    leastMean = min(leastMean, other.leastMean)
    meanValue = max(meanValue, other.meanValue)
    sumOfSquares += other.sumOfSquares
  }
}
