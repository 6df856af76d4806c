import AttnSpec
import ExactArith
import Foundation
import Testing

@testable import AttnReference

/// Every stage of the judge against Arb's answers: it encloses them, and is not wider than a derived ceiling.
@Suite struct AttentionVectorTests {
  /// Calls `body` with each row that allows a key.
  private func forEachRow(
    _ body: (VectorProblem, HeadReference, VectorProblem.Row, _ reference: Int, inout FailureLog) throws ->
      Void
  ) throws {
    var failures = FailureLog()
    var count = 0
    for problem in try VectorProblem.load() {
      let head = try problem.head()
      for row in problem.rows {
        guard let reference = row.reference else {
          failures.expect(head.allowedKeys(row.index).isEmpty, "\(problem.name): row \(row.index) is masked")
          continue
        }
        try body(problem, head, row, reference, &failures)
        count += 1
      }
    }
    #expect(count > 100)
    #expect(failures.count == 0)
  }

  @Test func theExactStageEnclosesTheOracle() throws {
    try forEachRow { problem, head, row, reference, failures in
      let label = "\(problem.name), row \(row.index)"
      let exact = ExactHead(head)
      let chosen = RowExact(exact, row: row.index, reference: nil, bits: 64)
      failures.expect(chosen.reference == reference, "\(label): the heaviest key is \(reference)")
      for bits in [64, 128, 256] {
        let result = RowExact(exact, row: row.index, reference: reference, bits: bits)
        let unit = Dyadic.powerOfTwo(-bits)
        for (index, weight) in row.weights.enumerated() {
          failures.expect(result.weight(index).overlaps(weight), "\(label): weight \(index) at \(bits) bits")
          failures.expect(result.weight(index).width <= unit * 2, "\(label): weight \(index) is too wide")
        }
        let n = result.weights.count
        failures.expect(result.rowSum.width <= unit * Dyadic(2 * n), "\(label): the row sum is too wide")
        failures.expect(
          result.logSumExp(bits: bits).overlaps(row.logSumExp), "\(label): log-sum-exp at \(bits) bits")
        for (c, output) in row.outputs.enumerated() {
          let column = result.column(c)
          failures.expect(column.output.overlaps(output), "\(label): output \(c) at \(bits) bits")
          // D ≥ 1: the numerator is known to 2 units for each |v|, the row sum to 2n times |o|, and the
          // quotient's ends are rounded to `bits` bits.
          let ceiling = unit * (column.values * 2 + column.output.magnitude.upper * Dyadic(2 * n + 5))
          failures.expect(
            column.output.width <= ceiling, "\(label): output \(c) at \(bits) bits is too wide")
        }
      }
    }
  }

  /// Through the judge, which chooses the reference key as binary64 sees it.
  @Test func theJudgesExactValuesEncloseTheOracle() throws {
    try forEachRow { problem, head, row, reference, failures in
      let label = "\(problem.name), row \(row.index)"
      let judge = try RowJudge(head, contracts: [])
      judge.load(row: row.index)
      for (c, output) in row.outputs.enumerated() {
        let ours = try #require(judge.exactOutput(column: c, bits: 256))
        failures.expect(ours.overlaps(output), "\(label): output \(c) is \(output), not \(ours)")
      }
      let ours = try #require(judge.exactLogSumExp(bits: 200))
      failures.expect(ours.overlaps(row.logSumExp), "\(label): log-sum-exp \(row.logSumExp), not \(ours)")
      failures.expect(ours.isNarrow(bits: 190) || row.logSumExp.magnitude.upper < 1, "\(label): log-sum-exp")
      // e^(sⱼ - m), with m where the kernel would have it.
      let shift = row.logSumExp.midpoint.double(rounding: .nearest)
      let factor = try (row.logSumExp - Interval(Dyadic(exactly: shift))).exp(bits: 200)
      let sum = row.weights.reduce(Interval(0)) { $0 + $1 }
      for (index, weight) in row.weights.enumerated() {
        let expected = (weight * factor).divided(by: sum, bits: 200)!
        let ours = judge.exactWeight(key: judge.keys.lowerBound + index, shift: shift, bits: 180)!
        failures.expect(ours.overlaps(expected), "\(label): weight \(index) with shift \(shift)")
      }
      failures.expect(
        judge.exactRowSum(shift: shift, bits: 180)!.overlaps(factor), "\(label): row sum with shift \(shift)")
    }
  }

