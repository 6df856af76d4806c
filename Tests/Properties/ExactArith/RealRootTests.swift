import ExactArith
import PropertyTesting
import Testing

/// Real roots against Sturm's theorem and against polynomials built from their roots.
struct RealRootTests {
  /// Checks everything that the doc comment of `realRoots` promises about a result, given its count.
  private static func check(
    _ p: Polynomial, _ lower: Rational, _ upper: Rational, _ exponent: Int, count: Int,
    _ failures: inout FailureLog
  ) -> [IsolatedRoot] {
    let roots = p.realRoots(from: lower, through: upper, widthExponent: exponent)
    let problem = "\(p) in [\(lower), \(upper)]"
    failures.expect(roots.count == count, "\(roots.count) roots, not \(count), of \(problem)")
    failures.expect(p.countRealRoots(from: lower, through: upper) == count, "count of \(problem)")
    failures.expect(
      zip(roots, roots.dropFirst()).allSatisfy { $0.upper < $1.lower }, "not apart: \(problem)")
    for root in roots {
      let (low, high) = (Rational(root.lower), Rational(root.upper))
      let signs = (p.sign(at: low), p.sign(at: high))
      failures.expect(
        root.upper - root.lower <= Dyadic.powerOfTwo(exponent), "too wide: \(root) of \(problem)")
      failures.expect(sturmCount(p, from: low, through: high) == 1, "not one root in \(root) of \(problem)")
      if low == high {
        failures.expect(signs.0 == 0, "\(root) is no root of \(problem)")
      } else {
        failures.expect(signs.0 != 0 && signs.1 != 0, "a root at an end of \(root) of \(problem)")
        failures.expect(
          (signs.0 != signs.1) == root.multiplicityIsOdd, "multiplicity of \(root) of \(problem)")
      }
      // Only a root that is an end may stick out.
      let mayStickOut = [lower, upper].contains { low < $0 && $0 < high && p.sign(at: $0) == 0 }
      failures.expect(mayStickOut || (lower <= low && high <= upper), "\(root) sticks out of \(problem)")
    }
    return roots
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
      _ = Self.check(
        p, lower, upper, -7, count: sturmCount(p, from: lower, through: upper), &failures)
    }
    #expect(failures.count == 0)
  }

  @Test func randomPolynomials() {
    var random = DeterministicGenerator(seed: 320)
    var failures = FailureLog()
    for _ in 0..<300 {
      let factor = random.nonZeroPolynomial(degree: 4, bits: 30)
      let p =
        random.nonZeroPolynomial(degree: 6, bits: 60) * factor.power(Int.random(in: 0...2, using: &random))
      let ends = [random.rational(bits: 8), random.rational(bits: 8)].sorted()
      _ = Self.check(
        p, ends[0], ends[1], Int.random(in: -90...5, using: &random),
        count: sturmCount(p, from: ends[0], through: ends[1]), &failures)
    }
    #expect(failures.count == 0)
  }

  /// Linear factors with multiplicities, times polynomials without real roots; the ends often are roots.
  @Test func knownRationalRoots() {
    var random = DeterministicGenerator(seed: 321)
    var failures = FailureLog()
    for _ in 0..<200 {
      var multiplicities: [Rational: Int] = [:]
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let root = Rational(
          Int.random(in: -40...40, using: &random), [1, 1, 3, 7, 8, 1024].randomElement(using: &random)!)
        multiplicities[root] = Int.random(in: 1...4, using: &random)
      }
      let rootless = Polynomial.of(1, 1, 1).power(Int.random(in: 0...2, using: &random))
      let scale = Rational(random.nonZeroInteger(bits: 300), random.nonZeroInteger(bits: 300))
      let p = multiplicities.reduce(scale * rootless) { $0 * Polynomial.of(-$1.key, 1).power($1.value) }
      let ends = (0..<2).map { _ in
        random.next() % 2 == 0 ? multiplicities.keys.sorted()[0] : random.rational(bits: 6)
      }.sorted()
      let expected = multiplicities.keys.filter { ends[0] <= $0 && $0 <= ends[1] }.sorted()
      let roots = Self.check(p, ends[0], ends[1], -60, count: expected.count, &failures)
      for (root, value) in zip(roots, expected) {
        failures.expect(
          Rational(root.lower) <= value && value <= Rational(root.upper)
            && root.multiplicityIsOdd == (multiplicities[value]! % 2 == 1), "\(value) of \(p): \(root)")
      }
    }
    #expect(failures.count == 0)
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
      _ = Self.check(chebyshev, -1, 1, -100, count: n, &failures)
      _ = Self.check(chebyshev * chebyshev, -64, 0, -20, count: (n + 1) / 2, &failures)
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
      _ = Self.check(.mignotte(n, a), -64, 64, -10, count: count, &failures)
      _ = Self.check(.mignotte(n, a), Rational(1, a), 1, -10, count: 1, &failures)
    }
    #expect(failures.count == 0)
  }

  @Test func adjacentRoots() {
    var failures = FailureLog()
    let gap = Rational(Dyadic.powerOfTwo(-80))
    for root: Rational in [0, Rational(1, 3), Rational(-5, 8), 40] {
      let pair = Polynomial.of(-root, 1) * .of(-root - gap, 1)
      _ = Self.check(pair, -64, 64, -10, count: 2, &failures)
      _ = Self.check(pair, -64, root, -10, count: 1, &failures)
      _ = Self.check(pair, root + gap, 64, -10, count: 1, &failures)
      _ = Self.check(pair, root + gap * Rational(1, 3), root + gap * Rational(2, 3), -10, count: 0, &failures)
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
      _ = Self.check(p, lower, upper, -30, count: count, &failures)
    }
    #expect(failures.count == 0)
  }

  @Test func hugeAndTinyNumbers() {
    var failures = FailureLog()
    let huge = Rational(Integer(10).power(300))
    for scale in [huge, huge.reciprocal] {
      let p = Polynomial.chebyshev(6)
      let scaled = scale * p.substituting(slope: scale, offset: 0)
      _ = Self.check(scaled, -huge, huge, -1100, count: 6, &failures)
      _ = Self.check(scale * p, -huge, huge, 3, count: 6, &failures)
    }
    // The root bound cuts the range down; without it this would take 3000 bisections of 50 000-bit numbers.
    let far = Rational(Integer(1) << 3000)
    _ = Self.check(.chebyshev(16), -far, far, -10, count: 16, &failures)
    #expect(failures.count == 0)
  }
}
