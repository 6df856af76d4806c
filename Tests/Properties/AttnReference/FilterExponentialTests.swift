import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

@testable import AttnReference

/// The filter's exponentials: their error is derived in exact arithmetic from the algorithm as documented, the
/// algorithm as documented is shown to be the one that runs, and both are sampled against exact enclosures.
@Suite struct FilterExponentialTests {
  static let u = Rational(1, Integer(1) << 53)
  /// 1/13!, …, 1/2!, rounded to nearest.
  static let coefficients = stride(from: 13, through: 2, by: -1).map {
    inverseFactorial($0).double(rounding: .nearest)
  }

  static func inverseFactorial(_ k: Int) -> Rational {
    Rational(1, (1...k).reduce(Integer(1)) { $0 * Integer($1) })
  }

  /// Bounds on |r| ≤ ρ of the computed Σ_{k≥2} r^(k-2)/k!: its size, and its distance from the infinite series.
  private static func tail(_ rho: Rational, isFused: Bool) -> (size: Rational, error: Rational) {
    func distance(_ k: Int) -> Rational {
      (Rational(Dyadic(exactly: coefficients[13 - k])) - inverseFactorial(k)).magnitude
    }
    var size = Rational(Dyadic(exactly: coefficients[0]))
    var error = distance(13)
    for k in stride(from: 12, through: 2, by: -1) {
      let product = size * rho
      let roundedProduct = isFused ? product : product * (1 + u)
      let sum = roundedProduct + Rational(Dyadic(exactly: coefficients[13 - k]))
      error = error * rho + (roundedProduct - product) + u * sum + distance(k)
      size = sum * (1 + u)
    }
    // Taylor's remainder: Σ_{k≥14} ρ^(k-2)/k!, a geometric series of ratio ρ/15 at most.
    return (size, error + rho.power(12) * inverseFactorial(14) / (1 - rho / 15))
  }

  @Test(arguments: [true, false]) func theRelativeErrorIsAsStated(isFused: Bool) throws {
    let u = Self.u
    let one = Rational(1)
    func exactly(_ x: Double) -> Rational { Rational(Dyadic(exactly: x)) }

    // The reduction. Adding 1.5·2⁵² leaves an error of one half; the product with log₂e has one of its own.
    let reach = Rational(700)
    let ln2 = try Interval.log(of: Dyadic(2), bits: 200)
    let (ln2Lower, ln2Upper) = (Rational(ln2.lower), Rational(ln2.upper))
    let log2e = exactly(FilterExponential.log2e)
    let log2eError = max((log2e - 1 / ln2Upper).magnitude, (log2e - 1 / ln2Lower).magnitude)
    let doubt = reach * (log2eError + log2e * u)
    let greatestK = reach * log2e + 1
    #expect(greatestK <= Rational(1011))
    let high = exactly(FilterExponential.ln2High)
    let low = exactly(FilterExponential.ln2Low)
    // k·high is exact: 42 bits and 10.
    #expect(Dyadic(exactly: FilterExponential.ln2High).significand.bitWidth <= 42)
    let rest = max((ln2Upper - high - low).magnitude, (ln2Lower - high - low).magnitude)
    #expect(rest < Rational(Dyadic.powerOfTwo(-101)))
    let residual = ln2Upper * (Rational(1, 2) + doubt)
    // x - k·high, rounded; k·low, rounded or not; their difference, rounded.
    let step = residual + greatestK * (low.magnitude + rest)
    let reduction =
      u * step + (isFused ? 0 : u * greatestK * low.magnitude) + u * (step * (1 + u)) * (1 + u)
      + greatestK * rest
    let rho = exactly(FilterExponential.greatestExcessArgument)
    #expect(residual + reduction <= rho)

    // fl(1 + fl(fl(tail·r)·r + r)), relative to e^r ≥ e^-ρ.
    let tail = Self.tail(rho, isFused: isFused)
    let size = tail.size * rho * (1 + u)
    let first = tail.error * rho + u * tail.size * rho
    let product = isFused ? 0 : u * size * rho
    let sum = first * rho + product + u * (size * rho * (1 + u) + rho)
    let least = Rational(try Interval.exp(of: -rho, bits: 60).lower)
    let relative = sum / least * (1 + u) + u
    // e^ε - 1 ≤ ε + ε² for the reduction's ε, which is far below 1.
    let total = (one + relative) * (one + reduction + reduction * reduction) - one
    #expect(total <= exactly(FilterExponential.relativeError))
    // A ceiling: one final rounding, and some more for what came before.
    #expect(total >= u)

    // e^x - 1 ≥ x: fl(fl(tail·x)·x + x) relative to x, on [0, ρ].
    let excess = first + (isFused ? 0 : u * size) + u * (size * (1 + u) + one)
    #expect(excess <= exactly(FilterExponential.relativeError))
  }

  /// The documented algorithm, one number at a time.
  private static func exponential(_ x: Double, isFused: Bool) -> (exponential: Double, excess: Double) {
    func multiplyAdd(_ a: Double, _ b: Double, _ c: Double) -> Double {
      isFused ? c.addingProduct(a, b) : a * b + c
    }
    func excess(_ r: Double) -> Double {
      let sum = coefficients.dropFirst().reduce(coefficients[0]) { multiplyAdd($0, r, $1) }
      return multiplyAdd(sum * r, r, r)
    }
    let k = multiplyAdd(x, FilterExponential.log2e, 0x1.8p52) - 0x1.8p52
    let r = multiplyAdd(
      k, -FilterExponential.ln2Low, multiplyAdd(k, -FilterExponential.ln2High, x))
    return (Double(sign: .plus, exponent: Int(k), significand: excess(r) + 1), excess(x))
  }

