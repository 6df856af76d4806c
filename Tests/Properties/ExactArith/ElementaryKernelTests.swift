import Dispatch
import PropertyTesting
import Synchronization
import Testing

@testable import ExactArith

/// The claims of the fixed-point kernels, each in its own units: outward rounding at the end would hide a lost
/// unit from the tests of the enclosures.
struct ElementaryKernelTests {
  /// Y and E of the kernel for e^x, and the true value in the same units.
  private static func evaluate(
    _ kernel: FixedPointExp, _ x: Dyadic
  ) throws -> (lower: Dyadic, error: Dyadic, truth: Interval, scratchIsIntact: Bool) {
    let n = kernel.words
    var argument = [UInt](repeating: 0, count: n + 1)
    var result = argument
    var scratch = [UInt](repeating: .max, count: kernel.scratchWords + 8)
    argument.withUnsafeMutableBufferPointer { argument in
      x.significand.storage.withWords {
        Limbs.place(argument.baseAddress!, n + 1, $0, shift: x.exponent + 64 * n)
      }
    }
    let (k, error) = kernel.evaluate(
      &argument, isNegative: x.signum() < 0, into: &result, scratch: &scratch)
    let truth = try Interval.exp(of: x, bits: 64 * n + 200).scaled(byPowerOfTwo: 64 * n - k)
    return (
      Dyadic(Integer(storage: IntegerStorage(words: result, count: n + 1))), Dyadic(Integer(error)), truth,
      scratch.suffix(8).allSatisfy { $0 == .max }
    )
  }

  @Test func exponentialFallsShortByAtMostItsError() throws {
    var random = DeterministicGenerator(seed: 90)
    var failures = FailureLog()
    for i in 0..<6000 {
      let bits = Int.random(in: 2...700, using: &random)
      let place =
        i % 3 == 0 ? Int.random(in: -30...39, using: &random) : Int.random(in: -2...6, using: &random)
      let x = Dyadic(significand: random.integer(bits: 53), exponent: place - 53)
      if x.isZero { continue }
      let kernel = FixedPointExp(bits: bits, magnitudeExponent: x.magnitudeExponent)
      let (lower, error, truth, scratchIsIntact) = try Self.evaluate(kernel, x)
      let name = "e^\(x.hexadecimal), \(bits) bits"
      failures.expect(scratchIsIntact, "\(name): the scratch is too small")
      failures.expect(lower <= truth.upper, "\(name): above the value")
      failures.expect(lower >= Dyadic.powerOfTwo(64 * kernel.words), "\(name): below 1")
      let shortfall = truth.upper - lower
      failures.expect(shortfall <= error, "\(name): \(shortfall) units, claimed \(error)")
      // The claim is small enough for the enclosure's width.
      failures.expect(
        error <= Dyadic.powerOfTwo(64 * kernel.words - bits - 1), "\(name): the claim \(error) is too large")
    }
    #expect(failures.count == 0)
  }

  /// The roundings alone: with a series so long that its rest does not count, and with every kind of parameters.
  @Test func exponentialFallsShortByAtMostItsRoundings() throws {
    var random = DeterministicGenerator(seed: 93)
    var failures = FailureLog()
    var worst = 0.0
    for i in 0..<4000 {
      let words = i % 8 == 0 ? Int.random(in: 9...40, using: &random) : Int.random(in: 1...9, using: &random)
      let halvings = Int.random(in: 2...20, using: &random)
      let kernel = FixedPointExp(
        words: words, halvings: halvings, tail: 64 * words + halvings + 4, usesTable: i % 2 == 0)
      let x = Dyadic(
        significand: random.nonZeroInteger(bits: 53), exponent: Int.random(in: -70...(-48), using: &random))
      let (lower, error, truth, scratchIsIntact) = try Self.evaluate(kernel, x)
      let name = "e^\(x.hexadecimal), \(words) words, \(halvings) halvings"
      let shortfall = truth.upper - lower
      failures.expect(lower <= truth.upper && scratchIsIntact, "\(name): above the value, or scratch overrun")
      failures.expect(shortfall <= error, "\(name): \(shortfall) units, claimed \(error)")
      worst = max(worst, shortfall.double(rounding: .up) / error.double(rounding: .down))
    }
    #expect(failures.count == 0)
    #expect(worst > 1.0 / 16, "no case comes near the claimed error: \(worst)")
  }

