/// Field operations, exact. Sums and products cancel common factors before they multiply (Knuth, The Art of
/// Computer Programming 2, 4.5.1), so that the parts stay as small as they can.
extension Rational {
  public static func + (a: Rational, b: Rational) -> Rational { sum(a, b.numerator, b.denominator) }
  public static func - (a: Rational, b: Rational) -> Rational { sum(a, -b.numerator, b.denominator) }

  private static func sum(_ a: Rational, _ numerator: Integer, _ denominator: Integer) -> Rational {
    let common = a.denominator.gcd(denominator)
    if common == 1 {
      var top = a.numerator * denominator
      top.addProduct(numerator, a.denominator)
      return Rational(coprime: top, a.denominator * denominator)
    }
    let rest = a.denominator.exactlyDivided(by: common)
    var top = a.numerator * denominator.exactlyDivided(by: common)
    top.addProduct(numerator, rest)
    let divisor = top.gcd(common)
    return Rational(
      coprime: top.exactlyDivided(by: divisor), rest * denominator.exactlyDivided(by: divisor))
  }

  public static func * (a: Rational, b: Rational) -> Rational {
    product(a.numerator, a.denominator, b.numerator, b.denominator)
  }

  /// Precondition: b ≠ 0.
  public static func / (a: Rational, b: Rational) -> Rational {
    precondition(!b.isZero, "Rational: division by zero")
    return product(a.numerator, a.denominator, b.denominator, b.numerator)
  }

  /// (p/q)·(r/s) for two fractions in lowest terms, s of any sign.
  private static func product(_ p: Integer, _ q: Integer, _ r: Integer, _ s: Integer) -> Rational {
    let ps = p.gcd(s)
    let rq = r.gcd(q)
    return Rational(
      coprime: p.exactlyDivided(by: ps) * r.exactlyDivided(by: rq),
      q.exactlyDivided(by: rq) * s.exactlyDivided(by: ps))
  }

  public static prefix func - (a: Rational) -> Rational { Rational(coprime: -a.numerator, a.denominator) }

  public static func += (a: inout Rational, b: Rational) { a = a + b }
  public static func -= (a: inout Rational, b: Rational) { a = a - b }
  public static func *= (a: inout Rational, b: Rational) { a = a * b }
  public static func /= (a: inout Rational, b: Rational) { a = a / b }

  /// Adds a·b in place.
  public mutating func addProduct(_ a: Rational, _ b: Rational) { self = self + a * b }

  /// 1/self. Precondition: self ≠ 0.
  public var reciprocal: Rational {
    precondition(!isZero, "Rational: the reciprocal of zero")
    return Rational(coprime: denominator, numerator)
  }

  /// selfⁿ, with 0⁰ = 1. Precondition: n ≥ 0 or self ≠ 0.
  public func power(_ n: Int) -> Rational {
    precondition(n != Int.min, "Rational.power: the exponent is out of range")
    let base = n < 0 ? reciprocal : self
    return Rational(coprime: base.numerator.power(abs(n)), base.denominator.power(abs(n)))
  }

  public var magnitude: Rational { signum() < 0 ? -self : self }
  public var isZero: Bool { numerator.isZero }
  public func signum() -> Int { numerator.signum() }

  /// The largest integer that is not above self.
  public func floor() -> Integer { numerator.floorDivided(by: denominator) }

  /// The smallest integer that is not below self.
  public func ceiling() -> Integer { numerator.ceilingDivided(by: denominator) }
}

extension Rational: Comparable {
  public static func < (a: Rational, b: Rational) -> Bool {
    let signs = (a.signum(), b.signum())
    if signs.0 != signs.1 { return signs.0 < signs.1 }
    if a.denominator == b.denominator { return a.numerator < b.numerator }
    return a.numerator * b.denominator < b.numerator * a.denominator
  }
}
