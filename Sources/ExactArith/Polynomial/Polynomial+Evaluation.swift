extension Polynomial {
  /// p(x), exactly.
  public func value(at x: Rational) -> Rational {
    Rational(homogeneous(x.numerator, x.denominator), denominator * x.denominator.power(degree ?? 0))
  }

  /// The sign of p(x), exactly: −1, 0 or 1.
  public func sign(at x: Rational) -> Int { homogeneous(x.numerator, x.denominator).signum() }

  /// The enclosure of p(x) with ends of at most `bits` significant bits: relative width at most 2^(1−bits), however
  /// much cancels, because the value is formed exactly. Precondition: bits ≥ 1.
  public func enclosure(at x: Rational, bits: Int) -> Interval {
    Interval(
      homogeneous(x.numerator, x.denominator), denominator * x.denominator.power(degree ?? 0), bits: bits)
  }

  /// denominator·p(x), exactly.
  func scaledValue(at x: Dyadic) -> Dyadic {
    let fraction = Rational(x)
    return Dyadic(
      significand: homogeneous(fraction.numerator, fraction.denominator),
      exponent: min(x.exponent, 0) * (degree ?? 0))
  }

  /// Σ n_k·aᵏ·b^(degree−k) = p(a/b)·denominator·b^degree, by Horner's scheme without a division. Precondition: b > 0.
  private func homogeneous(_ a: Integer, _ b: Integer) -> Integer {
    guard var value = numerators.last else { return 0 }
    let degree = numerators.count - 1
    let word = a.asInt
    // A power of two is by far the most frequent denominator.
    let shift = b.trailingZeroBitCount
    let isPower = b.bitWidth == shift + 1
    var power: Integer = 1
    var term = Integer()
    for k in stride(from: degree - 1, through: 0, by: -1) {
      if let word { value *= word } else { value *= a }
      if isPower {
        term.assign(numerators[k], shiftedLeftBy: shift * (degree - k))
        value += term
      } else {
        power *= b
        value.addProduct(numerators[k], power)
      }
    }
    return value
  }
}