  @Test func tableFallsShortByLessThanTwo() throws {
    var failures = FailureLog()
    for i in 0..<ExpTable.count {
      let truth = try Interval.exp(of: Dyadic(i).scaled(byPowerOfTwo: -8), bits: 2400)
      for words in [1, 2, 3, 5, 8, 9, 10, 17, 32, 33] {
        let start = ExpTable.table(words: words).entry(i, words: words)
        let lower = Dyadic(Integer(storage: IntegerStorage(words: start, count: words + 1)))
        let scaled = truth.scaled(byPowerOfTwo: 64 * words)
        failures.expect(lower <= scaled.lower && scaled.upper < lower + 2, "entry \(i), \(words) words")
      }
    }
    #expect(failures.count == 0)
  }

  /// Threads that share arguments and the table of ln 2 get the results of a single one.
  @Test func manyThreads() throws {
    let arguments = (0..<32).map { Dyadic(exactly: -0.37 * Double($0) - 0.01) }
    let precisions = [128, 4000, 4500 + 64 * 7, 9000, 700]
    let results = Mutex<[[Interval]]>([])
    DispatchQueue.concurrentPerform(iterations: 6) { _ in
      let row = arguments.flatMap { x in precisions.map { try? Interval.exp(of: x, bits: $0) } }.compactMap(
        \.self)
      results.withLock { $0.append(row) }
    }
    let rows = results.withLock { $0 }
    #expect(rows.count == 6 && rows[0].count == arguments.count * precisions.count)
    #expect(rows.allSatisfy { $0 == rows[0] })
  }

  @Test func naturalLogarithmOfTwoFallsShortByLessThanTwo() {
    var failures = FailureLog()
    let truth = Interval.ln2(bits: 30_000)
    for bits in Array(1...600) + [1000, 4095, 4096, 4097, 5000, 5120, 10_000, 20_000] {
      let lower = Dyadic(Ln2.fixedPoint(bits: bits))
      let scaled = truth.scaled(byPowerOfTwo: bits)
      failures.expect(
        lower <= scaled.lower && scaled.upper < lower + 2, "ln 2 to \(bits) bits")
    }
    #expect(failures.count == 0)
  }

  /// Before the final rounding, for exponents that multiply the error of ln 2.
  @Test func logarithmEnclosesBeforeRounding() throws {
    var random = DeterministicGenerator(seed: 92)
    var failures = FailureLog()
    for i in 0..<2000 {
      let precision = Int.random(in: 16...300, using: &random)
      let k = Int.random(in: -100_000...100_000, using: &random)
      let f = Dyadic(1) + random.dyadic(bits: 50, exponents: -52...(-52))
      if f == 1 { continue }
      let ours = Interval.log(f, distance: f - 1, exponent: k, precision: precision)
      let truth = try Interval.log(of: f.scaled(byPowerOfTwo: k), bits: precision + 100)
      failures.expect(
        truth.isSubset(of: ours),
        "log(\(f.hexadecimal) · 2^\(k)), \(precision) bits: \(truth) is not in \(ours)")
      let units = ours.width.scaled(byPowerOfTwo: precision)
      failures.expect(units <= Dyadic(2 * abs(k) + 4 * precision + 100), "case \(i): \(units) units wide")
    }
    #expect(failures.count == 0)
  }

  @Test func logarithmNearOneIsOffByAtMostItsError() throws {
    var random = DeterministicGenerator(seed: 91)
    var failures = FailureLog()
    var worst = 0.0
    for _ in 0..<3000 {
      let precision = Int.random(in: 8...400, using: &random)
      let near = Int.random(in: 2...precision, using: &random)
      let offset = random.integer(bits: precision - near)
      let c = (Integer(1) << precision) + offset
      let (series, error) = Interval.logNearOne(c, precision: precision)
      let truth = try Interval.log(of: Dyadic(significand: c, exponent: -precision), bits: precision + 100)
        .scaled(byPowerOfTwo: precision)
      let difference = (truth - Interval(Dyadic(series))).magnitude.upper
      failures.expect(
        difference <= Dyadic(error), "log(\(c) / 2^\(precision)): \(difference) units, claimed \(error)")
      worst = max(worst, difference.double(rounding: .up) / Double(error))
    }
    #expect(failures.count == 0)
    #expect(worst > 1.0 / 64, "no case comes near the claimed error: \(worst)")
  }
}
