extension Polynomial {
  /// p(x), exactly.
  public func value(at x: Rational) -> Rational {
    let value = homogeneous(x.numerator, x.denominator)
    return Rational(value.numerator, value.denominator)
  }

  /// The sign of p(x), exactly: −1, 0 or 1.
  public func sign(at x: Rational) -> Int { homogeneous(x.numerator, x.denominator).numerator.signum() }

  /// The enclosure of p(x) with ends of at most `bits` significant bits: relative width at most 2^(1−bits), however
  /// much cancels, because the value is formed exactly. Precondition: bits ≥ 1.
  public func enclosure(at x: Rational, bits: Int) -> Interval {
    let value = homogeneous(x.numerator, x.denominator)
    return Interval(
      lower: Dyadic.quotient(value.numerator, value.denominator, bits: bits, rounding: .down),
      upper: Dyadic.quotient(value.numerator, value.denominator, bits: bits, rounding: .up))
  }

  /// denominator·p(x), exactly.
  func scaledValue(at x: Dyadic) -> Dyadic {
    let value = homogeneous(
      x.exponent > 0 ? x.significand << x.exponent : x.significand, Integer(1) << max(-x.exponent, 0))
    return Dyadic(significand: value.numerator, exponent: min(x.exponent, 0) * max(numerators.count - 1, 0))
  }

  /// Horner's scheme for p(a/b) = Σ n_k·aᵏ·b^(degree−k) / (denominator·b^degree), without a division.
  private func homogeneous(_ a: Integer, _ b: Integer) -> (numerator: Integer, denominator: Integer) {
    guard let leading = numerators.last else { return (0, 1) }
    let word = a.asInt
    // A power of two is by far the most frequent denominator.
    let shift = b.trailingZeroBitCount
    let isPower = b.bitWidth == shift + 1
    var value = leading
    var power: Integer = 1
    for (step, numerator) in numerators.dropLast().reversed().enumerated() {
      if let word { value *= word } else { value *= a }
      if isPower {
        value += shift == 0 ? numerator : numerator << (shift * (step + 1))
      } else {
        power *= b
        value.addProduct(numerator, power)
      }
    }
    let scale = isPower ? Integer(1) << (shift * (numerators.count - 1)) : power
    return (value, denominator * scale)
  }
}
