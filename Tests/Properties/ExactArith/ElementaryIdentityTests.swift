import ExactArith
import PropertyTesting
import Testing

/// What must hold of enclosures without an oracle: exact points, identities, agreement across precisions,
/// ceilings on the width, the edges of the domain.
struct ElementaryIdentityTests {
  private static let precisions = [2, 3, 10, 24, 53, 64, 65, 127, 128, 129, 192, 256, 500, 1000, 2500]

  @Test func exactPointsContainTheirValue() throws {
    for bits in Self.precisions {
      #expect(try Interval.exp(of: Dyadic(), bits: bits) == Interval(1))
      #expect(try Interval.exp(of: Rational(), bits: bits) == Interval(1))
      #expect(try Interval.log(of: Dyadic(1), bits: bits) == Interval(0))
      #expect(try Interval.log(of: Rational(1), bits: bits) == Interval(0))
      #expect(try Interval.squareRoot(of: Dyadic(), bits: bits) == Interval(0))
    }
    // Points that only the limit reaches: the enclosure of exp next to 0 keeps 1 on its outer side.
    for bits in Self.precisions {
      for exponent in [-bits, -bits - 1, -bits - 2, -2 * bits, -5000, -1 << 40, -1 << 50] {
        let tiny = Dyadic.powerOfTwo(exponent)
        let above = try Interval.exp(of: tiny, bits: bits)
        let below = try Interval.exp(of: -tiny, bits: bits)
        #expect(above.upper > Dyadic(1) && above.lower >= Dyadic(1) && above.isNarrow(bits: bits))
        #expect(below.lower < Dyadic(1) && below.upper <= Dyadic(1) && below.isNarrow(bits: bits))
      }
    }
  }

  @Test func exactSquaresHaveExactRoots() throws {
    var random = DeterministicGenerator(seed: 1)
    var failures = FailureLog()
    for _ in 0..<2000 {
      let root = random.dyadic(bits: 200, exponents: -2000...2000).magnitude
      let square = root * root
      failures.expect(
        try Interval.squareRoot(of: square, bits: 24) == Interval(root)
          && Interval.squareRoot(of: Rational(square), bits: 24) == Interval(root), "√\(square)")
      if !square.isZero {
        let off = square + Dyadic.powerOfTwo(square.exponent - 3)
        let enclosure = try Interval.squareRoot(of: off, bits: 24)
        failures.expect(!enclosure.isPoint && enclosure.upper > root, "√\(off)")
      }
    }
    #expect(failures.count == 0)
  }

