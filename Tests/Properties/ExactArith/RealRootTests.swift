import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

/// Real roots against Sturm's theorem and against polynomials built from their roots.
struct RealRootTests {
  /// Checks everything that the doc comment of `realRoots` promises about a result, given its count.
  @discardableResult
  private static func check(
    _ p: Polynomial, _ lower: Rational, _ upper: Rational, _ exponent: Int, count: Int
  ) throws -> [IsolatedRoot] {
    let roots = p.realRoots(from: lower, through: upper, widthExponent: exponent)
    try require(roots.count == count, "\(roots.count) roots, not \(count)")
    let counted = p.countRealRoots(from: lower, through: upper)
    try require(counted == count, "counted \(counted), not \(count)")
    try require(zip(roots, roots.dropFirst()).allSatisfy { $0.upper < $1.lower }, "not apart: \(roots)")
    for root in roots {
      let (low, high) = (Rational(root.lower), Rational(root.upper))
      let signs = (p.sign(at: low), p.sign(at: high))
      try require(root.upper - root.lower <= Dyadic.powerOfTwo(exponent), "too wide: \(root)")
      try require(sturmCount(p, from: low, through: high) == 1, "not one root in \(root)")
      if low == high {
        try require(signs.0 == 0, "\(root) is no root")
      } else {
        try require(signs.0 != 0 && signs.1 != 0, "a root at an end of \(root)")
        try require((signs.0 != signs.1) == root.multiplicityIsOdd, "multiplicity of \(root)")
      }
      // Only a root that is an end may stick out.
      let mayStickOut = [lower, upper].contains { low < $0 && $0 < high && p.sign(at: $0) == 0 }
      try require(mayStickOut || (lower <= low && high <= upper), "\(root) sticks out")
    }
    return roots
  }

  /// The same of a given polynomial.
  @discardableResult
  private static func check(
    _ p: Polynomial, _ lower: Rational, _ upper: Rational, _ exponent: Int, count: Int,
    _ failures: inout FailureLog
  ) -> [IsolatedRoot] {
    do {
      return try check(p, lower, upper, exponent, count: count)
    } catch {
      failures.expect(false, "\(error): \(p) in [\(lower), \(upper)]")
      return p.realRoots(from: lower, through: upper, widthExponent: exponent)
    }
  }

  @Test func everySmallPolynomial() {
    var failures = FailureLog()
    let ranges: [(Rational, Rational)] = [
      (-1, 1), (Rational(-1, 3), Rational(3, 2)), (0, 0), (-2, Rational(1, 2)),
    ]
    for code in 1..<3125 {
      let p = Polynomial(numerators: [1, 5, 25, 125, 625].map { Integer(code / $0 % 5 - 2) })
      guard !p.isZero else { continue }
      let (lower, upper) = ranges[code % ranges.count]
      Self.check(
        p, lower, upper, -7, count: sturmCount(p, from: lower, through: upper), &failures)
    }
    #expect(failures.count == 0)
  }

  @Test func randomPolynomials() {
    let problem = Generator<(p: Polynomial, lower: Rational, upper: Rational, exponent: Int)> {
      source throws(Rejection) in
      let exponent = try source.draw(.int(in: -90...5))
      let end = try source.draw(.rational(bits: 8))
      let other = try source.flag(probability: 0.9) ? try source.draw(.rational(bits: 8)) : end
      var p = try source.draw(.nonZeroPolynomial(degree: 6, bits: 60))
      let multiplicity = try source.draw(.int(in: 0...2))
      if multiplicity > 0 {
        p = p * (try source.draw(.nonZeroPolynomial(degree: 4, bits: 30))).power(multiplicity)
      }
      return (p, min(end, other), max(end, other), exponent)
    }
    expectProperty(
      problem, cases: 300,
      labels: [
        Label("a real root", atLeast: 15) { p, lower, upper, _ in
          p.countRealRoots(from: lower, through: upper) > 0
        },
        Label("multiple roots", atLeast: 15) { p, _, _, _ in p.squareFreePart.degree! < p.degree! },
        Label("a single point", atLeast: 4) { _, lower, upper, _ in lower == upper },
      ]
    ) { p, lower, upper, exponent in
      try Self.check(p, lower, upper, exponent, count: sturmCount(p, from: lower, through: upper))
    }
  }

