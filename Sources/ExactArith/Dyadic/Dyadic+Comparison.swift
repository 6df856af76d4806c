/// Exact comparisons. Numbers of different magnitude are told apart by their leading bits alone, however far
/// apart their exponents are.
extension Dyadic: Comparable {
  public static func < (a: Dyadic, b: Dyadic) -> Bool {
    let signs = (a.signum(), b.signum())
    if signs.0 != signs.1 { return signs.0 < signs.1 }
    if signs.0 == 0 { return false }
    let places = (a.magnitudeExponent, b.magnitudeExponent)
    if places.0 != places.1 { return signs.0 > 0 ? places.0 < places.1 : places.0 > places.1 }
    if a.exponent == b.exponent { return a.significand < b.significand }
    // The same leading place: the shift is at most the longer significand's bits.
    if a.exponent > b.exponent { return a.significand << (a.exponent - b.exponent) < b.significand }
    return a.significand < b.significand << (b.exponent - a.exponent)
  }
}