  @Test func theDocumentedAlgorithmIsTheOneThatRuns() {
    // Random arguments of one seed: what is counted is how many agree.
    var generator = DeterministicGenerator(seed: 3)
    var (fused, plain, excessFused, excessPlain) = (0, 0, 0, 0)
    let count = 20_000
    for _ in 0..<count {
      let x = Double.random(in: -700...700, using: &generator)
      let ours = FilterExponential.exponential(Lanes(repeating: x))[5]
      fused += ours == Self.exponential(x, isFused: true).exponential ? 1 : 0
      plain += ours == Self.exponential(x, isFused: false).exponential ? 1 : 0
      let y = Double.random(in: 0...0.35, using: &generator)
      let excess = FilterExponential.excess(Lanes(repeating: y))[2]
      excessFused += excess == Self.exponential(y, isFused: true).excess ? 1 : 0
      excessPlain += excess == Self.exponential(y, isFused: false).excess ? 1 : 0
    }
    #expect(fused == count || plain == count)
    #expect(excessFused == count || excessPlain == count)
  }

  /// 8 arguments at a time: |computed - e^x| ≤ 2^-50·e^x.
  private func check(_ arguments: [Double], _ failures: inout FailureLog) throws {
    for start in stride(from: 0, to: arguments.count, by: 8) {
      for error in try errors(Array(arguments[start..<min(start + 8, arguments.count)])) {
        failures.expect(false, error)
      }
    }
  }

  /// What is wrong with the exponentials of at most 8 arguments.
  private func errors(_ arguments: [Double]) throws -> [String] {
    var lanes = Lanes()
    for (lane, x) in arguments.enumerated() { lanes[lane] = x }
    let computed = FilterExponential.exponential(lanes)
    return try arguments.enumerated().compactMap { lane, x in
      let exact = try Interval.exp(of: Dyadic(exactly: x), bits: 90)
      let error = (Dyadic(exactly: computed[lane]) - exact.lower).magnitude
      let isRight = error <= exact.upper * Dyadic(exactly: FilterExponential.relativeError)
      return isRight ? nil : "exp(\(x)) is \(exact), not \(computed[lane])"
    }
  }

  @Test func anyExponentials() {
    let reach = Generator<Double>.element(of: [1, 700])
    let lanes = Generator<[Double]>.array(of: .signedFraction(bits: 52), count: 8)
    expectProperty(zip(reach, lanes), cases: 1200) { reach, fractions in
      for error in try errors(fractions.map { $0 * reach }) { try require(false, error) }
    }
  }

  @Test func exponentialsOnAGridAndAtSeams() throws {
    var failures = FailureLog()
    try check((0...8000).map { -700 + 1400 * Double($0) / 8000 }, &failures)
    var edges = [-700, (-700.0).nextUp, 700, 700.0.nextDown, 0x1p-1074, -0x1p-1074, 0x1p-53, -0x1p-54]
    for k in -2018...2018 {
      let x = Double(k) * 0x1.62e42fefa39efp-2
      edges += [x.nextDown, x, x.nextUp]
    }
    try check(edges.filter { abs($0) <= 700 }, &failures)
    #expect(failures.count == 0)

    let zero = FilterExponential.exponential(Lanes(repeating: 0))
    #expect((0..<8).allSatisfy { zero[$0] == 1 })
    for x: Double in [(-700.0).nextDown, -701, -1e300, -.infinity] {
      #expect(FilterExponential.exponential(Lanes(repeating: x))[0] == 0)
    }
    let flushed = try Interval.exp(of: Dyadic(-700), bits: 60)
    #expect(flushed.upper < Dyadic(exactly: FilterExponential.flushError))
  }

  @Test func anyExcesses() {
    let arguments = zip(.int(in: -120 ... -3), Generator<Double>.fraction(bits: 52)).map {
      exponent, fraction in
      Double(sign: .plus, exponent: exponent, significand: 1 + fraction)
    }
    expectProperty(arguments, cases: 8000) { try requireExcess($0) }
  }

  @Test func excessesOnAGridAndAtEnds() throws {
    for x in (0...8000).map({ 0.35 * Double($0) / 8000 }) + [0x1p-1022, 0x1p-600, 0x1p-60, 0.35] {
      try requireExcess(x)
    }
  }

  private func requireExcess(_ x: Double) throws {
    let computed = FilterExponential.excess(Lanes(repeating: x))[3]
    // 2^-50 of a number x·(1 + …) needs e^x to 90 bits more than x is small.
    let exact = try Interval.exp(of: Dyadic(exactly: x), bits: x < 0x1p-130 ? 1200 : 260) - Interval(1)
    let error = (Dyadic(exactly: computed) - exact.lower).magnitude
    try require(
      error <= exact.upper * Dyadic(exactly: FilterExponential.relativeError),
      "e^\(x) - 1 is \(exact), not \(computed)")
  }
}
