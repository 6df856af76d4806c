/// Enclosures of the natural logarithm.
///
/// Claim: the result contains log x, and its width is at most 2^(1−bits) of the magnitude of its end nearer to
/// 0. Special values: log 1 is exactly 0; log of anything that is not positive throws. Precondition:
/// 2 ≤ bits ≤ 2³⁰. Complexity: one exp of somewhat more bits, a division and a short series; near 1, where
/// log x is about 2^(−j), also O(j) bits for the argument itself. Proof: Documentation/Theory.md,
/// "Elementary functions". The width is compared with the claim before a result is returned, and the
/// computation repeated with more bits if it is too wide.
extension Interval {
  /// log x; see the extension.
  public static func log(of x: Dyadic, bits: Int) throws(ElementaryFunctionError) -> Interval {
    guard x.signum() > 0 else { throw .logarithmOfNonPositive }
    checkLogBits(bits)
    if x == Dyadic.one { return Interval(0) }
    // x = f·2^k with 0.7 < f < 1.42.
    let leading = (x.significand >> (x.significand.bitWidth - 10)).asInt!
    let k = leading > 725 ? x.magnitudeExponent : x.magnitudeExponent - 1
    let f = x.scaled(byPowerOfTwo: -k)
    if f == Dyadic.one {
      let fraction = Ln2.enclosure(bits: bits + 3)
      return (fraction * Interval(Dyadic(k))).rounded(toBits: bits + 2)
    }
    // |log x| > 2^(−smallness): for k ≠ 0 it is above 0.33; else |log f| > |f − 1|/1.5.
    let distance = f - Dyadic.one
    let smallness = k == 0 ? Swift.max(2 - distance.magnitudeExponent, 0) : 2
    var precision = bits + smallness + 12
    while true {
      let result = log(f, distance: distance, exponent: k, precision: precision).rounded(toBits: bits + 2)
      if result.isNarrow(bits: bits) { return result }
      precision += 32
    }
  }

  /// log x for a rational number; see the extension.
  public static func log(of x: Rational, bits: Int) throws(ElementaryFunctionError) -> Interval {
    guard x.signum() > 0 else { throw .logarithmOfNonPositive }
    checkLogBits(bits)
    if x == 1 { return Interval(0) }
    // Near 1, |log x| is at least about |x − 1|, and x must be known so much better.
    let distance = (x - 1).magnitude
    let smallness = Swift.max(distance.denominator.bitWidth - distance.numerator.bitWidth + 2, 0)
    var precision = bits + smallness + 4
    while true {
      let ends = Interval(x, bits: precision)
      if let result = try? ends.log(bits: bits + 3), result.lower.signum() == result.upper.signum() {
        let rounded = result.rounded(toBits: bits + 2)
        if rounded.isNarrow(bits: bits) { return rounded }
      }
      precision += 32
    }
  }

  /// The enclosure of log x for all x in self, from the enclosures at the ends.
  public func log(bits: Int) throws(ElementaryFunctionError) -> Interval {
    let below = try Interval.log(of: lower, bits: bits)
    if isPoint { return below }
    return Interval(ordered: below.lower, try Interval.log(of: upper, bits: bits).upper)
  }

  private static func checkLogBits(_ bits: Int) {
    precondition(bits >= 2 && bits <= 1 << 30, "Interval.log: \(bits) bits; between 2 and 2^30 are possible")
  }

  /// Whether the width is at most 2^(1−bits) of the smaller end.
  private func isNarrow(bits: Int) -> Bool {
    let ends = magnitude
    return ends.upper - ends.lower <= ends.lower.scaled(byPowerOfTwo: 1 - bits)
  }

