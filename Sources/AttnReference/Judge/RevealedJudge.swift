internal import AttnSpec
internal import ExactArith

/// One row's revealed weights or row sum against e^(sⱼ - m) or their sum, for one shift m.
struct RevealedJudge {
  typealias Entry = (column: Int, computed: Double, entry: Int?)

  let judge: RowJudge
  let shift: Double
  let index: Int
  let contract: PreparedContract

  init(_ judge: RowJudge, shift: Double, contract index: Int) {
    self.judge = judge
    self.shift = shift
    self.index = index
    contract = judge.contracts[index]
  }

  func judge(entries: [Entry], into verdict: inout RowVerdict) {
    if judge.isOutside(contract: index) {
      verdict.outside += entries.count
      return
    }
    var open: [Entry] = []
    for entry in entries {
      if entry.computed.isFinite && shift.isFinite {
        open.append(entry)
      } else {
        verdict.count(
          .notFinite(
            column: entry.column, computed: entry.computed.isFinite ? shift : entry.computed,
            bound: 0...(.infinity)))
      }
    }
    guard !open.isEmpty else { return }
    if judge.isFilterUsable, let bounds = filterBounds() {
      if judge.allows(.filter) {
        certifyVanished(&open, bounds, into: &verdict)
        decide(&open, values(bounds), bounds, isFilter: true, into: &verdict)
      }
      if !open.isEmpty, judge.allows(.doubleDouble), let row = judge.loadDoubleDouble() {
        verdict.stage = .doubleDouble
        decide(&open, values(row, bounds), bounds, isFilter: false, into: &verdict)
      }
    }
    if !open.isEmpty, judge.allows(.exact) {
      verdict.stage = .exact
      decideExactly(open, into: &verdict)
    } else {
      for entry in open { verdict.count(.undecided(column: entry.column, computed: entry.computed)) }
    }
  }

  /// Certifies computed zeros whose exact value is below 2^-1090: an exponential may lose 2^-1075 in every format.
  ///
  /// Binary64 cannot hold such numbers, so the comparison of enclosures would have to leave them to the exact stage.
  /// Only where the bound, λ and e^(sⱼ - m + zⱼ), is too small to be called vacuous.
  private func certifyVanished(
    _ open: inout [Entry], _ bounds: Bounds, into verdict: inout RowVerdict
  ) {
    guard let constants = bounds.constants,
      constants.upper.exponentialUnderflow + 0x1p-1020 <= contract.floor(keys: judge.keys.count)
    else { return }
    let filter = judge.filter
    let gap = filter.referenceScore - shift
    let nearest = constants.nearest
    let before = open.count
    open.removeAll { entry in
      guard let key = entry.entry, entry.computed == 0 else { return false }
      let exponent = filter.exponents[key] + gap
      let delta = filter.products[key] * nearest.score * abs(judge.head.scale) + nearest.scoreUnderflow
      let z = delta + nearest.exponentials + nearest.shift * (abs(exponent) + delta)
      return exponent < -760 && exponent + z * 1.0625 < -710
    }
    verdict.certified += before - open.count
  }

  /// Exact values as high + low ± radius: one for each key, and their sum.
  private struct Values {
    var high: LaneBuffer
    var low: LaneBuffer
    var radius: LaneBuffer
    var sum: (high: Double, low: Double, radius: Double)
  }

  /// What the filter knows of the bounds: e^(s_β - m), its relative error, and the excess of each weight.
  private struct Bounds {
    var factor: Double
    var factorError: Double
    var excess: LaneBuffer
    var excessSum: Double
    var slack: Double
    var constants: ConvertedConstants?
  }

  private func filterBounds() -> Bounds? {
    let filter = judge.filter
    let gap = filter.referenceScore - shift
    guard abs(gap) < 500 else { return nil }
    let scoreError =
      filter.scoreErrorPerProduct * filter.products[filter.referenceKey] + filter.scoreUnderflow
    let factorError =
      (scoreError + abs(gap) * 0x1p-51 + 2 * FilterExponential.relativeError) * (1 + 0x1p-8)
    guard factorError < 0x1p-11 else { return nil }
    let excess = LaneBuffer(count: judge.head.paddedKeys)
    var bounds = Bounds(
      factor: scalarExponential(gap), factorError: factorError, excess: excess, excessSum: 0, slack: 0,
      constants: nil)
    guard case .rounding = contract.bound else { return bounds }
    guard let constants = judge.rowConstants[index] else { return nil }
    let nearest = constants.converted.nearest
    let sums = filter.sumExcess(
      into: excess.base, perProduct: nearest.score * abs(judge.head.scale),
      constant: nearest.scoreUnderflow + nearest.exponentials, path: nearest.scoreUnderflow,
      shift: nearest.shift, offset: -gap)
    bounds.excessSum = sums.excess
    bounds.slack =
      FilterBound.slack(filter, nearest, worst: sums.worst) + 2 * factorError
      + nearest.shift * 8 * factorError / nearest.exponentials
    guard bounds.slack < FilterBound.greatestSlack else { return nil }
    bounds.constants = constants.converted
    return bounds
  }

