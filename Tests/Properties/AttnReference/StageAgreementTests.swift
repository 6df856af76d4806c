import AttnAudit
import AttnFast
import AttnSpec
import ExactArith
import Testing

@testable import AttnReference

/// Stages never contradict each other: for every entry a forced stage says what the exact stage says, or nothing.
@Suite struct StageAgreementTests {
  /// One row, judged by every stage and by all of them together.
  private struct Bench {
    let exact: RowJudge
    let others: [(name: String, judge: RowJudge)]
    let unforced: RowJudge

    init(_ head: HeadReference, _ contracts: [Contract]) throws {
      exact = try RowJudge(head, contracts: contracts, forcing: .exact)
      others = [
        ("filter", try RowJudge(head, contracts: contracts, forcing: .filter)),
        ("double-double", try RowJudge(head, contracts: contracts, forcing: .doubleDouble)),
      ]
      unforced = try RowJudge(head, contracts: contracts)
    }

    func load(_ row: Int) {
      for judge in [exact, unforced] + others.map(\.judge) { judge.load(row: row) }
    }

    /// - Returns: the exact stage's answer.
    @discardableResult
    func compare(
      _ label: @autoclosure () -> String, _ failures: inout FailureLog, _ judge: (RowJudge) -> RowVerdict
    )
      -> RowVerdict
    {
      let right = judge(exact)
      failures.expect(right.undecided == 0, "\(label()): the exact stage is undecided")
      let free = judge(unforced)
      failures.expect(free.counts == right.counts, "\(label()): \(free.counts), exact \(right.counts)")
      for (name, other) in others {
        let answer = judge(other)
        let total = answer.counts.reduce(0, +)
        failures.expect(
          total == right.counts.reduce(0, +) && answer.outside == right.outside
            && answer.certified <= right.certified && answer.refuted <= right.refuted
            && answer.vacuous <= right.vacuous,
          "\(label()): \(name) \(answer.counts), exact \(right.counts)")
        failures.expect(answer.stage != .exact, "\(label()): \(name) went on to the exact stage")
      }
      return right
    }
  }

  /// Numbers around center ± bound: clearly inside, just inside, as near as binary64 comes, just outside.
  private static func around(_ center: Interval, _ bound: Interval) -> [Double] {
    let c = center.midpoint
    var numbers: [Double] = []
    for sign in [1, -1] {
      let b = bound.lower * Dyadic(sign)
      for factor in [Dyadic(1) - Dyadic.powerOfTwo(-30), 1, Dyadic(1) + Dyadic.powerOfTwo(-30), 3] {
        numbers.append((c + b * factor).double(rounding: .nearest))
      }
      let edge = (c + b).double(rounding: .nearest)
      numbers += [edge.nextUp, edge.nextDown]
    }
    return numbers.filter(\.isFinite)
  }

  /// What the exact stage must say, where its own enclosures leave no doubt.
  private func expectSense(
    _ verdict: RowVerdict, _ x: Double, _ exact: Interval, _ bound: Interval, _ label: String,
    _ failures: inout FailureLog
  ) {
    guard verdict.outside == 0 else { return }
    let error = (Interval(Dyadic(exactly: x)) - exact).magnitude
    if error.lower > bound.upper {
      failures.expect(verdict.refuted == 1, "\(label): \(x) exceeds the bound, but \(verdict.counts)")
    } else if error.upper <= bound.lower {
      failures.expect(verdict.refuted == 0, "\(label): \(x) is within the bound, but \(verdict.counts)")
    }
  }

  static let specifications = [
    AttentionSpecification(
      shape: AttentionShape(queries: 2, keys: 9, dimension: 3, valueDimension: 2)),
    AttentionSpecification(
      shape: AttentionShape(queries: 4, keys: 3, dimension: 2, valueDimension: 1),
      scale: .inverseDimension, mask: .causal),
    AttentionSpecification(
      shape: AttentionShape(queries: 2, keys: 6, dimension: 4, valueDimension: 1),
      mask: BandMask(left: 2, right: 1, alignment: .bottomRight)),
  ]

  private func check<Scalar: KernelScalar>(_: Scalar.Type, _ family: InputFamily) throws {
    var failures = FailureLog()
    for specification in Self.specifications {
      let shape = specification.shape
      let input = family.make(specification, format: Scalar.format, seed: 11)
      let kernels = Array(kernelsUnderTest(Scalar.self).prefix(4))
      let contracts =
        kernels.map { Contract.rounding($0.roundingModel) } + [.lemma(weights: "1e-7", rowSums: "1/10000000")]
      let results = try kernels.map { kernel in
        try kernel.attend(
          AttentionInput(
            specification: specification, queries: input.queries.map { Scalar($0) },
            keys: input.keys.map { Scalar($0) }, values: input.values.map { Scalar($0) }))
      }
      var column = specification
      column.shape.valueDimension = 1
      for c in 0..<shape.valueDimension {
        let values = (0..<shape.keys).map { input.values[$0 * shape.valueDimension + c] }
        let problem = try AttentionProblem(
          specification: column, queries: input.queries, keys: input.keys, values: values)
        let bench = try Bench(HeadReference(problem, head: 0), contracts)
        for row in 0..<shape.queries {
          bench.load(row)
          for (index, result) in results.enumerated() {
            let label = "\(family.name) \(Scalar.self) \(shape) \(kernels[index].name) row \(row) column \(c)"
            let computed = Double(result.output[row * shape.valueDimension + c])
            bench.compare(label, &failures) { $0.output([computed], contract: index) }
            if c == 0 {
              let logSumExp = Double(result.logSumExp![row])
              bench.compare("\(label) lse", &failures) { $0.judgeLogSumExp(logSumExp, contract: index) }
            }
            try perturb(bench, index, label, &failures, withSums: c == 0)
            if c == 0, let revealed = result.revealed {
              let weights = (0..<shape.keys).map { Double(revealed.weights[row * shape.keys + $0]) }
              reveal(
                bench, weights, Double(revealed.rowSums[row]), Double(revealed.shifts[row]), index, label,
                &failures)
              reveal(
                bench, weights, Double(revealed.rowSums[row]), Double(revealed.shifts[row]),
                contracts.count - 1, label, &failures)
            }
          }
        }
      }
    }
    #expect(failures.count == 0)
  }

