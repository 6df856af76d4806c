extension Shrinker {
  /// Lowers every choice by itself as far as it goes.
  func lowerChoices() {
    var index = 0
    while index < best.choices.count {
      lower(index)
      index += 1
    }
  }

  private func lower(_ index: Int) {
    let choice = best.choices[index]
    guard choice != .simplest else { return }
    // The first few in their order, which bisection along one sign would miss.
    for magnitude in 0...min(choice.magnitude, 4) {
      for sign in [false, true] where accepts((index, Choice(magnitude: magnitude, isNegative: sign))) {
        return
      }
    }
    if choice.isNegative { _ = accepts((index, Choice(magnitude: choice.magnitude))) }
    for simpler in best.simplifications[safe: index]??(choice) ?? [] where accepts((index, simpler)) { break }
    lowerMagnitude { magnitude in
      guard let current = self.best.choices[safe: index] else { return false }
      return self.accepts((index, Choice(magnitude: magnitude, isNegative: current.isNegative)))
    } from: {
      self.best.choices[safe: index]?.magnitude ?? 0
    }
  }

  /// Lowers choices that are equal, all at once: what matters is that they are.
  func lowerEqualChoices() {
    var index = 0
    while index < best.choices.count {
      let (choice, range) = (best.choices[index], best.ranges[index])
      let equal = best.choices.indices.filter {
        $0 >= index && best.choices[$0] == choice && best.ranges[$0].isNumeric
      }
      if choice != .simplest, range.isNumeric, equal.count > 1 {
        let set = { (new: Choice) in
          var proposal = self.best.choices
          for place in equal where place < proposal.count { proposal[place] = new }
          return self.accepts(proposal)
        }
        if choice.isNegative { _ = set(Choice(magnitude: choice.magnitude)) }
        lowerMagnitude { magnitude in
          set(Choice(magnitude: magnitude, isNegative: self.best.choices[safe: index]?.isNegative ?? false))
        } from: {
          self.best.choices[safe: index]?.magnitude ?? 0
        }
      }
      index += 1
    }
  }

  /// Lowers two choices by the same amount: what matters is their difference.
  func lowerPairs() {
    forEachPair { first, second in
      let (a, b) = (self.best.choices[first], self.best.choices[second])
      guard a.magnitude > 0, b.magnitude > 0, a.isNegative == b.isNegative else { return }
      let most = min(a.magnitude, b.magnitude)
      self.lowerMagnitude { rest in
        guard let x = self.best.choices[safe: first], let y = self.best.choices[safe: second] else {
          return false
        }
        let step = min(x.magnitude, y.magnitude) - rest
        return self.accepts(
          (first, Choice(magnitude: x.magnitude - step, isNegative: x.isNegative)),
          (second, Choice(magnitude: y.magnitude - step, isNegative: y.isNegative)))
      } from: {
        guard let x = self.best.choices[safe: first], let y = self.best.choices[safe: second] else {
          return 0
        }
        return min(most, min(x.magnitude, y.magnitude))
      }
    }
  }

  /// Moves as much as possible from a choice to a later one: what matters is their sum.
  func moveBetweenChoices() {
    forEachPair { first, second in
      let x = self.best.choices[first]
      guard x.magnitude > 0 else { return }
      self.lowerMagnitude { rest in
        guard let x = self.best.choices[safe: first], let y = self.best.choices[safe: second],
          let moved = y.adding(magnitude: x.magnitude - rest, isNegative: x.isNegative)
        else { return false }
        return self.accepts(
          (first, Choice(magnitude: rest, isNegative: x.isNegative)), (second, moved))
      } from: {
        self.best.choices[safe: first]?.magnitude ?? 0
      }
    }
  }

  /// Sends a choice that stayed large to an end of its range, and lowers or deletes another one in exchange: sums
  /// that overflow.
  func moveToEnds() {
    guard best.choices.count <= 32 else { return }
    for large in best.choices.indices {
      for sign in [false, true] {
        guard let choice = best.choices[safe: large], choice.magnitude > 255 else { break }
        moveToEnd(large, isNegative: sign)
      }
    }
  }

  private func moveToEnd(_ large: Int, isNegative sign: Bool) {
    let end = best.ranges[large].end(isNegative: sign)
    var moved = best.choices
    moved[large] = end
    for span in best.spans where !span.range.contains(large) && !span.range.isEmpty {
      var proposal = moved
      proposal.removeSubrange(span.range)
      if accepts(proposal) { return }
    }
    for other in best.choices.indices where other < large && best.choices[other].magnitude > 1 {
      for lowered in [Choice(magnitude: 0), Choice(magnitude: 1), Choice(magnitude: 1, isNegative: true)]
      where accepts((other, lowered), (large, end)) { return }
    }
  }

  /// Numeric choices and those behind them: all pairs of a short sequence, near ones of a long one.
  private func forEachPair(_ body: (Int, Int) -> Void) {
    let reach = best.choices.count <= 64 ? best.choices.count : 8
    var first = 0
    while first < best.choices.count {
      var second = first + 1
      while second < best.choices.count, second <= first + reach {
        if best.ranges[first].isNumeric, best.ranges[second].isNumeric { body(first, second) }
        second += 1
        if first >= best.choices.count { break }
      }
      first += 1
    }
  }

  /// The least magnitude that `works`, as if all above a working one worked too: bisection, after the smallest
  /// ones by themselves, where what works is often not monotone.
  private func lowerMagnitude(_ works: (UInt64) -> Bool, from current: () -> UInt64) {
    for small in 0..<min(current(), 4) where works(small) { return }
    var low = min(current(), 3)
    while low + 1 < current() {
      let high = current()
      let middle = low + (high - low) / 2
      if !works(middle) || current() >= high { low = middle }
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