  /// Linear factors with multiplicities, times a polynomial without real roots; the ends often are roots.
  private struct KnownRoots {
    var roots: [(value: Rational, multiplicity: Int)]
    var lower: Rational
    var upper: Rational
    var p: Polynomial

    var inRange: [(value: Rational, multiplicity: Int)] {
      roots.filter { lower <= $0.value && $0.value <= upper }
    }

    static let any = Generator<KnownRoots> { source throws(Rejection) in
      let root = zip(
        Generator<Int>.element(of: [1, 1, 3, 7, 8, 1024]), .int(in: -40...40), .int(in: 1...4)
      ).map { (value: Rational(Integer($1), Integer($0)), multiplicity: $2) }
      let drawn = try source.draw(.array(of: root, count: 1...5)).sorted { $0.value < $1.value }
      let roots = drawn.enumerated().filter { $0 == 0 || drawn[$0 - 1].value != $1.value }.map(\.element)
      let ends = try source.draw(
        .array(of: .one(of: [.element(of: roots.map(\.value)), .rational(bits: 6)]), count: 2))
      let rootless = Polynomial.of(1, 1, 1).power(try source.draw(.int(in: 0...2)))
      let denominator = try source.draw(.nonZeroInteger(bits: 300))
      let scale = Rational(try source.draw(.nonZeroInteger(bits: 300)), denominator)
      return KnownRoots(
        roots: roots, lower: ends.min()!, upper: ends.max()!,
        p: roots.reduce(scale * rootless) { $0 * Polynomial.of(-$1.value, 1).power($1.multiplicity) })
    }
  }

  @Test func knownRationalRoots() {
    expectProperty(
      KnownRoots.any, cases: 200,
      labels: [
        Label("a root at an end", atLeast: 40) { known in
          known.inRange.contains { $0.value == known.lower || $0.value == known.upper }
        },
        Label("several roots inside", atLeast: 15) { $0.inRange.count > 1 },
        Label("no root inside", atLeast: 2) { $0.inRange.isEmpty },
        Label("a root of even multiplicity", atLeast: 25) {
          $0.inRange.contains { $0.multiplicity % 2 == 0 }
        },
      ]
    ) { known in
      let expected = known.inRange
      let roots = try Self.check(known.p, known.lower, known.upper, -60, count: expected.count)
      for (root, expected) in zip(roots, expected) {
        try require(
          Rational(root.lower) <= expected.value && expected.value <= Rational(root.upper),
          "\(expected.value) is not in \(root)")
        try require(root.multiplicityIsOdd == (expected.multiplicity % 2 == 1), "the multiplicity of \(root)")
      }
    }
  }

  @Test func squareRoots() {
    var failures = FailureLog()
    for n in 2...40 where !Integer(n).isPerfectSquare {
      for multiplicity in 1...3 {
        let p = Polynomial.of(Rational(-n), 0, 1).power(multiplicity)
        let roots = Self.check(p, -7, 7, -200, count: 2, &failures)
        let (below, above) = (roots[1].lower, roots[1].upper)
        failures.expect(
          below * below < Dyadic(n) && Dyadic(n) < above * above && roots[0].upper == -below
            && roots[1].multiplicityIsOdd == (multiplicity != 2), "√\(n): \(roots)")
      }
    }
    #expect(failures.count == 0)
  }

