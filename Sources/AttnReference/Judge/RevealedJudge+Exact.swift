internal import AttnSpec
internal import ExactArith

/// The last stage for revealed weights and row sums: a single weight needs only its own key's exact score.
extension RevealedJudge {
  func decideExactly(_ open: [Entry], into verdict: inout RowVerdict) {
    for entry in open { verdict.count(decideExactly(entry)) }
  }

  private func decideExactly(_ entry: Entry) -> JudgedEntry {
    let value =
      entry.entry.map { judge.exactGap(key: $0, shift: shift).clippedExponential }
      ?? judge.exactRowSum(shift: shift, bits: 256)!
    let x = Dyadic(exactly: entry.computed)
    let error = Interval.sum(Interval(x), -value, bits: 256).magnitude
    guard let bound = bound(entry, value: ExactNumber(value))?.interval else {
      return .unbounded(column: entry.column, computed: entry.computed, error: error)
    }
    let floor = contract.floor(keys: judge.keys.count)
    var judged = JudgedEntry.decide(
      column: entry.column, computed: entry.computed, error: error.doubleBounds, bound: bound.doubleBounds,
      scale: value.doubleBounds, floor: floor)
    judged.ratio = error.ratio(to: bound)
    guard judged.standing == .undecided else { return judged }
    let isVacuous = bound.lower >= value.lower && bound.lower > Dyadic(exactly: floor)
    // Both may lie beyond binary64, where `decide` cannot tell them apart.
    switch error.isCertainlyLessOrEqual(to: bound) {
    case .certified: judged.settle(isWithin: true, isVacuous: isVacuous)
    case .refuted: judged.settle(isWithin: false, isVacuous: isVacuous)
    case .undecided:
      guard bound.isTight else { return judged }
      judged.settle(isWithin: isWithin(entry, of: x, bound.lower), isVacuous: isVacuous)
    }
    return judged
  }

  /// The contract's bound in intervals; `nil` is infinity.
  private func bound(_ entry: Entry, value: ExactNumber) -> ExactNumber? {
    switch contract.bound {
    case .absolute(let epsilon): return ExactNumber(epsilon)
    case .lemma(let weights, let rowSums):
      return ExactNumber(entry.entry == nil ? rowSums : weights) * value
    case .rounding:
      guard let constants = judge.rowConstants[index]?.intervals else { return nil }
      if let key = entry.entry {
        return excess(key, constants).map { $0 + constants.exponentialUnderflow }
      }
      var total = ExactNumber.zero
      for key in judge.keys {
        guard let excess = excess(key, constants) else { return nil }
        total = total + excess
      }
      return constants.rowSumBound(
        RowSums(rowSum: value, excess: total, loss: .zero, amplification: .one))
    }
  }

  /// e^(sⱼ - m)(e^zⱼ - 1); `nil` is beyond every float.
  private func excess(
    _ key: Int, _ constants: RoundingConstants<ExactNumber>
  ) -> ExactNumber? {
    let exact = judge.loadExactHead()
    let product = ExactNumber(exact.product(row: judge.row, key: key).magnitude)
    let delta = constants.score * exact.scaleMagnitude * product + constants.scoreUnderflow
    let gap = judge.exactGap(key: key, shift: shift)
    let distance = ExactNumber(gap).magnitude
    let z = delta + constants.exponentials + constants.shift * (distance + delta)
    return ExactNumber.gainAndLoss(
      weight: ExactNumber(gap.clippedExponential), logarithm: ExactNumber(gap), z: z)?.gain
  }

  /// Whether x - b ≤ Σe^(sⱼ - m) ≤ x + b, by the signs of Σe^(sⱼ - m) - c·e⁰.
  private func isWithin(_ entry: Entry, of x: Dyadic, _ bound: Dyadic) -> Bool? {
    let head = judge.loadExactHead()
    let scores = (entry.entry.map { $0..<$0 + 1 } ?? judge.keys).map {
      head.product(row: judge.row, key: $0).sum
    }
    func sign(minus c: Dyadic) -> Int? {
      var terms = scores.map {
        ExponentialSum.Term(coefficient: 1, score: $0, shift: -Dyadic(exactly: shift))
      }
      terms.append(ExponentialSum.Term(coefficient: -c, score: .zero, shift: .zero))
      return ExponentialSum(terms, scale: judge.head.problem.scale).sign()
    }
    guard let below = sign(minus: x - bound), let above = sign(minus: x + bound) else { return nil }
    return below >= 0 && above <= 0
  }
}