  @Test func theFilterEnclosesTheOracleTightly() throws {
    var usable = 0
    try forEachRow { problem, head, row, reference, failures in
      let label = "\(problem.name), row \(row.index)"
      let judge = try RowJudge(head, contracts: [])
      judge.load(row: row.index)
      guard judge.isFilterUsable else { return }
      usable += 1
      let filter = judge.filter
      let keys = filter.keys
      let n = Double(keys.count)
      let u = 0x1p-53

      // zᶠ from the data: two score errors, 4u|t| for |t| ≤ 700, the exponential's, all with room for rounding.
      let distance = keys.map { -filter.exponents[$0] }.filter { $0 <= 700 }.max()!
      let scoreError = Double(head.dimension + 4) * u * abs(head.scale)
      let ceiling =
        (2 * scoreError * filter.greatestProduct + 4 * u * distance + 4 * FilterExponential.relativeError
          + 4 * filter.scoreUnderflow) * (1 + 0x1p-20)
      failures.expect(filter.weightError <= ceiling, "\(label): weights known to \(filter.weightError)")
      if filter.referenceKey == reference {
        let slack = try Interval.exp(of: Dyadic(exactly: filter.weightError), bits: 80).upper
        for (index, weight) in row.weights.enumerated() {
          let ours = Dyadic(exactly: filter.weights[keys.lowerBound + index])
          let flushed = Dyadic(exactly: 2 * FilterExponential.flushError)
          failures.expect(
            ours <= weight.upper * slack && weight.lower <= ours * slack + flushed,
            "\(label): weight \(index) is \(weight), not \(ours)")
        }
      }
      for (c, output) in row.outputs.enumerated() {
        let ours = Interval(Dyadic(exactly: filter.outputs[c]), radius: Dyadic(exactly: filter.radii[c]))
        failures.expect(ours.overlaps(output), "\(label): output \(c) is \(output), not \(ours)")
        // Lemma F with every |v - o| at most 2 max|v| and Σp|v|/D at most max|v|.
        let greatest = filter.greatestValues[c]
        let widest =
          (1 + 0x1p-6) * greatest * (2 * filter.weightError * (1 + 0x1p-9) + 2 * (n + 6) * u)
          + n * 4 * FilterExponential.flushError * greatest + 0x1p-1060
        failures.expect(filter.radii[c] <= widest, "\(label): radius \(filter.radii[c]) of output \(c)")
      }
    }
    #expect(usable > 100)
  }

  @Test func doubleDoubleEnclosesTheOracleTightly() throws {
    try forEachRow { problem, head, row, reference, failures in
      let label = "\(problem.name), row \(row.index)"
      let judge = try RowJudge(head, contracts: [])
      judge.load(row: row.index)
      guard let result = judge.loadDoubleDouble() else { return }
      let filter = judge.filter
      if filter.referenceKey == reference {
        let sum = row.weights.reduce(Interval(0)) { $0 + $1 }
        let ours = Interval(around: result.rowSum.high, result.rowSum.low, result.rowSum.error)
        failures.expect(ours.overlaps(sum), "\(label): the row sum is \(sum), not \(ours)")
        failures.expect(result.rowSum.error < filter.rowSumError * 0x1p-38 + 0x1p-90, "\(label): the row sum")
      }
      let n = Double(filter.keys.count)
      for (c, output) in row.outputs.enumerated() {
        let ours = Interval(around: result.outputs.high[c], result.outputs.low[c], result.radii[c])
        failures.expect(ours.overlaps(output), "\(label): output \(c) is \(output), not \(ours)")
        let ceiling =
          filter.radii[c] * 0x1p-38 + filter.greatestValues[c] * ((n + 13) * (n + 13) * 0x1p-102)
          + filter.greatestValues[c] * n * 4 * FilterExponential.flushError + 0x1p-1060
        failures.expect(result.radii[c] <= ceiling, "\(label): radius \(result.radii[c]) of output \(c)")
      }
    }
  }

  @Test func everyStagesLogSumExpEnclosesTheOracle() throws {
    try forEachRow { problem, head, row, reference, failures in
      let computed = row.logSumExp.midpoint.double(rounding: .nearest) + 0x1p-22
      let expected = (Interval(Dyadic(exactly: computed)) - row.logSumExp).magnitude
      for stage in Stage.allCases {
        let label = "\(problem.name), row \(row.index), \(stage)"
        let judge = try RowJudge(head, contracts: [.absolute("0x1p-20")], forcing: stage)
        judge.load(row: row.index)
        let verdict = judge.judgeLogSumExp(computed, contract: 0)
        guard let error = verdict.worst?.error, error.upperBound.isFinite else {
          failures.expect(
            stage != .exact && !judge.isFilterUsable, "\(label): \(verdict.counts) without an error")
          continue
        }
        let ours = Interval(
          lower: Dyadic(exactly: error.lowerBound), upper: Dyadic(exactly: error.upperBound))
        failures.expect(ours.overlaps(expected), "\(label): the error is \(expected), not \(ours)")
        // The reference score's error and the row sum's, on both sides.
        let filter = judge.filter
        let score =
          filter.scoreErrorPerProduct * filter.products[filter.referenceKey] + 2 * filter.scoreUnderflow
        let gain = stage == .filter ? 1 : RowDoubleDouble.gain
        let rounding = computed.ulp * 0x1p-8 * gain + 0x1p-50 * error.upperBound
        let sum = filter.weightError + Double(filter.keys.count + 4) * 0x1p-51
        let ceiling = (stage == .exact ? 0 : (score + sum) * 4 * gain) + rounding + 0x1p-1060
        failures.expect(
          error.upperBound - error.lowerBound <= ceiling, "\(label): \(error) is wider than \(ceiling)")
      }
    }
  }

