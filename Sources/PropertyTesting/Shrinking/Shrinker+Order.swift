extension Shrinker {
  /// Puts neighbouring elements of one kind into order, simplest first: all of them at once, then ever shorter
  /// runs of them, then pair by pair where their order matters to some.
  func sortSiblings() throws(LimitReached) {
    var parent = -1
    while parent < best.spans.count {
      var length = children(of: parent).count
      while length > 2 {
        for start in stride(from: 0, to: children(of: parent).count, by: length) {
          try sortRun(of: length, from: start, below: parent)
        }
        length = (length + 1) / 2
      }
      try swapNeighbours(below: parent)
      parent += 1
    }
  }

  private func sortRun(of length: Int, from start: Int, below parent: Int) throws(LimitReached) {
    let siblings = children(of: parent).dropFirst(start).prefix(length).map { best.spans[$0] }
    guard siblings.count > 2, zip(siblings, siblings.dropFirst()).allSatisfy({ $0.isFollowed(by: $1) }) else {
      return
    }
    let parts = siblings.map { best.choices[$0.range] }.sorted { $0.isSimpler(than: $1) }
    _ = try accepts(replacing: siblings.first!.start..<siblings.last!.end, with: Array(parts.joined()))
  }

  private func swapNeighbours(below parent: Int) throws(LimitReached) {
    // Insertion sort: after an exchange the smaller element is compared with what stands before it.
    var index = 0
    while case let siblings = children(of: parent), index + 1 < siblings.count {
      let a = best.spans[siblings[siblings.startIndex + index]]
      let b = best.spans[siblings[siblings.startIndex + index + 1]]
      var swapped = false
      if a.isFollowed(by: b) {
        let (x, y) = (best.choices[a.range], best.choices[b.range])
        if (y + x).isSimpler(than: x + y) {
          swapped = try accepts(replacing: a.start..<b.end, with: y + x)
        }
      }
      index = swapped ? max(0, index - 1) : index + 1
    }
  }

  /// Exchanges distant spans of one kind, or moves the later one before the earlier, in short sequences: a
  /// subtree goes to another branch.
  func rearrangeSpans() throws(LimitReached) {
    guard best.spans.count <= 64 else { return }
    var index = 0
    while index < best.spans.count {
      if try !rearrange(index) { index += 1 }
    }
  }

  private func rearrange(_ index: Int) throws(LimitReached) -> Bool {
    let first = best.spans[index]
    for second in best.spans[(index + 1)...]
    where second.kind == first.kind && second.start >= first.end
      && second.range.count + first.range.count > 2
    {
      let whole = first.start..<second.end
      let (a, b) = (best.choices[first.range], best.choices[second.range])
      let between = best.choices[first.end..<second.start]
      if try accepts(replacing: whole, with: b + between + a) { return true }
      if try accepts(replacing: whole, with: b + a + between) { return true }
    }
    return false
  }
}
