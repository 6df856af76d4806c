/// The elementary functions of machine integers, as of `Dyadic`.
extension Interval {
  /// eⁿ; see `exp(of:bits:)` for `Dyadic`.
  public static func exp(of n: Int, bits: Int) throws(ElementaryFunctionError) -> Interval {
    try exp(of: Dyadic(n), bits: bits)
  }

  /// log n; see `log(of:bits:)` for `Dyadic`.
  public static func log(of n: Int, bits: Int) throws(ElementaryFunctionError) -> Interval {
    try log(of: Dyadic(n), bits: bits)
  }

  /// √n; see `squareRoot(of:bits:)` for `Dyadic`.
  public static func squareRoot(of n: Int, bits: Int) throws(ElementaryFunctionError) -> Interval {
    try squareRoot(of: Dyadic(n), bits: bits)
  }
}