  private func perturb(
    _ bench: Bench, _ index: Int, _ label: String, _ failures: inout FailureLog,
    withSums: Bool
  ) throws {
    guard !bench.exact.isFullyMasked else { return }
    let bounds = bench.exact.loadExactBound(index, bits: 256)
    let output = bench.exact.exactOutput(column: 0, bits: 240)!
    if let bound = bounds?.output(0) {
      for x in Self.around(output, bound) {
        let verdict = bench.compare("\(label), output \(x.hexadecimal)", &failures) {
          $0.output([x], contract: index)
        }
        expectSense(verdict, x, output, bound, label, &failures)
      }
    }
    guard withSums, let bound = bounds?.logSumExp() else { return }
    let logSumExp = bench.exact.exactLogSumExp(bits: 240)!
    for x in Self.around(logSumExp, bound) {
      let verdict = bench.compare("\(label), lse \(x.hexadecimal)", &failures) {
        $0.judgeLogSumExp(x, contract: index)
      }
      expectSense(verdict, x, logSumExp, bound, label, &failures)
    }
  }

  /// Revealed weights and row sums, as they are and with one of them moved by about its bound.
  private func reveal(
    _ bench: Bench, _ weights: [Double], _ rowSum: Double, _ shift: Double, _ index: Int, _ label: String,
    _ failures: inout FailureLog
  ) {
    let original = bench.compare("\(label) A", &failures) {
      $0.weights(weights, shift: shift, contract: index)
    }
    bench.compare("\(label) D", &failures) { $0.judgeRowSum(rowSum, shift: shift, contract: index) }
    guard let worst = original.worst, worst.bound.upperBound.isFinite, shift.isFinite,
      !bench.exact.isFullyMasked
    else { return }
    for key in bench.exact.keys {
      let exact = bench.exact.exactWeight(key: key, shift: shift)!.midpoint
      // The bound's size, relative to the worst entry's: near it and beyond.
      let relative = worst.computed == 0 ? 0x1p-24 : worst.bound.lowerBound / abs(worst.computed)
      for factor in [0.5, 0.99, 1, 1.01, 4, -1, -0.5] {
        var moved = weights
        moved[key] = (exact * Dyadic(exactly: 1 + factor * relative)).double(rounding: .nearest)
        bench.compare("\(label) A of key \(key) times 1 + \(factor * relative)", &failures) {
          $0.weights(moved, shift: shift, contract: index)
        }
      }
    }
    let sum = bench.exact.exactRowSum(shift: shift)!.midpoint
    for factor in [0.5, 0.999999, 1, 1.000001, 4, -1, -0.5] {
      let x = (sum * Dyadic(exactly: 1 + factor * 1e-7)).double(rounding: .nearest)
      bench.compare("\(label) D \(x)", &failures) { $0.judgeRowSum(x, shift: shift, contract: index) }
    }
  }

  @Test func everyFamilyInFloat() throws {
    for family in InputFamily.catalogue where family.domain == .inside { try check(Float.self, family) }
  }

  @Test func everyFamilyInDouble() throws {
    for family in InputFamily.catalogue where family.domain == .inside { try check(Double.self, family) }
  }

  /// The families outside the domain too: outside stays outside, and what exceeds a vacuous bound is refuted in
  /// every stage or in none.
  @Test func familiesOutsideTheDomain() throws {
    for family in InputFamily.catalogue where family.domain == .outside { try check(Float.self, family) }
  }

  /// Errors within 2^-50 of a bound that promises nothing: refuted or vacuous, but the same in every stage.
  @Test func atTheEdgeOfAVacuousBound() throws {
    var failures = FailureLog()
    let shape = AttentionShape(queries: 1, keys: 3, dimension: 1, valueDimension: 1)
    let head = try judgeHead(shape, [1], [0.25, 0.5, 1.0 / 3], [1, 0.5, -0.25])
    let reader = try RowJudge(head, contracts: [])
    reader.load(row: 0)
    let output = reader.exactOutput(column: 0, bits: 256)!
    for distance in [1.5, 3, -2] {
      let x = distance
      let error = (Interval(Dyadic(exactly: x)) - output).magnitude
      for bits in [52, 60, 80, 120] {
        let below = error.lower.rounded(toBits: bits, .down)
        let above = error.upper.rounded(toBits: bits, .up)
        for bound in [below, above] {
          let bench = try Bench(head, [.absolute(bound.hexadecimal)])
          bench.load(0)
          let verdict = bench.compare("\(x) against \(bits) bits", &failures) { $0.output([x]) }
          let standing: EntryStanding = bound == below ? .refuted : bound >= 1 ? .vacuous : .certified
          failures.expect(
            verdict.single == standing, "\(x), \(bits) bits: \(verdict.single), not \(standing)")
        }
      }
    }
    #expect(failures.count == 0)
  }
}
