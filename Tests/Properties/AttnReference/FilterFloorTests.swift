import AttnSpec
import ExactArith
import Testing

@testable import AttnReference

/// Lemma F the other way round: whatever real rows happen to lose, the filter claims at least the error that the
/// lemma's proof needs. A radius that is too small would rarely show in a sampled row.
@Suite struct FilterFloorTests {
  private func forEachUsableRow(
    _ body: (String, HeadReference, RowJudge, inout FailureLog) throws -> Void
  ) throws {
    var failures = FailureLog()
    var count = 0
    for problem in try VectorProblem.load() {
      let head = try problem.head()
      for row in problem.rows where row.reference != nil {
        let judge = try RowJudge(head, contracts: [])
        judge.load(row: row.index)
        guard judge.isFilterUsable else { continue }
        count += 1
        try body("\(problem.name), row \(row.index)", head, judge, &failures)
      }
    }
    for head in try Self.rows() {
      let judge = try RowJudge(head, contracts: [])
      judge.load(row: 0)
      #expect(judge.isFilterUsable)
      try body("\(head.keyCount) keys, d = \(head.dimension)", head, judge, &failures)
    }
    #expect(count > 100)
    #expect(failures.count == 0)
  }

  /// Large tied scores, and many keys of one value: rows where one part of an error stands alone.
  private static func rows() throws -> [HeadReference] {
    let many = 1200
    return [
      try judgeHead(
        AttentionShape(queries: 1, keys: 2, dimension: 1, valueDimension: 1), [1000], [1000, 1000], [1, -1]),
      try judgeHead(
        AttentionShape(queries: 1, keys: many, dimension: 1, valueDimension: 1), [1],
        (0..<many).map { Double($0 % 7) / 16 }, Array(repeating: 1.0 / 3, count: many)),
    ]
  }

  /// Where weights are known to no more than 2^-11 the lemma's proof ends, and so does the filter's use.
  @Test func rowsBeyondTheLemmaAreNotUsable() throws {
    for (size, isUsable) in [
      (0x1p18, true), (0x1p19, true), (0x1p20, false), (0x1p22, false), (0x1p40, false),
    ] {
      let head = try judgeHead(
        AttentionShape(queries: 1, keys: 2, dimension: 1, valueDimension: 1), [size], [size, size], [1, 2])
      let judge = try RowJudge(head, contracts: [])
      judge.load(row: 0)
      // δ = 5·2^-53·size² for each of two keys.
      #expect(judge.isFilterUsable == isUsable, "\(size): \(judge.filter.weightError)")
      #expect((10 * 0x1p-53 * size * size <= 0x1p-11) == isUsable)
    }
  }

