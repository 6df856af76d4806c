internal import AttnSpec
internal import ExactArith

extension RowJudge {
  /// Judges the loaded row's log-sum-exp (natural logarithm); -∞ is right for a fully masked row only.
  public func judgeLogSumExp(_ computed: Double, contract index: Int) -> RowVerdict {
    var verdict = RowVerdict()
    let contract = contracts[index]
    if isFullyMasked {
      let isRight = computed == -.infinity
      verdict.count(
        JudgedEntry(
          standing: isRight ? .certified : .refuted, column: 0, computed: computed,
          error: isRight ? 0...0 : .infinity ... .infinity, bound: 0...0))
      return verdict
    }
    if isOutside(contract) {
      verdict.outside = 1
      return verdict
    }
    guard computed.isFinite else {
      verdict.count(.notFinite(column: 0, computed: computed, bound: 0...(.infinity)))
      return verdict
    }
    var entry = JudgedEntry.undecided(column: 0, computed: computed)
    if isFilterUsable, allows(.filter) {
      let exact = filterLogSumExp()
      entry = decide(computed, error: distance(computed, exact.value), bound: filterBound(index, exact))
    }
    if entry.standing == .undecided || needsLaterStage(entry), allows(.doubleDouble),
      let row = loadDoubleDouble()
    {
      verdict.stage = .doubleDouble
      let exact = doubleDoubleLogSumExp(row)
      entry = decide(computed, error: distance(computed, exact.value), bound: filterBound(index, exact))
    }
    if entry.standing == .undecided, allows(.exact) {
      verdict.stage = .exact
      entry = decideExactly(computed, index)
    }
    verdict.count(entry)
    return verdict
  }

  /// The size of an answer that says nothing: |L| is at most max|s| + ln n, and an error of 1 leaves D unknown
  /// to a factor of e.
  private var scale: Double {
    max(1, abs(head.scale) * filter.greatestProduct + Double(keys.count).exponentLogarithm)
  }

  private func decide(
    _ computed: Double, error: ClosedRange<Double>, bound: ClosedRange<Double>
  ) -> JudgedEntry {
    .decide(column: 0, computed: computed, error: error, bound: bound, scale: exactly(scale), floor: 0)
  }

  private func distance(_ computed: Double, _ value: Interval) -> ClosedRange<Double> {
    (Interval(Dyadic(exactly: computed)) - value).magnitude.doubleBounds
  }

  /// L and ln D from an enclosure of D relative to the reference key, and of that key's score.
  private func logSumExp(_ rowSum: Interval, score: Interval, bits: Int) -> LogSumExp {
    // D ≥ 1, for the reference key's own weight is 1.
    let clipped = Interval(lower: max(rowSum.lower, 1), upper: max(rowSum.upper, 1))
    let logarithm = try! clipped.log(bits: bits)
    return LogSumExp(value: (score + logarithm).rounded(toBits: bits), logarithm: logarithm)
  }

  private func filterLogSumExp() -> LogSumExp {
    if let known = logSumExps.filter { return known }
    let n = Double(keys.count)
    let error =
      filter.rowSumError * (1 + 0x1p-8) + filter.rowSum * (n + 4) * 0x1p-52
      + n * (2 * FilterExponential.flushError)
    let scoreError =
      filter.scoreErrorPerProduct * filter.products[filter.referenceKey] + filter.scoreUnderflow
    let result = logSumExp(
      Interval(around: filter.rowSum, 0, error),
      score: Interval(around: filter.referenceScore, 0, scoreError),
      bits: 64)
    logSumExps.filter = result
    return result
  }

  func doubleDoubleLogSumExp(_ row: RowDoubleDouble) -> LogSumExp {
    if let known = logSumExps.doubleDouble { return known }
    let result = logSumExp(
      Interval(around: row.rowSum.high, row.rowSum.low, row.rowSum.error),
      score: doubleDoubleScore(row, filter.referenceKey), bits: 128)
    logSumExps.doubleDouble = result
    return result
  }

  private func filterBound(_ index: Int, _ exact: LogSumExp) -> ClosedRange<Double> {
    switch contracts[index].bound {
    case .rounding:
      filterBounds[index]?.logSumExp(
        logarithm: exact.logarithm.magnitude.doubleBounds, magnitude: exact.value.magnitude.doubleBounds)
        ?? 0...(.infinity)
    case .absolute(let epsilon): epsilon.doubleBounds
    case .lemma(_, let rowSums): Self.logarithmBound(rowSums).doubleBounds
    }
  }

  /// |ln D̂ - ln D| where D̂ is within relative ε of D: -ln(1 - ε).
  private static func logarithmBound(_ epsilon: Rational) -> Interval {
    guard epsilon < 1 else { return Interval(Dyadic.powerOfTwo(2000)) }
    return -(try! Interval.log(of: 1 - epsilon, bits: 160))
  }

  private func decideExactly(_ computed: Double, _ index: Int) -> JudgedEntry {
    let x = Dyadic(exactly: computed)
    var entry = JudgedEntry.undecided(column: 0, computed: computed)
    for bits in Self.exactPrecisions {
      let error = Interval.sum(
        Interval(x), -loadExact(bits: bits).logSumExp(bits: bits), bits: bits
      ).magnitude
      guard let bound = exactBound(index, bits: bits) else {
        return .unbounded(column: 0, computed: computed, error: error)
      }
      entry = decide(computed, error: error.doubleBounds, bound: bound.doubleBounds)
      entry.ratio = error.ratio(to: bound)
      if entry.standing != .undecided { return entry }
      guard bound.isTight else { continue }
      entry.settle(
        isWithin: isWithin(x, bound.lower), isVacuous: scale.isFinite && bound.lower >= Dyadic(exactly: scale)
      )
      return entry
    }
    return entry
  }

  private func exactBound(_ index: Int, bits: Int) -> Interval? {
    switch contracts[index].bound {
    case .rounding: loadExactBound(index, bits: bits)?.logSumExp()
    case .absolute(let epsilon): Interval(epsilon, bits: ExactNumber.bits)
    case .lemma(_, let rowSums): Self.logarithmBound(rowSums)
    }
  }

  /// Whether x - b ≤ L ≤ x + b, where L ≥ c if and only if Σe^sⱼ - e^c ≥ 0.
  private func isWithin(_ x: Dyadic, _ bound: Dyadic) -> Bool? {
    let row = loadExact()
    func sign(minus c: Dyadic) -> Int? {
      var terms = row.scores.indices.map {
        ExponentialSum.Term(coefficient: 1, score: row.unscaledScore($0), shift: .zero)
      }
      terms.append(ExponentialSum.Term(coefficient: -1, score: .zero, shift: c))
      return ExponentialSum(terms, scale: head.problem.scale).sign()
    }
    guard let below = sign(minus: x - bound), let above = sign(minus: x + bound) else { return nil }
    return below >= 0 && above <= 0
  }
}

/// L, and ln D relative to the reference key.
struct LogSumExp {
  var value: Interval
  var logarithm: Interval
}

extension Interval {
  /// high + low ± radius.
  init(around high: Double, _ low: Double, _ radius: Double) {
    let center = Dyadic(exactly: high) + Dyadic(exactly: low)
    let reach = Dyadic(exactly: radius)
    self.init(lower: center - reach, upper: center + reach)
  }
}

extension Double {
  /// An upper bound of ln self for self ≥ 1, from its exponent alone.
  fileprivate var exponentLogarithm: Double { Double(exponent + 1) * 0.6931471805599454 }
}
