import AttnAuditTesting
import AttnGenerators
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

  @Test func exponentialFallsShortByAtMostItsError() {
    let problem = Generator<(bits: Int, x: Dyadic)> { source throws(Rejection) in
      let bits = try source.draw(.int(in: 2...700))
      let place = try source.draw(.weighted([(2, .int(in: -2...6)), (1, .int(in: -30...39))]))
      return (bits, Dyadic(significand: try source.draw(.nonZeroInteger(bits: 53)), exponent: place - 53))
    }
    expectProperty(
      problem, cases: 6000,
      labels: [
        Label("negative", atLeast: 30) { $1.signum() < 0 },
        Label("more than 1", atLeast: 2) { $1.magnitude > Dyadic(1) },
        Label("less than 2^-20", atLeast: 10) { $1.magnitude < Dyadic.powerOfTwo(-20) },
      ]
    ) { bits, x in
      let kernel = FixedPointExp(bits: bits, magnitudeExponent: x.magnitudeExponent)
      let (lower, error, truth, scratchIsIntact) = try Self.evaluate(kernel, x)
      try require(scratchIsIntact, "the scratch is too small")
      try require(lower <= truth.upper, "\(lower) is above \(truth)")
      try require(lower >= Dyadic.powerOfTwo(64 * kernel.words), "\(lower) units are less than 1")
      let shortfall = truth.upper - lower
      try require(shortfall <= error, "\(shortfall) units short, claimed \(error)")
      // The claim is small enough for the enclosure's width.
      try require(error <= Dyadic.powerOfTwo(64 * kernel.words - bits - 1), "the claim \(error) is too large")
    }
  }

  /// The roundings alone: with a series so long that its rest does not count, and with every kind of parameters.
  @Test func exponentialFallsShortByAtMostItsRoundings() {
    let problem = Generator<(words: Int, halvings: Int, usesTable: Bool, x: Dyadic)> {
      source throws(Rejection) in
      (
        try source.draw(.weighted([(7, .int(in: 1...9)), (1, .int(in: 9...40))])),
        try source.draw(.int(in: 2...20)), try source.draw(.bool),
        try source.draw(.nonZeroDyadic(bits: 53, exponent: -70...(-48)))
      )
    }
    var worst = 0.0
    expectProperty(
      problem, cases: 4000, labels: [Label("long", atLeast: 5) { words, _, _, _ in words > 9 }]
    ) { words, halvings, usesTable, x in
      let kernel = FixedPointExp(
        words: words, halvings: halvings, tail: 64 * words + halvings + 4, usesTable: usesTable)
      let (lower, error, truth, scratchIsIntact) = try Self.evaluate(kernel, x)
      let shortfall = truth.upper - lower
      try require(scratchIsIntact, "the scratch is too small")
      try require(lower <= truth.upper, "\(lower) is above \(truth)")
      try require(shortfall <= error, "\(shortfall) units short, claimed \(error)")
      worst = max(worst, shortfall.double(rounding: .up) / error.double(rounding: .down))
    }
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
  @Test func logarithmEnclosesBeforeRounding() {
    let distance = Generator<Dyadic>.nonZeroDyadic(bits: 50, exponent: -52...(-52))
    expectProperty(
      zip(.int(in: 16...300), .int(in: -100_000...100_000), distance), cases: 2000,
      labels: [Label("exponent 0", atLeast: 1) { _, k, _ in k == 0 }]
    ) { precision, k, distance in
      let f = Dyadic(1) + distance
      let ours = Interval.log(f, distance: distance, exponent: k, precision: precision)
      let truth = try Interval.log(of: f.scaled(byPowerOfTwo: k), bits: precision + 100)
      try require(truth.isSubset(of: ours), "\(truth) is not in \(ours)")
      let units = ours.width.scaled(byPowerOfTwo: precision)
      try require(units <= Dyadic(2 * abs(k) + 4 * precision + 100), "\(units) units wide")
    }
  }

  @Test func logarithmNearOneIsOffByAtMostItsError() {
    // 1 and an offset whose highest bits, at least two, are 0.
    let problem = Generator<(precision: Int, offset: Integer)> { source throws(Rejection) in
      let precision = try source.draw(.int(in: 8...400))
      let bits = precision - (try source.draw(.int(in: 2...precision)))
      return (precision, bits == 0 ? 0 : try source.draw(.integer(bits: bits)))
    }
    var worst = 0.0
    expectProperty(
      problem, cases: 3000, labels: [Label("below 1", atLeast: 20) { _, offset in offset < 0 }]
    ) { precision, offset in
      let c = (Integer(1) << precision) + offset
      let (series, error) = Interval.logNearOne(c, precision: precision)
      let truth = try Interval.log(of: Dyadic(significand: c, exponent: -precision), bits: precision + 100)
        .scaled(byPowerOfTwo: precision)
      let difference = (truth - Interval(Dyadic(series))).magnitude.upper
      try require(difference <= Dyadic(error), "\(difference) units, claimed \(error)")
      worst = max(worst, difference.double(rounding: .up) / Double(error))
    }
    #expect(worst > 1.0 / 64, "no case comes near the claimed error: \(worst)")
  }
}
