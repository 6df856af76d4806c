/// What Theorem P needs to know of Q, K and V: a few norms, each a bound in the safe direction.
///
/// Over all heads and all rows that have a key. z is the vector that is subtracted from the keys of a key head (0
/// where there is none), and k - z is exact.
public struct DataNorms: Hashable, Sendable {
  /// The largest number of keys that a row may attend to.
  public var keys: Int
  /// An upper bound of Σ_l |q_l·(k_l - z_l)| for every query and key.
  public var greatestProduct: Double
  /// A lower bound, over rows, of the mean of ⟨q, k - z⟩ over the row's keys.
  public var leastMeanProduct: Double
  /// Upper bounds of |q_l| and of |k_l - z_l|.
  public var queryMagnitude: Double
  public var keyMagnitude: Double
  /// An upper bound of Σ_l |q_l·z_l| for every query.
  public var shiftProduct: Double
  /// An upper bound of |v|.
  public var valueMagnitude: Double
  /// An upper bound, over rows and columns, of the mean of |v| over the row's keys.
  public var meanValueMagnitude: Double
  /// An upper bound, over columns of each key head, of max v - min v.
  public var valueSpread: Double

  public init(
    keys: Int, greatestProduct: Double, leastMeanProduct: Double, queryMagnitude: Double,
    keyMagnitude: Double, shiftProduct: Double, valueMagnitude: Double, meanValueMagnitude: Double,
    valueSpread: Double
  ) {
    self.keys = keys
    self.greatestProduct = greatestProduct
    self.leastMeanProduct = leastMeanProduct
    self.queryMagnitude = queryMagnitude
    self.keyMagnitude = keyMagnitude
    self.shiftProduct = shiftProduct
    self.valueMagnitude = valueMagnitude
    self.meanValueMagnitude = meanValueMagnitude
    self.valueSpread = valueSpread
  }
}