  private func values(_ bounds: Bounds) -> Values {
    let filter = judge.filter
    let relative = (filter.weightError + bounds.factorError) * (1 + 0x1p-8) + 0x1p-51
    let tiny = 2 * FilterExponential.flushError * bounds.factor + 0x1p-1074
    let n = Double(judge.keys.count)
    let sum = filter.rowSum * bounds.factor
    let high = LaneBuffer(count: judge.head.paddedKeys)
    let low = LaneBuffer(count: judge.head.paddedKeys)
    let radius = LaneBuffer(count: judge.head.paddedKeys)
    for j in filter.laneRange {
      let value = filter.weights.base.lanes(j) * bounds.factor
      high.base.set(lanes: value, j)
      radius.base.set(lanes: value * relative + tiny, j)
    }
    return Values(
      high: high, low: low, radius: radius,
      sum: (sum, 0, sum * (relative + (n + 4) * 0x1p-52) + n * tiny))
  }

  /// e^(sⱼ - m) again in double-double: each error of the filter shrinks by 2^40.
  private func values(_ row: RowDoubleDouble, _ bounds: Bounds) -> Values {
    let filter = judge.filter
    let high = LaneBuffer(count: judge.head.paddedKeys)
    let low = LaneBuffer(count: judge.head.paddedKeys)
    let radius = LaneBuffer(count: judge.head.paddedKeys)
    let relative =
      (filter.weightError + bounds.factorError) * (RowDoubleDouble.gain * 2) + 0x1p-90
    let tiny = 2 * FilterExponential.flushError * (1 + bounds.factor)
    var total = DoubleDouble(0, 0)
    for j in filter.laneRange {
      let score = DoubleDouble(row.scores.high.base.lanes(j), row.scores.low.base.lanes(j))
      var value = DoubleDouble.exponential(score + Lanes(repeating: -shift))
      let absent = filter.weights.base.lanes(j) .== Lanes()
      value.high.replace(with: 0, where: absent)
      value.low.replace(with: 0, where: absent)
      high.base.set(lanes: value.high, j)
      low.base.set(lanes: value.low, j)
      radius.base.set(lanes: value.high * relative + tiny, j)
      total = total + value
    }
    var sum = DoubleDouble(0, 0)
    for lane in 0..<8 { sum = sum + DoubleDouble(total.high[lane], total.low[lane]) }
    let n = Double(judge.keys.count)
    return Values(
      high: high, low: low, radius: radius,
      sum: (sum.high[0], sum.low[0], sum.high[0] * (relative + (n + 12) * 0x1p-100) + n * tiny))
  }

  private func decide(
    _ open: inout [Entry], _ values: Values, _ bounds: Bounds, isFilter: Bool, into verdict: inout RowVerdict
  ) {
    let floor = contract.floor(keys: judge.keys.count)
    open = open.filter { entry in
      let exact =
        entry.entry.map { (values.high[$0], values.low[$0], values.radius[$0]) } ?? values.sum
      let error = difference(entry.computed, exact.0, exact.1, exact.2)
      let judged = JudgedEntry.decide(
        column: entry.column, computed: entry.computed, error: error,
        bound: bound(entry, bounds, value: exact.0), scale: max(0, exact.0 - exact.2)...exact.0 + exact.2,
        floor: floor)
      if isFilter ? judge.needsLaterStage(judged) : judged.standing == .undecided && judge.forced == nil {
        return true
      }
      verdict.count(judged)
      return false
    }
  }

  private func bound(_ entry: Entry, _ bounds: Bounds, value: Double) -> ClosedRange<Double> {
    switch contract.bound {
    case .absolute(let epsilon): return epsilon.doubleBounds
    case .lemma:
      let relative =
        entry.entry == nil ? contract.relativeBounds.rowSums : contract.relativeBounds.weights
      // The sum's own roundings count for a row sum; a weight has none, and can spare the room.
      let doubt =
        judge.filter.weightError + bounds.factorError + Double(judge.keys.count + 16) * 0x1p-52
      let flushed = 2 * FilterExponential.flushError * bounds.factor * Double(judge.keys.count)
      return enclosing(
        relative.lowerBound * value * (1 - 2 * doubt) * (1 - 0x1p-40),
        relative.upperBound * (value * (1 + 2 * doubt) * (1 + 0x1p-40) + flushed))
    case .rounding:
      guard let constants = bounds.constants else { return 0...(.infinity) }
      let flushed = 2 * FilterExponential.flushError * bounds.factor
      func evaluate(_ constants: RoundingConstants<Double>, _ sign: Double) -> Double {
        let factor = bounds.factor * (1 + sign * bounds.slack)
        if let key = entry.entry {
          return bounds.excess[key] * factor + constants.exponentialUnderflow
        }
        return constants.rowSumBound(
          RowSums(
            rowSum: judge.filter.rowSum * factor, excess: bounds.excessSum * factor, loss: 0,
            amplification: 1))
      }
      let upper = evaluate(constants.upper, 1) + flushed * Double(judge.keys.count)
      return enclosing(evaluate(constants.lower, -1) / FilterBound.widening, upper * FilterBound.widening)
    }
  }
}