  /// A fraction whose scaled integer part is a square, but which is not one.
  @Test func fractionsNextToSquaresHaveNoExactRoot() throws {
    for n in 1...100 {
      for bits in [2, 24, 53, 128] {
        let x = Rational(n * n) + Rational(1, Integer(2).power(1000) + 1)
        let enclosure = try Interval.squareRoot(of: x, bits: bits)
        #expect(
          enclosure.squared.contains(x) && enclosure.upper > Dyadic(n) && enclosure.isNarrow(bits: bits))
      }
    }
  }

  @Test func exponentialOfSum() throws {
    var random = DeterministicGenerator(seed: 2)
    var failures = FailureLog()
    for _ in 0..<4000 {
      let bits = Int.random(in: 2...400, using: &random)
      let a = random.dyadic(bits: 60, exponents: -80...(-30))
      let b = random.dyadic(bits: 60, exponents: -80...(-25))
      let product = try Interval.exp(of: a, bits: bits) * Interval.exp(of: b, bits: bits)
      let sum = try Interval.exp(of: a + b, bits: bits)
      failures.expect(product.overlaps(sum), "\(bits) bits: e^\(a) e^\(b)")
      failures.expect(sum.isNarrow(bits: bits), "\(bits) bits: e^\(a + b) is too wide")
      let finer = try Interval.exp(of: a + b, bits: 2 * bits)
      failures.expect(sum.overlaps(finer), "e^\(a + b): \(bits) and \(2 * bits) bits are disjoint")
      let whole = try Interval(lower: min(a, b), upper: max(a, b)).exp(bits: bits)
      let ends = (try Interval.exp(of: a, bits: bits), try Interval.exp(of: b, bits: bits))
      failures.expect(whole == ends.0.union(ends.1), "exp of [\(a), \(b)]")
    }
    #expect(failures.count == 0)
  }

  @Test func logarithmInvertsTheExponential() throws {
    var random = DeterministicGenerator(seed: 3)
    var failures = FailureLog()
    for _ in 0..<1500 {
      let bits = Int.random(in: 8...400, using: &random)
      let x = random.dyadic(bits: 50, exponents: -75...(-40))
      let image = try Interval.exp(of: x, bits: bits)
      if image.isPoint { continue }
      let back = try image.log(bits: bits)
      failures.expect(back.contains(x), "log e^\(x) with \(bits) bits is \(back)")
      let y = random.dyadic(bits: 50, exponents: -100...100).magnitude
      if y.isZero || y == Dyadic(1) { continue }
      let logarithm = try Interval.log(of: y, bits: bits)
      failures.expect(logarithm.isNarrow(bits: bits), "log \(y) with \(bits) bits is too wide")
      let finer = try Interval.log(of: y, bits: 2 * bits)
      failures.expect(logarithm.overlaps(finer), "log \(y): \(bits) and \(2 * bits) bits are disjoint")
      failures.expect(try logarithm.exp(bits: bits).contains(y), "e^log \(y) with \(bits) bits")
      let root = try Interval.squareRoot(of: y, bits: bits)
      failures.expect(
        root.squared.contains(y) && (root.isPoint || root.isNarrow(bits: bits)), "√\(y), \(bits) bits")
    }
    #expect(failures.count == 0)
  }

  /// Rational arguments enclose what their dyadic neighbours enclose.
  @Test func rationalArguments() throws {
    var random = DeterministicGenerator(seed: 4)
    var failures = FailureLog()
    for _ in 0..<1000 {
      let bits = Int.random(in: 8...300, using: &random)
      let x = random.rational(bits: 40)
      let near = Interval(x, bits: bits + 60)
      if x.magnitude < 1_000_000 {
        let ours = try Interval.exp(of: x, bits: bits)
        failures.expect(
          ours.overlaps(try near.exp(bits: bits + 20)) && (x.isZero || ours.isNarrow(bits: bits)), "e^\(x)")
      }
      guard x.signum() > 0, x != 1 else { continue }
      let logarithm = try Interval.log(of: x, bits: bits)
      failures.expect(
        logarithm.overlaps(try near.log(bits: bits)) && logarithm.isNarrow(bits: bits), "log \(x)")
      let root = try Interval.squareRoot(of: x, bits: bits)
      failures.expect(
        root.squared.contains(x) && (root.isPoint || root.isNarrow(bits: bits)), "√\(x), \(bits) bits")
    }
    #expect(failures.count == 0)
  }

  @Test func edgesOfTheDomain() throws {
    let edge = Dyadic.powerOfTwo(40)
    let top = try Interval.exp(of: edge, bits: 64)
    let bottom = try Interval.exp(of: -edge, bits: 64)
    #expect(top.isNarrow(bits: 64) && bottom.isNarrow(bits: 64))
    #expect((top * bottom).contains(Dyadic(1)))
    let beyond = edge + Dyadic.powerOfTwo(-1000)
    #expect(throws: ElementaryFunctionError.exponentialOverflow) { try Interval.exp(of: beyond, bits: 64) }
    #expect(throws: ElementaryFunctionError.exponentialOverflow) {
      try Interval.exp(of: Rational(beyond), bits: 64)
    }
    let far = Interval(lower: 0, upper: .powerOfTwo(-(1 << 40)))
    #expect(try Interval.exp(of: -beyond, bits: 64) == far)
    #expect(try Interval.exp(of: -Rational(beyond), bits: 64) == far)
    #expect(try Interval.exp(of: -Dyadic.powerOfTwo(1 << 50), bits: 64) == far)
    #expect(far.contains(bottom.upper))
    for x in [Dyadic(), Dyadic(-1)] {
      #expect(throws: ElementaryFunctionError.logarithmOfNonPositive) { try Interval.log(of: x, bits: 9) }
      #expect(throws: ElementaryFunctionError.logarithmOfNonPositive) {
        try Interval.log(of: Rational(x), bits: 9)
      }
    }
    #expect(throws: ElementaryFunctionError.squareRootOfNegative) {
      try Interval.squareRoot(of: Dyadic(-1), bits: 9)
    }
    #expect(throws: ElementaryFunctionError.squareRootOfNegative) {
      try Interval.squareRoot(of: Rational(-1, 3), bits: 9)
    }
    #expect(throws: ElementaryFunctionError.logarithmOfNonPositive) {
      try Interval(lower: 0, upper: 1).log(bits: 9)
    }
  }

  /// One exp in fixed point lies within its two units of the enclosure.
  @Test func fixedPointExponential() throws {
    var random = DeterministicGenerator(seed: 5)
    var failures = FailureLog()
    for i in 0..<4000 {
      let bits = Int.random(in: -4...300, using: &random)
      var x = -random.dyadic(bits: 53, exponents: -70...(-44)).magnitude
      if i % 4 == 0 { x = -x }
      if i % 100 == 0 { x = 0 }
      let ours = Integer.exp(of: x, fractionBits: bits)
      let truth = try Interval.exp(of: x, bits: 1500).scaled(byPowerOfTwo: bits)
      failures.expect(
        Dyadic(ours) <= truth.lower && truth.upper < Dyadic(ours + 2) || (x.isZero && bits >= 0),
        "e^\(x) · 2^\(bits) is in \(truth), not in [\(ours), \(ours + 2))")
      if x.isZero { failures.expect(ours == Integer(1) << bits, "e^0 · 2^\(bits) is not \(ours)") }
    }
    #expect(Integer.exp(of: -Dyadic.powerOfTwo(60), fractionBits: 128) == 0)
    #expect(Integer.exp(of: -Dyadic.powerOfTwo(40), fractionBits: 128) == 0)
    #expect(failures.count == 0)
  }

  /// ln 2 as the logarithm of two, and the identity of rationals behind its series.
  @Test func naturalLogarithmOfTwo() throws {
    // 18·artanh(1/26) − 2·artanh(1/4801) + 8·artanh(1/8749), 2·artanh(1/x) = log((x + 1)/(x − 1)).
    let power =
      Rational(27, 25).power(9) * Rational(4802, 4800).power(-1) * Rational(8750, 8748).power(4)
    #expect(power == 2)
    for bits in [2, 24, 64, 128, 1000, 4090, 4100, 5000, 9000] {
      let ours = Interval.ln2(bits: bits)
      #expect(ours.isNarrow(bits: bits))
      #expect(try Interval.log(of: Dyadic(2), bits: bits).overlaps(ours))
      #expect(try ours.exp(bits: bits + 10).contains(Dyadic(2)))
      #expect(
        try Interval.log(of: Rational(2, 3), bits: bits).overlaps(ours - Interval.log(of: 3, bits: bits)))
    }
  }
}
