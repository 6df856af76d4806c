import ExactArith
import PropertyTesting
import Testing

struct IntervalTests {
  /// Ends and inner points of an interval.
  private static func samples(_ x: Interval) -> [Rational] {
    let (lower, upper) = (Rational(x.lower), Rational(x.upper))
    return [lower, upper, (lower + upper) / 2, lower + (upper - lower) / 3]
      + (x.contains(Dyadic()) ? [0] : [])
  }

  @Test func operationsEnclose() {
    var random = DeterministicGenerator(seed: 80)
    var failures = FailureLog()
    for _ in 0..<1500 {
      let x = random.interval(bits: 40, exponents: -40...10)
      let y = random.interval(bits: 40, exponents: -40...10)
      let bits = Int.random(in: 1...60, using: &random)
      let quotient = x.divided(by: y, bits: bits)
      failures.expect((quotient == nil) == y.contains(Dyadic()), "\(x) / \(y)")
      let (sum, difference, product) = (x + y, x - y, x * y)
      var extremes: [Rational] = []
      for a in Self.samples(x) {
        failures.expect(x.contains(a) && x.rounded(toBits: bits).contains(a), "\(a) in \(x)")
        failures.expect((-x).contains(-a) && x.magnitude.contains(a.magnitude), "-\(x), |\(x)|")
        failures.expect(x.squared.contains(a * a), "\(x)²")
        failures.expect(x.scaled(byPowerOfTwo: 3).contains(a * 8), "8 \(x)")
        for b in Self.samples(y) {
          extremes.append(a * b)
          failures.expect(
            sum.contains(a + b) && difference.contains(a - b) && product.contains(a * b), "\(x), \(y)")
          failures.expect(Interval.sum(x, y, bits: bits).contains(a + b), "\(x) + \(y) to \(bits) bits")
          if let quotient { failures.expect(quotient.contains(a / b), "\(x) / \(y)") }
        }
      }
      // Exact, so the ends are attained.
      failures.expect(
        Rational(product.lower) == extremes.min()! && Rational(product.upper) == extremes.max()!,
        "\(x) \(y) is not tight")
      failures.expect(sum.width == x.width + y.width && difference.width == sum.width, "\(x) ± \(y)")
      if let quotient, x.isPoint, y.isPoint, !x.lower.isZero {
        failures.expect(quotient.isNarrow(bits: bits), "\(x) / \(y) to \(bits) bits is too wide")
      }
      let ends = Self.samples(x)
      failures.expect(
        Rational(x.magnitude.upper) == ends.map(\.magnitude).max()!
          && Rational(x.magnitude.lower) == ends.map(\.magnitude).min()!, "|\(x)|")
      let rounded = x.rounded(toBits: bits)
      failures.expect(
        rounded.lower.significand.bitWidth <= bits && rounded.upper.significand.bitWidth <= bits,
        "\(x) to \(bits) bits")
      let r = random.rational(bits: 50)
      let enclosure = Interval(r, bits: bits)
      failures.expect(enclosure.contains(r) && (enclosure.isPoint || enclosure.isNarrow(bits: bits)), "\(r)")
    }
    #expect(failures.count == 0)
  }

  @Test func setsAndVerdicts() {
    var random = DeterministicGenerator(seed: 81)
    var failures = FailureLog()
    for _ in 0..<4000 {
      // Few values, so that touching ends are frequent.
      let x = random.interval(bits: 3, exponents: 0...0)
      let y = random.interval(bits: 3, exponents: 0...0)
      let points = (-8...8).map { Dyadic($0) }
      let (inX, inY) = (points.filter(x.contains), points.filter(y.contains))
      let common = inX.filter(y.contains)
      failures.expect(x.overlaps(y) == !common.isEmpty, "\(x) overlaps \(y)")
      failures.expect(x.isSubset(of: y) == (common.count == inX.count), "\(x) is in \(y)")
      failures.expect(
        x.intersection(y).map { points.filter($0.contains) } ?? [] == common, "\(x) ∩ \(y)")
      failures.expect((inX + inY).allSatisfy(x.union(y).contains), "\(x) ∪ \(y)")
      failures.expect(x.contains(x.midpoint) && x.midpoint - x.lower == x.upper - x.midpoint, "\(x)")
      let pairs = inX.flatMap { a in inY.map { (a, $0) } }
      func verdict(_ holds: (Dyadic, Dyadic) -> Bool) -> Verdict {
        pairs.allSatisfy(holds) ? .certified : pairs.contains(where: holds) ? .undecided : .refuted
      }
      failures.expect(x.isCertainlyLess(than: y) == verdict(<), "\(x) < \(y)")
      failures.expect(x.isCertainlyLessOrEqual(to: y) == verdict(<=), "\(x) ≤ \(y)")
      failures.expect(x.isCertainlyGreater(than: y) == verdict(>), "\(x) > \(y)")
      failures.expect(x.isCertainlyGreaterOrEqual(to: y) == verdict(>=), "\(x) ≥ \(y)")
      failures.expect(x.isCertainlyEqual(to: y) == verdict(==), "\(x) = \(y)")
    }
    #expect(failures.count == 0)
  }
}
