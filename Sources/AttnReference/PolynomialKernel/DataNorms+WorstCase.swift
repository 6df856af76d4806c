public import AttnSpec
public import ExactArith

extension DataNorms {
  /// The norms of the worst inputs of a shape whose entries are all in [-bound, bound], with no key shift: no input of
  /// that kind has a greater norm, or a lesser `leastMeanProduct`, and inputs with entries ±bound have these.
  ///
  /// - Precondition: the bound is not negative, and no size is.
  public init(worstCaseFor shape: AttentionShape, entriesWithin bound: Rational) {
    precondition(bound.signum() >= 0, "DataNorms: the bound \(bound) is negative")
    let magnitude = bound.double(rounding: .up)
    let product = (Rational(shape.dimension) * bound * bound).double(rounding: .up)
    self.init(
      keys: shape.keys, greatestProduct: product, leastMeanProduct: -product, queryMagnitude: magnitude,
      keyMagnitude: magnitude, shiftProduct: 0, valueMagnitude: magnitude, meanValueMagnitude: magnitude,
      valueSpread: (Rational(2) * bound).double(rounding: .up))
  }
}