  /// Theorem R: Arb's evaluation, written from the doc comments, the exact stage's and the filter's.
  @Test func theBoundsAgreeWithTheOracle() throws {
    var filtered = 0
    try forEachRow { problem, head, row, reference, failures in
      let exactHead = ExactHead(head)
      for (position, expected) in row.bounds.enumerated() {
        let label = "\(problem.name), row \(row.index), model \(position) \(expected.model)"
        let judge = try RowJudge(head, contracts: [.rounding(expected.model)])
        judge.load(row: row.index)
        guard let constants = judge.contracts[0].constants(expected.model, keys: judge.keys) else {
          failures.expect(
            expected.logSumExp == nil && expected.outputs.allSatisfy { $0 == nil }, "\(label): no bound")
          continue
        }
        // Weights below 2^-256 need more bits before every bound is tight.
        for bits in RowJudge.exactPrecisions {
          let exact = ExactBound(
            RowExact(exactHead, row: row.index, reference: reference, bits: bits), constants.intervals)
          let bounds = [exact?.logSumExp()] + row.outputs.indices.map { exact?.output($0) }
          for (ours, oracle) in zip(bounds, [expected.logSumExp] + expected.outputs) {
            // Where scores are unknown to e^±32 and more, Δ may lie within the last of 160 bits of 0.
            let isAbsurd = oracle.map { $0.upper > 32 } ?? true
            guard let ours, let oracle else {
              failures.expect(ours == nil && isAbsurd, "\(label): \(oracle as Any), not \(ours as Any)")
              continue
            }
            failures.expect(ours.overlaps(oracle), "\(label): the bound is \(oracle), not \(ours)")
            if bits == RowJudge.exactPrecisions.last, !isAbsurd {
              failures.expect(ours.isTight, "\(label): \(ours) is wide")
            }
          }
        }
        guard let filterBound = judge.filterBounds[0], judge.filter.referenceKey == reference else {
          continue
        }
        filtered += 1
        for (c, oracle) in expected.outputs.enumerated() {
          let range = filterBound.output(judge.filter, column: c)
          check(range, oracle, judge, constants.converted, "\(label), output \(c)", &failures)
        }
        if let oracle = expected.logSumExp {
          let magnitude = row.logSumExp.magnitude
          let logarithm = try row.weights.reduce(Interval(0)) { $0 + $1 }.log(bits: 100).magnitude
          let range = filterBound.logSumExp(
            logarithm: logarithm.doubleBounds, magnitude: magnitude.doubleBounds)
          // ln(1 + x) is bounded by x(1 - x) below 2^-20.
          check(range, oracle, judge, constants.converted, "\(label), log-sum-exp", slack: 0x1p-19, &failures)
        }
      }
    }
    #expect(filtered > 150)
  }

  /// The filter's enclosure of a bound holds the oracle's, and is narrow where nothing is near its limits: the
  /// slack counts for the sums, again for Δ (twice, and Δ may be half of D), and for o's radius.
  private func check(
    _ range: ClosedRange<Double>, _ oracle: Interval?, _ judge: RowJudge, _ constants: ConvertedConstants,
    _ label: String, slack rest: Double = 0, _ failures: inout FailureLog
  ) {
    guard let oracle else {
      failures.expect(range.upperBound == .infinity, "\(label): no bound, but the filter has \(range)")
      return
    }
    let contains =
      Dyadic(exactly: range.lowerBound) <= oracle.lower
      && (range.upperBound == .infinity || oracle.upper <= Dyadic(exactly: range.upperBound))
    failures.expect(contains, "\(label): the bound is \(oracle), not in \(range)")
    let greatest = judge.filter.greatestValues.base.lanes(0).greatest
    let isOrdinary =
      judge.filter.weightError < 0x1p-40 && oracle.upper < Dyadic(exactly: max(greatest / 8, 0x1p-60))
      && oracle.lower > Dyadic(exactly: 0x1p-900)
    if isOrdinary {
      let slack = FilterBound.slack(judge.filter, constants.nearest, worst: 1)
      let radius = judge.filter.radii.base.lanes(0).greatest / range.lowerBound
      let ceiling = 16 * slack + 8 * radius + 0x1p-36 + rest
      failures.expect(
        range.upperBound <= range.lowerBound * (1 + ceiling), "\(label): \(range) is wider than \(ceiling)")
    }
  }
}
