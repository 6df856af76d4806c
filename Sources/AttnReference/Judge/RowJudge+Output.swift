internal import AttnSpec
internal import ExactArith

extension RowJudge {
  /// Judges the loaded row's output entries.
  ///
  /// - Parameters:
  ///   - computed: `valueDimension` numbers.
  ///   - index: Which of the judge's contracts they were promised by.
  public func judgeOutput(_ computed: UnsafeBufferPointer<Double>, contract index: Int) -> RowVerdict {
    precondition(computed.count == head.valueDimension, "one number for each output column")
    var verdict = RowVerdict()
    if isFullyMasked { return judgeMaskedOutput(computed) }
    let contract = contracts[index]
    if isOutside(contract: index) {
      verdict.outside = computed.count
      return verdict
    }
    let isInside = valueDomain(index)
    var open: [Int] = []
    for column in computed.indices {
      guard isInside(column) else {
        verdict.outside += 1
        continue
      }
      guard computed[column].isFinite else {
        verdict.count(
          .notFinite(column: column, computed: computed[column], bound: filterBound(index, column)))
        continue
      }
      guard isFilterUsable, allows(.filter) else {
        open.append(column)
        continue
      }
      let entry = decide(
        column, computed[column],
        difference(computed[column], filter.outputs[column], 0, filter.radii[column]),
        filterBound(index, column), contract)
      if needsLaterStage(entry) { open.append(column) } else { verdict.count(entry) }
    }
    if !open.isEmpty, allows(.doubleDouble), let row = loadDoubleDouble() {
      verdict.stage = .doubleDouble
      open = open.filter { column in
        let entry = decide(
          column, computed[column],
          difference(computed[column], row.outputs.high[column], row.outputs.low[column], row.radii[column]),
          filterBound(index, column), contract)
        if entry.standing == .undecided && forced == nil { return true }
        verdict.count(entry)
        return false
      }
    }
    if !open.isEmpty, allows(.exact) {
      verdict.stage = .exact
      for column in open { verdict.count(decideExactly(column, computed[column], index)) }
    } else {
      for column in open { verdict.count(.undecided(column: column, computed: computed[column])) }
    }
    return verdict
  }

  /// Whether a column is inside a contract's domain.
  private func valueDomain(_ index: Int) -> (Int) -> Bool {
    guard case .rounding(let model) = contracts[index].bound else { return { _ in true } }
    let growth = growth(index).values
    let sums = filter.valueSums
    let greatest = filter.greatestValues
    return { model.containsValues(sum: sums[$0], greatest: greatest[$0], growth: growth) }
  }

  private func judgeMaskedOutput(_ computed: UnsafeBufferPointer<Double>) -> RowVerdict {
    var verdict = RowVerdict()
    for column in computed.indices {
      let value = computed[column]
      let isRight: Bool
      switch head.problem.specification.fullyMaskedRow {
      case .zero: isRight = value == 0
      case .nan: isRight = value.isNaN
      }
      let error = isRight ? 0.0...0.0 : (value.isFinite ? abs(value)...abs(value) : .infinity ... .infinity)
      verdict.count(
        JudgedEntry(
          standing: isRight ? .certified : .refuted, column: column, computed: value, error: error,
          bound: 0...0))
    }
    return verdict
  }

  /// The contract's bound of one output entry as far as the filter knows it.
  private func filterBound(_ index: Int, _ column: Int) -> ClosedRange<Double> {
    switch contracts[index].bound {
    case .rounding: filterBounds[index]?.output(filter, column: column) ?? 0...(.infinity)
    case .absolute(let epsilon): epsilon.doubleBounds
    case .lemma(let weights, let rowSums):
      ((weights + rowSums) * Rational(Dyadic(exactly: filter.greatestValues[column]))).doubleBounds
    }
  }

  private func decide(
    _ column: Int, _ computed: Double, _ error: ClosedRange<Double>, _ bound: ClosedRange<Double>,
    _ contract: PreparedContract
  ) -> JudgedEntry {
    .decide(
      column: column, computed: computed, error: error, bound: bound,
      scale: exactly(filter.greatestValues[column]), floor: contract.floor(keys: keys.count))
  }

  /// The last stage: error and bound in intervals, and where they overlap, the signs of o - (x ± b).
  private func decideExactly(_ column: Int, _ computed: Double, _ index: Int) -> JudgedEntry {
    let contract = contracts[index]
    let greatest = Dyadic(exactly: filter.greatestValues[column])
    let x = Dyadic(exactly: computed)
    var entry = JudgedEntry.undecided(column: column, computed: computed)
    for bits in Self.exactPrecisions {
      let error = Interval.sum(
        Interval(x), -loadExact(bits: bits).column(column).output, bits: bits
      ).magnitude
      guard let bound = exactBound(index, column, bits: bits) else {
        return .unbounded(column: column, computed: computed, error: error)
      }
      entry = decide(column, computed, error.doubleBounds, bound.doubleBounds, contract)
      entry.ratio = error.ratio(to: bound)
      if entry.standing != .undecided { return entry }
      guard bound.isTight else { continue }
      let settled = statedBound(contract, column) ?? Rational(bound.lower)
      entry.settle(
        isWithin: isWithin(column, of: x, settled),
        isVacuous: settled >= Rational(greatest)
          && settled > Rational(Dyadic(exactly: contract.floor(keys: keys.count))))
      return entry
    }
    return entry
  }