  @Test func specialFamilies() {
    var failures = FailureLog()
    for n in [1, 2, 3, 8, 21, 40] {
      let chebyshev = Polynomial.chebyshev(n)
      Self.check(chebyshev, -1, 1, -100, count: n, &failures)
      Self.check(chebyshev * chebyshev, -64, 0, -20, count: (n + 1) / 2, &failures)
      // Extrema of T_n, where T_n² − 1 has double roots; ±1 are simple.
      let touching = chebyshev * chebyshev - .of(1)
      let roots = Self.check(touching, -1, 1, -30, count: n + 1, &failures)
      failures.expect(roots.map(\.multiplicityIsOdd) == (0...n).map { $0 == 0 || $0 == n }, "T_\(n)² − 1")
    }
    let wilkinson = (1...20).reduce(Polynomial.of(1)) { $0 * .of(Rational(-$1), 1) }
    let roots = Self.check(wilkinson, 1, 20, -50, count: 20, &failures)
    failures.expect(roots.map(\.lower) == (1...20).map { Dyadic($0) }, "Wilkinson's roots are met exactly")
    failures.expect(roots.map(\.upper) == roots.map(\.lower), "Wilkinson's roots are met exactly")
    for (n, a) in [(7, 3), (16, 1000), (20, 1024), (31, 17)] {
      let count = n % 2 == 0 ? 4 : 3
      Self.check(.mignotte(n, a), -64, 64, -10, count: count, &failures)
      Self.check(.mignotte(n, a), Rational(1, a), 1, -10, count: 1, &failures)
    }
    #expect(failures.count == 0)
  }

  @Test func adjacentRoots() {
    var failures = FailureLog()
    let gap = Rational(Dyadic.powerOfTwo(-80))
    for root: Rational in [0, Rational(1, 3), Rational(-5, 8), 40] {
      let pair = Polynomial.of(-root, 1) * .of(-root - gap, 1)
      Self.check(pair, -64, 64, -10, count: 2, &failures)
      Self.check(pair, -64, root, -10, count: 1, &failures)
      Self.check(pair, root + gap, 64, -10, count: 1, &failures)
      Self.check(pair, root + gap * Rational(1, 3), root + gap * Rational(2, 3), -10, count: 0, &failures)
      let roots = Self.check(pair * .of(-root, 1), -64, 64, -10, count: 2, &failures)
      failures.expect(roots.map(\.multiplicityIsOdd) == [false, true], "\(pair): \(roots)")
    }
    #expect(failures.count == 0)
  }

  @Test func degenerateProblems() {
    var failures = FailureLog()
    #expect(Polynomial.of(5).realRoots(from: -1, through: 1, widthExponent: 0) == [])
    let (third, near) = (Rational(1, 3), Rational(1, 1 << 60))
    for (p, lower, upper, count): (Polynomial, Rational, Rational, Int) in [
      (.x, 0, 0, 1), (.x, 0, 1, 1), (.x, -1, 0, 1), (.x, 1, 2, 0), (.of(-third, 1), third, third, 1),
      (.of(-third, 1), third, 1, 1), (.of(-third, 1), 0, third, 1), (.of(3, 1), -4, -2, 1), (.x, -64, 64, 1),
      (.of(Rational(1) - third, 1), third, third, 0), (.x.power(5), -1, 1, 1), (.of(1, 0, 1), -9, 9, 0),
      // A root next to an end that is not dyadic: the enclosure must not reach over the end.
      (.of(-third - near, 1), third, 1, 1), (.of(-third + near, 1), 0, third, 1),
      // Two roots, one of which is next to an end.
      (.of(-third, 1) * .of(-third - Rational(1, 1 << 50), 1), third + Rational(1, 1 << 51), 1, 1),
      (.of(-third, 1) * .of(-third - Rational(1, 1 << 50), 1), third, third, 1),
    ] {
      Self.check(p, lower, upper, -30, count: count, &failures)
    }
    #expect(failures.count == 0)
  }

  @Test func hugeAndTinyNumbers() {
    var failures = FailureLog()
    let huge = Rational(Integer(10).power(300))
    for scale in [huge, huge.reciprocal] {
      let p = Polynomial.chebyshev(6)
      let scaled = scale * p.substituting(slope: scale, offset: 0)
      Self.check(scaled, -huge, huge, -1100, count: 6, &failures)
      Self.check(scale * p, -huge, huge, 3, count: 6, &failures)
    }
    // The root bound cuts the range down; without it this would take 3000 bisections of 50 000-bit numbers.
    let far = Rational(Integer(1) << 3000)
    Self.check(.chebyshev(16), -far, far, -10, count: 16, &failures)
    #expect(failures.count == 0)
  }
}
