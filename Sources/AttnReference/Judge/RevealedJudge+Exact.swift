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
    let isVacuous = isVacuous(entry, value: value, bound: bound, floor: floor)
    // Both may lie beyond binary64, where `decide` cannot tell them apart.
    switch error.isCertainlyLessOrEqual(to: bound) {
    case .certified: judged.settle(isWithin: true, isVacuous: isVacuous)
    case .refuted: judged.settle(isWithin: false, isVacuous: isVacuous)
    case .undecided:
      guard bound.isTight else { return judged }
      judged.settle(isWithin: isWithin(entry, of: Rational(x), rounded: bound.lower), isVacuous: isVacuous)
    }
    return judged
  }

  /// Whether the bound is no smaller than the value; that of a lemma is a multiple of it, whatever the value is.
  private func isVacuous(_ entry: Entry, value: Interval, bound: Interval, floor: Double) -> Bool {
    if case .lemma(let weights, let rowSums) = contract.bound {
      return (entry.entry == nil ? rowSums : weights) >= 1
    }
    return bound.lower >= value.lower && bound.lower > Dyadic(exactly: floor)
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

  /// Whether x - b ≤ Σ ≤ x + b for Σ = Σe^(sⱼ - m) and b = a + rΣ, by the signs of (1 ± r)Σ - (x ∓ a)·e⁰.
  ///
  /// - Parameter rounded: b where it is Theorem R's; a contract's own numbers are taken as they are.
  private func isWithin(_ entry: Entry, of x: Rational, rounded: Dyadic) -> Bool? {
    let (absolute, relative): (Rational, Rational)
    switch contract.bound {
    case .rounding: (absolute, relative) = (Rational(rounded), 0)
    case .absolute(let epsilon): (absolute, relative) = (epsilon, 0)
    case .lemma(let weights, let rowSums): (absolute, relative) = (0, entry.entry == nil ? rowSums : weights)
    }
    let head = judge.loadExactHead()
    let scores = (entry.entry.map { $0..<$0 + 1 } ?? judge.keys).map {
      head.product(row: judge.row, key: $0).sum
    }
    let offset = -Rational(Dyadic(exactly: shift))
    func sign(_ factor: Rational, minus c: Rational) -> Int? {
      // Times both denominators, so that all coefficients are dyadic.
      let (own, other) = (factor.numerator * c.denominator, c.numerator * factor.denominator)
      var terms = scores.map {
        ExponentialSum.Term(coefficient: Dyadic(own), score: $0, shift: offset)
      }
      terms.append(ExponentialSum.Term(coefficient: -Dyadic(other), score: .zero, shift: 0))
      return ExponentialSum(terms, scale: judge.head.problem.scale).sign()
    }
    guard let below = sign(1 + relative, minus: x - absolute),
      let above = sign(1 - relative, minus: x + absolute)
    else { return nil }
    return below >= 0 && above <= 0
  }
}
