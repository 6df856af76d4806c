extension Polynomial {
  public static func + (a: Polynomial, b: Polynomial) -> Polynomial { sum(a, b, sign: 1) }
  public static func - (a: Polynomial, b: Polynomial) -> Polynomial { sum(a, b, sign: -1) }

  public static prefix func - (a: Polynomial) -> Polynomial {
    Polynomial(numerators: a.numerators.map { -$0 }, denominator: a.denominator)
  }

  /// Complexity: O(product of the numbers of coefficients) multiplications.
  public static func * (a: Polynomial, b: Polynomial) -> Polynomial {
    guard !a.isZero, !b.isZero else { return Polynomial() }
    var product = [Integer](repeating: 0, count: a.numerators.count + b.numerators.count - 1)
    for (i, left) in a.numerators.enumerated() {
      for (j, right) in b.numerators.enumerated() { product[i + j].addProduct(left, right) }
    }
    return Polynomial(numerators: product, denominator: a.denominator * b.denominator)
  }

  public static func * (factor: Rational, a: Polynomial) -> Polynomial {
    Polynomial(
      numerators: a.numerators.map { $0 * factor.numerator }, denominator: a.denominator * factor.denominator)
  }

  /// p′.
  public var derivative: Polynomial {
    Polynomial(numerators: numerators.enumerated().dropFirst().map { $1 * $0 }, denominator: denominator)
  }

  /// The polynomial y ↦ p(offset + slope·y), or its first `terms` terms. Complexity: O(degree·terms) additions and
  /// single-word products where the offset's numerator is a machine word. Precondition: terms ≥ 1.
  public func substituting(slope: Rational, offset: Rational, terms: Int = .max) -> Polynomial {
    guard let degree else { return self }
    let kept = min(terms, degree + 1)
    // With one denominator c for both, offset + slope·y = (a + b·y)/c: shift the integer polynomial
    // Σ n_k·c^(degree−k)·Xᵏ by a, then put X = b·y.
    let c =
      offset.denominator * slope.denominator.exactlyDivided(by: offset.denominator.gcd(slope.denominator))
    let a = offset.numerator * c.exactlyDivided(by: offset.denominator)
    let b = slope.numerator * c.exactlyDivided(by: slope.denominator)
    var shifted = numerators
    var power: Integer = 1
    for k in stride(from: degree - 1, through: 0, by: -1) {
      power *= c
      shifted[k] *= power
    }
    Self.shift(&shifted, by: a, terms: kept)
    let denominator = self.denominator * power
    power = 1
    for k in 1..<kept {
      power *= b
      shifted[k] *= power
    }
    return Polynomial(numerators: Array(shifted[..<kept]), denominator: denominator)
  }

  /// Replaces the first `terms` coefficients of P(X) by those of P(X + a), by repeated synthetic division; the others
  /// are of no use then.
  static func shift(_ coefficients: inout [Integer], by a: Integer, terms: Int = .max) {
    guard !a.isZero, coefficients.count > 1 else { return }
    let word = a.asInt
    for lowest in 0..<min(terms, coefficients.count - 1) {
      for k in stride(from: coefficients.count - 2, through: lowest, by: -1) {
        let above = coefficients[k + 1]
        if let word { coefficients[k].addProduct(above, word) } else { coefficients[k].addProduct(above, a) }
      }
    }
  }

  private static func sum(_ a: Polynomial, _ b: Polynomial, sign: Int) -> Polynomial {
    let divisor = a.denominator.gcd(b.denominator)
    let toA = b.denominator.exactlyDivided(by: divisor)
    let toB = a.denominator.exactlyDivided(by: divisor) * sign
    let numerators = (0..<max(a.numerators.count, b.numerators.count)).map { k in
      var numerator: Integer = 0
      if k < a.numerators.count { numerator.addProduct(a.numerators[k], toA) }
      if k < b.numerators.count { numerator.addProduct(b.numerators[k], toB) }
      return numerator
    }
    return Polynomial(numerators: numerators, denominator: a.denominator * toA)
  }
}