  /// The bound of one output entry, enclosed; `nil` is infinity.
  private func exactBound(_ index: Int, _ column: Int, bits: Int) -> Interval? {
    switch contracts[index].bound {
    case .rounding: loadExactBound(index, bits: bits)?.output(column)
    case .absolute, .lemma:
      Interval(statedBound(contracts[index], column)!, bits: ExactNumber.bits)
    }
  }

  /// A contract's bound that is a rational number of its own; `nil` for Theorem R's.
  private func statedBound(_ contract: PreparedContract, _ column: Int) -> Rational? {
    switch contract.bound {
    case .rounding: nil
    case .absolute(let epsilon): epsilon
    case .lemma(let weights, let rowSums):
      (weights + rowSums) * Rational(Dyadic(exactly: filter.greatestValues[column]))
    }
  }

  /// Whether x - b ≤ o ≤ x + b, by the signs of Σe^sⱼ(vⱼ - c); `nil` if the budget of bits does not show it.
  private func isWithin(_ column: Int, of x: Dyadic, _ bound: Rational) -> Bool? {
    let row = loadExact()
    func sign(minus c: Rational) -> Int? {
      // Times c's denominator, so that all coefficients are dyadic.
      let (numerator, denominator) = (Dyadic(c.numerator), Dyadic(c.denominator))
      let terms = row.scores.indices.map { index in
        ExponentialSum.Term(
          coefficient: row.value(index, column) * denominator - numerator,
          score: row.unscaledScore(index), shift: 0)
      }
      return ExponentialSum(terms, scale: head.problem.scale).sign()
    }
    guard let below = sign(minus: Rational(x) - bound), let above = sign(minus: Rational(x) + bound)
    else { return nil }
    return below >= 0 && above <= 0
  }
}

/// An enclosure of |computed - (high + low ± radius)|.
///
/// The subtraction from `high` is split exactly (TwoSum), so that an error far below one ulp of the value shows.
func difference(
  _ computed: Double, _ high: Double, _ low: Double, _ radius: Double
) -> ClosedRange<Double> {
  let d = computed - high
  let back = d - computed
  let rest = (computed - (d - back)) + (-high - back)
  let center = d + (rest - low)
  // Three roundings of numbers no larger than these.
  let doubt = radius + (abs(d) + abs(rest) + abs(low)) * 0x1p-51 + 0x1p-1074
  let upper = (abs(center) + doubt).nextUp
  guard upper.isFinite else { return 0...(.infinity) }
  return max(0, (abs(center) - doubt).nextDown)...upper
}

extension JudgedEntry {
  static func undecided(column: Int, computed: Double) -> JudgedEntry {
    JudgedEntry(
      standing: .undecided, column: column, computed: computed, error: 0...(.infinity), bound: 0...(.infinity)
    )
  }

  /// A finite number where the contract has no bound at all.
  static func unbounded(column: Int, computed: Double, error: Interval) -> JudgedEntry {
    JudgedEntry(
      standing: .vacuous, column: column, computed: computed, error: error.doubleBounds,
      bound: .infinity ... .infinity)
  }

  /// Ends a decision by what exact signs say; `nil` if they were out of budget.
  mutating func settle(isWithin: Bool?, isVacuous: Bool) {
    guard let isWithin else { return }
    standing = isWithin ? (isVacuous ? .vacuous : .certified) : .refuted
  }
}

extension Interval {
  /// Binary64 bounds, rounded outward.
  var doubleBounds: ClosedRange<Double> {
    lower.double(rounding: .down)...upper.double(rounding: .up)
  }

  /// The greatest quotient of nonnegative intervals, also where binary64 has no such numbers.
  func ratio(to other: Interval) -> Double {
    if upper.isZero { return 0 }
    if other.lower.signum() <= 0 { return .infinity }
    return Dyadic.quotient(upper, other.lower, bits: 53, rounding: .up).double(rounding: .up)
  }

  /// Whether the relative width is at most 2^-100: the lower end then stands for the number.
  var isTight: Bool { width <= lower.magnitude.scaled(byPowerOfTwo: -100) }
}

extension Rational {
  var doubleBounds: ClosedRange<Double> { Interval(self, bits: 64).doubleBounds }
}
