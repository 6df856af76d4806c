import AttnAuditTesting
import AttnGenerators
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

  @Test func exactSquaresHaveExactRoots() {
    expectProperty(Generator<Dyadic>.dyadic(bits: 200, exponent: -2000...2000).map(\.magnitude), cases: 2000)
    { root in
      let square = root * root
      let ours = try Interval.squareRoot(of: square, bits: 24)
      try require(ours == Interval(root), "√\(square) is \(ours)")
      let ofRational = try Interval.squareRoot(of: Rational(square), bits: 24)
      try require(ofRational == Interval(root), "√\(square) is \(ofRational)")
      if !square.isZero {
        let off = square + Dyadic.powerOfTwo(square.exponent - 3)
        let enclosure = try Interval.squareRoot(of: off, bits: 24)
        try require(!enclosure.isPoint && enclosure.upper > root, "√\(off) is \(enclosure)")
      }
    }
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

  @Test func exponentialOfSum() {
    expectProperty(
      zip(
        .int(in: 2...400), .dyadic(bits: 60, exponent: -80...(-30)), .dyadic(bits: 60, exponent: -80...(-25))),
      cases: 4000,
      labels: [
        Label("less than 1 in magnitude", atLeast: 20) { _, a, b in max(a.magnitude, b.magnitude) < Dyadic(1)
        },
        Label("of both signs", atLeast: 30) { _, a, b in a.signum() * b.signum() < 0 },
      ]
    ) { bits, a, b in
      let (first, second) = (try Interval.exp(of: a, bits: bits), try Interval.exp(of: b, bits: bits))
      let sum = try Interval.exp(of: a + b, bits: bits)
      try require((first * second).overlaps(sum), "e^a·e^b is in \(first * second), e^(a + b) in \(sum)")
      try require(sum.isNarrow(bits: bits), "\(sum) is too wide")
      let finer = try Interval.exp(of: a + b, bits: 2 * bits)
      try require(sum.overlaps(finer), "\(sum), with more bits \(finer)")
      let whole = try Interval(lower: min(a, b), upper: max(a, b)).exp(bits: bits)
      try require(
        whole == first.union(second), "exp of the interval is \(whole), of its ends \(first), \(second)")
    }
  }

  @Test func logarithmInvertsTheExponential() {
    expectProperty(zip(.int(in: 8...400), .dyadic(bits: 50, exponent: -75...(-40))), cases: 1500) { bits, x in
      let image = try Interval.exp(of: x, bits: bits)
      let back = try image.log(bits: bits)
      try require(back.contains(x), "log e^x is in \(back)")
    }
  }

  @Test func exponentialInvertsTheLogarithm() {
    let number = Generator<Dyadic>.nonZeroDyadic(bits: 50, exponent: -100...100).map(\.magnitude)
    expectProperty(
      zip(.int(in: 8...400), number), cases: 1500,
      labels: [
        Label("a power of two", atLeast: 2) { $1.significand == 1 },
        Label("less than 1", atLeast: 20) { $1 < Dyadic(1) },
      ]
    ) { bits, x in
      let logarithm = try Interval.log(of: x, bits: bits)
      try require(x == 1 ? logarithm == 0 : logarithm.isNarrow(bits: bits), "\(logarithm) is too wide")
      let finer = try Interval.log(of: x, bits: 2 * bits)
      try require(logarithm.overlaps(finer), "\(logarithm), with more bits \(finer)")
      let back = try logarithm.exp(bits: bits)
      try require(back.contains(x), "e^log x is in \(back)")
    }
  }

  @Test func rootsSquared() {
    let number = Generator<Dyadic>.dyadic(bits: 50, exponent: -100...100).map(\.magnitude)
    expectProperty(
      zip(.int(in: 8...400), number), cases: 1500,
      labels: [Label("an exact root", atLeast: 2) { bits, x in !x.isZero && x.significand.isPerfectSquare }]
    ) { bits, x in
      let root = try Interval.squareRoot(of: x, bits: bits)
      try require(root.squared.contains(x), "√x is in \(root)")
      try require(root.isPoint || root.isNarrow(bits: bits), "\(root) is too wide")
    }
  }

  /// Rational arguments enclose what their dyadic neighbours enclose.
  @Test func exponentialsOfRationals() {
    expectProperty(zip(.int(in: 8...300), .rational(bits: 40)), cases: 1000) { bits, x in
      try assume(x.magnitude < 1_000_000)
      let ours = try Interval.exp(of: x, bits: bits)
      let near = try Interval(x, bits: bits + 60).exp(bits: bits + 20)
      try require(ours.overlaps(near), "e^x is in \(ours), next to x in \(near)")
      try require(x.isZero || ours.isNarrow(bits: bits), "\(ours) is too wide")
    }
  }

  @Test func logarithmsAndRootsOfRationals() {
    let positive = Generator<Rational>.rational(bits: 40).map { $0.isZero ? 2 : $0.magnitude }
    expectProperty(
      zip(.int(in: 8...300), positive), cases: 1000,
      labels: [
        Label("not dyadic", atLeast: 50) { $1.denominator.trailingZeroBitCount < $1.denominator.bitWidth - 1 }
      ]
    ) { bits, x in
      let near = Interval(x, bits: bits + 60)
      let logarithm = try Interval.log(of: x, bits: bits)
      try require(logarithm.overlaps(try near.log(bits: bits)), "log x is in \(logarithm)")
      try require(x == 1 ? logarithm == 0 : logarithm.isNarrow(bits: bits), "\(logarithm) is too wide")
      let root = try Interval.squareRoot(of: x, bits: bits)
      try require(root.squared.contains(x), "√x is in \(root)")
      try require(root.isPoint || root.isNarrow(bits: bits), "\(root) is too wide")
    }
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
  @Test func fixedPointExponential() {
    let argument = zip(
      Generator<Int>.int(in: -70...(-44)), .weighted([(3, .always(true)), (1, .always(false))]),
      .integer(bits: 53)
    ).map { Dyadic(significand: $1 ? -$2.magnitude : $2.magnitude, exponent: $0) }
    expectProperty(
      zip(.int(in: -4...300), argument), cases: 4000,
      labels: [
        Label("0", atLeast: 0.5) { $1.isZero },
        Label("positive", atLeast: 10) { $1 > Dyadic() },
        Label("a result below 1", atLeast: 5) { bits, x in
          x.signum() < 0 && (try? Interval.exp(of: x, bits: 9))!.upper < .powerOfTwo(-bits)
        },
      ]
    ) { bits, x in
      let ours = Integer.exp(of: x, fractionBits: bits)
      if x.isZero { return try require(ours == Integer(1) << bits, "e^0·2^bits is not \(ours)") }
      let truth = try Interval.exp(of: x, bits: 1500).scaled(byPowerOfTwo: bits)
      try require(
        Dyadic(ours) <= truth.lower && truth.upper < Dyadic(ours + 2),
        "e^x·2^bits is in \(truth), not in [\(ours), \(ours + 2))")
    }
    #expect(Integer.exp(of: -Dyadic.powerOfTwo(60), fractionBits: 128) == 0)
    #expect(Integer.exp(of: -Dyadic.powerOfTwo(40), fractionBits: 128) == 0)
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
