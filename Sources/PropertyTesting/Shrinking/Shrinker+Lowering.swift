extension Shrinker {
  /// Makes runs of numbers zero, long runs first: the numbers that do not matter, of many. (Of few, each by itself
  /// costs no more.)
  func clearRuns() throws(LimitReached) {
    let places = best.choices.indices.filter { best.choices[$0] != .simplest && best.ranges[$0].isNumeric }
    var length = places.count
    while length > 8 {
      for start in stride(from: 0, to: places.count, by: length) {
        var proposal = best.choices
        for place in places[start..<min(start + length, places.count)] where place < proposal.count {
          if best.ranges[place].isNumeric { proposal[place] = .simplest }
        }
        _ = try accepts(proposal)
      }
      length /= 2
    }
  }

  /// Lowers every choice by itself as far as it goes.
  func lowerChoices() throws(LimitReached) {
    var index = 0
    while index < best.choices.count {
      try lower(index)
      index += 1
    }
  }

  private func lower(_ index: Int) throws(LimitReached) {
    let choice = best.choices[index]
    guard choice != .simplest else { return }
    // The first few in their order, which bisection along one sign would miss.
    for magnitude in 0...min(choice.magnitude, 2) {
      for sign in [false, true]
      where try accepts((index, Choice(magnitude: magnitude, isNegative: sign))) {
        return
      }
    }
    if choice.isNegative { _ = try accepts((index, Choice(magnitude: choice.magnitude))) }
    for simpler in best.simplifications[safe: index]??(choice) ?? []
    where try accepts((index, simpler)) { break }
    try lowerMagnitude(of: index) { magnitude throws(LimitReached) in
      guard let current = self.best.choices[safe: index] else { return false }
      return try self.accepts((index, Choice(magnitude: magnitude, isNegative: current.isNegative)))
    }
  }

  /// Lowers choices that are equal, all at once: what matters is that they are.
  func lowerEqualChoices() throws(LimitReached) {
    var groups: [Choice: [Int]] = [:]
    for (index, choice) in best.choices.enumerated()
    where choice != .simplest && best.ranges[index].isNumeric {
      groups[choice, default: []].append(index)
    }
    for group in groups.values.filter({ $0.count > 1 }).sorted(by: { $0[0] < $1[0] }) {
      try lowerTogether(group)
    }
  }

  private func lowerTogether(_ group: [Int]) throws(LimitReached) {
    let index = group[0]
    guard let choice = best.choices[safe: index] else { return }
    let equal = group.filter { best.choices[safe: $0] == choice }
    guard choice != .simplest, equal.count > 1 else { return }
    let set = { (new: Choice) throws(LimitReached) -> Bool in
      var proposal = self.best.choices
      for place in equal where place < proposal.count { proposal[place] = new }
      return try self.accepts(proposal)
    }
    if choice.isNegative { _ = try set(Choice(magnitude: choice.magnitude)) }
    try lowerMagnitude(of: index) { magnitude throws(LimitReached) in
      try set(Choice(magnitude: magnitude, isNegative: self.best.choices[safe: index]?.isNegative ?? false))
    }
  }

  /// The least magnitude that `works`, as if all above a working one worked too: bisection, after the smallest
  /// ones by themselves, where what works is often not monotone. Then steps by powers of two, for what works only
  /// at every second, fourth … number.
  private func lowerMagnitude(
    of index: Int, _ works: (UInt64) throws(LimitReached) -> Bool
  ) throws(LimitReached) {
    let current = { self.best.choices[safe: index]?.magnitude ?? 0 }
    for small in 0..<min(current(), 4) where try works(small) { return }
    if try isWorthBisecting(index, works) { try bisect(from: min(current(), 3), current, works) }
    for step in [64, 32, 16, 8, 4, 2] as [UInt64] {
      // The number of steps is bisected, too: it may be large.
      while current() > step + 3, try works(current() - step) {
        try bisect(from: 0, { current() / step }) { count throws(LimitReached) in
          try works(count * step + current() % step)
        }
      }
    }
  }

  /// Bisection costs a proposal for each bit. A large number of which neither a half nor one less works would come out
  /// of it as it was, unless its order is not that of integers.
  private func isWorthBisecting(
    _ index: Int, _ works: (UInt64) throws(LimitReached) -> Bool
  ) throws(LimitReached) -> Bool {
    guard let choice = best.choices[safe: index], best.simplifications[index] == nil, choice.magnitude > 8
    else { return true }
    if try works(choice.magnitude / 2) { return true }
    return try works(choice.magnitude - 1)
  }

  /// Lowers `current` towards `low`, which does not work.
  func bisect(
    from low: UInt64, _ current: () -> UInt64, _ works: (UInt64) throws(LimitReached) -> Bool
  ) throws(LimitReached) {
    var low = low
    while case let high = current(), low + 1 < high {
      let middle = low + (high - low) / 2
      if try !works(middle) || current() >= high { low = middle }
    }
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
