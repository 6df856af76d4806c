/// Decimal text in a stated direction: what is printed as a bound is one.
extension Dyadic {
  /// The decimal number of at most `digits` significant digits next to self in the stated direction.
  ///
  /// Positional from 10⁻⁵ to below 10⁷ (`0.00125`, `1024`), otherwise scientific (`1.25e-12`), without trailing
  /// zeros; exact numbers of few digits come out exactly. `Rational(parsing:)` reads it back exactly.
  /// `down` is never above self and `up` never below; beyond 2^±20000 the last digit may be one unit further
  /// out than necessary (and the nearest one a unit off), since the exact power of ten is not computed there.
  /// Precondition: digits ≥ 1. Complexity: one division of max(|exponent|, digits) bits.
  public func decimal(digits: Int, rounding direction: RoundingDirection) -> String {
    precondition(digits >= 1, "Dyadic.decimal: \(digits) digits; at least one is needed")
    if isZero { return "0" }
    if signum() < 0 { return "-" + (-self).decimal(digits: digits, rounding: direction.reversed) }

    // From below ⌊log₁₀ self⌋ up: an estimate above it would lose digits unnoticed. The estimate itself is
    // rounded, by more than 1 only for exponents beyond 2⁵⁰.
    let estimate = Double(magnitudeExponent - 1) * 0x1.34413509f79ffp-2
    var leading = Int(estimate) - (estimate < 0 ? 2 : 1) - Int(magnitudeExponent.magnitude >> 50)
    let limit = Integer(10).power(digits)
    var count = inUnits(ofTenTo: leading - digits + 1, digits: digits, direction)
    while count >= limit {
      leading += 1
      // The number is at least this power of ten, so no bound below it is needed.
      count = Swift.max(
        inUnits(ofTenTo: leading - digits + 1, digits: digits, direction), Integer(10).power(digits - 1))
    }
    return Dyadic.format(count.description, leading: leading)
  }

  /// self / 10^power as an integer in the stated direction; self > 0.
  private func inUnits(ofTenTo power: Int, digits: Int, _ direction: RoundingDirection) -> Integer {
    if exponent.magnitude <= 20_000 && magnitudeExponent.magnitude <= 20_000 && power.magnitude <= 20_000 {
      let ten = Integer(10).power(abs(power))
      let top = power < 0 ? significand * ten : significand
      let bottom = power < 0 ? 1 : ten
      return Dyadic.divide(
        exponent > 0 ? top << exponent : top, exponent < 0 ? bottom << -exponent : bottom, direction)
    }
    let bits = digits * 4 + 128
    let own = Interval(self).rounded(toBits: bits)
    let ten = Dyadic.powerOfTen(abs(power), bits: bits)
    let quotient = power < 0 ? own * ten : own.divided(by: ten, bits: bits)!
    switch direction {
    case .down, .towardZero: return quotient.lower.floor(toExponent: 0)
    case .up: return quotient.upper.ceiling(toExponent: 0)
    case .nearest: return quotient.midpoint.rounded(toExponent: 0, .nearest).floor(toExponent: 0)
    }
  }

  private static func divide(_ top: Integer, _ bottom: Integer, _ direction: RoundingDirection) -> Integer {
    switch direction {
    case .down, .towardZero: return top.floorDivided(by: bottom)
    case .up: return top.ceilingDivided(by: bottom)
    case .nearest:
      let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
      let twice = remainder << 1
      return twice > bottom || (twice == bottom && quotient.isOdd) ? quotient + 1 : quotient
    }
  }

  /// The enclosure of 10ⁿ, n ≥ 0, by squaring with outward rounding.
  private static func powerOfTen(_ n: Int, bits: Int) -> Interval {
    var result = Interval(1)
    for place in stride(from: Int.bitWidth - n.leadingZeroBitCount - 1, through: 0, by: -1) {
      result = (result * result).rounded(toBits: bits)
      if n >> place & 1 == 1 { result = (result * Interval(10)).rounded(toBits: bits) }
    }
    return result
  }

  /// d.ddd · 10^leading from its digits.
  private static func format(_ text: String, leading: Int) -> String {
    var digits = Substring(text)
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    if leading < -5 || leading >= 7 {
      let rest = digits.dropFirst()
      return "\(digits.prefix(1))\(rest.isEmpty ? "" : ".")\(rest)e\(leading)"
    }
    if leading < 0 { return "0." + String(repeating: "0", count: -leading - 1) + digits }
    let whole = digits.prefix(leading + 1)
    let rest = digits.dropFirst(leading + 1)
    let zeros = String(repeating: "0", count: leading + 1 - whole.count)
    return "\(whole)\(zeros)\(rest.isEmpty ? "" : ".")\(rest)"
  }
}

extension Dyadic: CustomStringConvertible {
  /// The nearest number of 17 digits, for people; use `decimal(digits:rounding:)` for bounds and `hexadecimal`
  /// for exact text.
  public var description: String { decimal(digits: 17, rounding: .nearest) }
}

extension Interval: CustomStringConvertible {
  /// Decimal numbers of at most `digits` digits that enclose the interval.
  public func decimalBounds(digits: Int) -> (lower: String, upper: String) {
    (lower.decimal(digits: digits, rounding: .down), upper.decimal(digits: digits, rounding: .up))
  }

  /// `[lower, upper]`, both rounded outwards to 17 digits.
  public var description: String {
    let ends = decimalBounds(digits: 17)
    return "[\(ends.lower), \(ends.upper)]"
  }
}
