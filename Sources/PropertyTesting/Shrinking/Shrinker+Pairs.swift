extension Shrinker {
  /// Brings a choice towards zero, and a later one by as much in the same direction: what matters is their difference.
  func lowerPairs() throws(LimitReached) {
    try forEachPair { first, second throws(LimitReached) in
      try self.lower(first, adding: { -$0 }, to: second)
    }
  }

  /// Moves as much as possible from a choice to a later one: what matters is their sum.
  func moveBetweenChoices() throws(LimitReached) {
    try forEachPair { first, second throws(LimitReached) in
      try self.lower(first, adding: { $0 }, to: second)
    }
  }

  /// Lowers a choice as far as it goes when the later one gets `part` of what it loses.
  private func lower(
    _ first: Int, adding part: (Choice) -> Choice, to second: Int
  ) throws(LimitReached) {
    try descend({ self.best.choices[safe: first]?.magnitude ?? 0 }) { rest throws(LimitReached) in
      guard let x = self.best.choices[safe: first], let y = self.best.choices[safe: second],
        let moved = y + part(Choice(magnitude: x.magnitude - rest, isNegative: x.isNegative))
      else { return false }
      return try self.accepts(
        (first, Choice(magnitude: rest, isNegative: x.isNegative)), (second, moved))
    }
  }

  /// Sends a choice that stayed large to an end of its range, and lowers or deletes another one in exchange: sums
  /// that overflow.
  func moveToEnds() throws(LimitReached) {
    guard best.choices.count <= 32 else { return }
    for large in best.choices.indices {
      for sign in [false, true] {
        guard let choice = best.choices[safe: large], choice.magnitude > 255 else { break }
        try moveToEnd(large, isNegative: sign)
      }
    }
  }

  private func moveToEnd(_ large: Int, isNegative sign: Bool) throws(LimitReached) {
    let end = best.ranges[large].end(isNegative: sign)
    var moved = best.choices
    moved[large] = end
    for span in best.spans where !span.range.contains(large) && !span.range.isEmpty {
      var proposal = moved
      proposal.removeSubrange(span.range)
      if try accepts(proposal) { return }
    }
    for other in best.choices.indices where other < large && best.choices[other].magnitude > 1 {
      for lowered in [Choice(magnitude: 0), Choice(magnitude: 1), Choice(magnitude: 1, isNegative: true)]
      where try accepts((other, lowered), (large, end)) { return }
    }
  }

  /// Numeric choices, the first not zero, and those behind them: all pairs of a short sequence, near ones of a
  /// longer one.
  private func forEachPair(
    _ body: (Int, Int) throws(LimitReached) -> Void
  ) throws(LimitReached) {
    var first = 0
    while isThorough, first < best.choices.count {
      let reach = best.choices.count <= 64 ? 64 : 8
      var second = first + 1
      while second < best.choices.count, second <= first + reach, best.choices[first] != .simplest {
        if best.ranges[first].isNumeric, best.ranges[second].isNumeric { try body(first, second) }
        second += 1
      }
      first += 1
    }
  }

  /// Lowers `current`: to zero, or by bisection where one less works. Most pairs have nothing to do with each other,
  /// and cost two proposals.
  private func descend(
    _ current: () -> UInt64, _ works: (UInt64) throws(LimitReached) -> Bool
  ) throws(LimitReached) {
    guard current() > 0, try !works(0), current() > 1, try works(current() - 1) else { return }
    try bisect(from: 0, current, works)
  }
}