  /// k·ln 2 + log f in fixed point with `precision` bits after the point, 0.7 < f < 1.42.
  ///
  /// With y₀ ≈ log f and t = f·e^(−y₀), log f = y₀ + log t, and log t is a short series.
  static func log(_ f: Dyadic, distance: Dyadic, exponent k: Int, precision: Int) -> Interval {
    let unit = precision
    var quotient = Interval(f)
    var base = Dyadic()
    if distance.magnitudeExponent > -30 {
      base = approximateLog(f, precision: precision)
      // In range: |base| < 1.
      let inverse = try! Interval.exp(of: -base, bits: precision + 4)
      quotient = Interval(f).rounded(toBits: precision + 4) * inverse
    }
    // log t for t between C·u and C·u + slack: at most slack/t, t > 1/2, is added above.
    let start = quotient.lower.floor(toExponent: -unit)
    let slack = quotient.upper.ceiling(toExponent: -unit) - start
    let (series, error) = logNearOne(start, precision: unit)
    var lower = base.floor(toExponent: -unit)
    var upper = base.ceiling(toExponent: -unit)
    lower += series - Integer(error)
    upper += series + Integer(error)
    upper.addProduct(slack, 2)
    if k != 0 {
      let ln2 = Ln2.fixedPoint(bits: unit)
      lower += (k > 0 ? ln2 : ln2 + 2) * k
      upper += (k > 0 ? ln2 + 2 : ln2) * k
    }
    return Interval(
      lower: Dyadic(significand: lower, exponent: -unit), upper: Dyadic(significand: upper, exponent: -unit))
  }

  /// A number near log f; how near decides the speed alone.
  private static func approximateLog(_ f: Dyadic, precision: Int) -> Dyadic {
    if precision > 700, let rough = try? log(of: f.rounded(toBits: precision, .nearest), bits: precision / 4)
    {
      return rough.lower
    }
    // 2·artanh(z) in binary64, the same on every machine; |z| < 0.18.
    let value = f.double(rounding: .nearest)
    let z = (value - 1) / (value + 1)
    var sum = 0.0
    for i in 1...12 { sum = sum * (z * z) + 1 / Double(25 - 2 * i) }
    return Dyadic(exactly: 2 * z * sum)
  }

  /// S and E with |log(C·u) − S·u| ≤ E·u, u = 2^(−precision), for 1/2 ≤ C·u < 2 (checked): the series of
  /// 2·artanh(z), z = (C·u − 1)/(C·u + 1), every quotient rounded towards 0.
  static func logNearOne(_ c: Integer, precision: Int) -> (series: Integer, error: Int) {
    precondition(
      c.signum() > 0 && (precision...precision + 1).contains(c.bitWidth), "log: the reduction has failed")
    let one = Integer(1) << precision
    let z = ((c - one) << precision).quotientAndRemainder(dividingBy: c + one).quotient
    let square = (z * z) >> precision
    var sum = z
    var power = z.magnitude
    let sign = z.signum()
    var terms = 0
    while true {
      power *= square
      power >>= precision
      if power.isZero { break }
      terms += 1
      let term = power.floorDivided(by: Integer(2 * terms + 1))
      if sign > 0 { sum += term } else { sum -= term }
    }
    return (sum << 1, 4 * terms + 8)
  }
}

extension Ln2 {
  /// The enclosure of ln 2 of relative width at most 2^(1−bits), with ends of at most bits + 2 bits.
  static func enclosure(bits: Int) -> Interval {
    let unit = bits + 3
    let lower = fixedPoint(bits: unit)
    return Interval(
      lower: Dyadic(significand: lower, exponent: -unit),
      upper: Dyadic(significand: lower + 2, exponent: -unit)
    ).rounded(toBits: bits + 2)
  }
}

extension Interval {
  /// The enclosure of ln 2, of relative width at most 2^(1−bits). Precondition: 2 ≤ bits ≤ 2³⁰.
  public static func ln2(bits: Int) -> Interval {
    precondition(bits >= 2 && bits <= 1 << 30, "Interval.ln2: \(bits) bits; between 2 and 2^30 are possible")
    return Ln2.enclosure(bits: bits)
  }
}