  /// A weight below e^-700 counts as nothing in binary64, but its value may be large.
  @Test func flushedWeightsStillCount() throws {
    for gap in [701.0, 705, 720, 740, 800] {
      for value in [1, 1e100, 1e300] {
        let head = try judgeHead(
          AttentionShape(queries: 1, keys: 2, dimension: 1, valueDimension: 1), scale: .number("1"), [1],
          [0, -gap],
          [0, value])
        let judge = try RowJudge(head, contracts: [])
        judge.load(row: 0)
        let exact = RowExact(ExactHead(head), row: 0, reference: 0, bits: 2048).column(0).output
        let filter = judge.filter
        let row = try #require(judge.loadDoubleDouble())
        #expect(Interval(around: filter.outputs[0], 0, filter.radii[0]).overlaps(exact), "\(gap) \(value)")
        #expect(
          Interval(around: row.outputs.high[0], row.outputs.low[0], row.radii[0]).overlaps(exact),
          "\(gap) \(value)")
      }
    }
  }

  /// δ of Lemma F for Y = Σ|qk|: d roundings in the sum, one each for σ and the product with it.
  private func scoreError(_ head: HeadReference, _ y: Double) -> Double {
    Double(head.dimension + 2) * 0x1p-53 * abs(head.scale) * y * (1 - 0x1p-20)
  }

  /// What the proof needs of z: two scores, the rounding of their difference, the exponential.
  private func leastZ(_ filter: RowFilter, _ key: Int) -> Double {
    let scores =
      scoreError(filter.head, filter.products[key])
      + scoreError(filter.head, filter.products[filter.referenceKey])
    return scores - filter.exponents[key] * 0x1p-53 + 0x1p-52
  }

  @Test func weightsClaimTheErrorThatLemmaFNeeds() throws {
    try forEachUsableRow { label, head, judge, failures in
      let filter = judge.filter
      failures.expect(filter.weightError <= 0x1p-11, "\(label): usable with \(filter.weightError)")
      var sum = 0.0
      for key in filter.keys {
        let p = filter.weights[key]
        guard p > 0x1p-900 else { continue }
        let least = key == filter.referenceKey ? 0x1p-52 : leastZ(filter, key)
        failures.expect(filter.weightError >= least, "\(label): z of key \(key) is \(least)")
        failures.expect(
          filter.excess[0][key] >= p * least * (1 - 0x1p-40),
          "\(label): excess \(filter.excess[0][key]) of key \(key)")
        sum += p * least
      }
      failures.expect(
        filter.rowSumError >= sum * (1 - 0x1p-40), "\(label): row sum known to \(filter.rowSumError)")
    }
  }

  @Test func radiiCoverTheirParts() throws {
    try forEachUsableRow { label, head, judge, failures in
      let filter = judge.filter
      let row = try #require(judge.loadDoubleDouble())
      let n = Double(filter.keys.count)
      for c in 0..<head.valueDimension {
        let o = abs(filter.outputs[c])
        var (spread, fine, magnitude) = (0.0, 0.0, 0.0)
        for key in filter.keys {
          let p = filter.weights[key]
          let v = head.values[key * head.paddedColumns + c]
          magnitude += p * abs(v)
          guard key != filter.referenceKey, p > 0x1p-900 else { continue }
          let deviation = p * abs(v - filter.outputs[c])
          spread += deviation * leastZ(filter, key)
          // The double-double stage: γ² of the sums and 2^-102 of the products, and its exponential.
          let gamma = Double(head.dimension + 2) * 0x1p-53
          let sizes = abs(head.scale) * (filter.products[key] + filter.products[filter.referenceKey])
          fine += deviation * ((gamma * gamma + 0x1p-104) * sizes + DoubleDouble.exponentialError)
        }
        // n products and n - 1 sums above, n - 1 sums below, and the division.
        let sums = n * 0x1p-53 * magnitude + o * filter.rowSum * n * 0x1p-53
        let flushed =
          filter.keys.contains { filter.weights[$0] == 0 }
          ? filter.greatestValues[c] * FilterExponential.flushError : 0
        let least = ((spread + sums) / filter.rowSum + o * 0x1p-53 + flushed) * (1 - 0x1p-7)
        failures.expect(filter.radii[c] >= least, "\(label): radius \(filter.radii[c]), needed \(least)")
        let squares = n * n * 0x1p-106 * (magnitude + o * filter.rowSum)
        let needed = ((fine + squares) / filter.rowSum + flushed) * (1 - 0x1p-7)
        failures.expect(row.radii[c] >= needed, "\(label): radius \(row.radii[c]), needed \(needed)")
      }
      failures.expect(
        row.rowSum.error >= DoubleDouble.exponentialError * (filter.rowSum - 1) * (1 - 0x1p-20),
        "\(label): the row sum is known to \(row.rowSum.error)")
    }
  }

  /// The log-sum-exp inherits the reference score's error, and the row sum's relative one.
  @Test func theLogSumExpClaimsBothErrors() throws {
    try forEachUsableRow { label, head, judge, failures in
      let forced = try RowJudge(head, contracts: [.absolute("0.5")], forcing: .filter)
      forced.load(row: judge.row)
      let filter = judge.filter
      // So far from L that the width shows both ends.
      let computed = filter.referenceScore + 2 + Double(filter.keys.count)
      let error = try #require(forced.judgeLogSumExp(computed, contract: 0).worst?.error)
      var least = scoreError(head, filter.products[filter.referenceKey])
      for key in filter.keys where key != filter.referenceKey && filter.weights[key] > 0x1p-900 {
        least += filter.weights[key] / filter.rowSum * leastZ(filter, key)
      }
      failures.expect(
        error.upperBound - error.lowerBound >= 2 * least * (1 - 0x1p-7),
        "\(label): \(error), where \(least) is needed on either side")
    }
  }

  /// Sums of pⱼ(e^zⱼ - 1): each weight is known to e^±zᶠ, each z to the roundings of its products.
  @Test func theSlackCoversWeightsAndExponents() throws {
    try forEachUsableRow { label, head, judge, failures in
      let contract = try PreparedContract(.rounding(nativeModel(.float32)), head)
      let constants = contract.constants(nativeModel(.float32), keys: judge.keys)!.converted.nearest
      for worst in [0x1p-20, 0.3, 5, 100] {
        let relative =
          Double(head.dimension + 4) * 0x1p-53
          + constants.shift * 4 * judge.filter.weightError / constants.exponentials
        let least = 2 * judge.filter.weightError + (1 + worst) * relative
        let slack = FilterBound.slack(judge.filter, constants, worst: worst)
        failures.expect(slack >= least, "\(label): slack \(slack), needed \(least)")
      }
    }
  }
}
