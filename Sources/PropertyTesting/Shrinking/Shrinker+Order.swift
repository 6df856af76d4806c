extension Shrinker {
  /// Puts neighbouring elements of one kind into order, simplest first: all of them at once, or pair by pair
  /// where their order matters to some.
  func sortSiblings() {
    var parent = -1
    while parent < best.spans.count {
      sortAll(below: parent)
      swapNeighbours(below: parent)
      parent += 1
    }
  }

  private func sortAll(below parent: Int) {
    let siblings = children(of: parent)
    guard siblings.count > 2, Set(siblings.map(\.kind)).count == 1 else { return }
    let parts = siblings.map { Array(best.choices[$0.range]) }.sorted { $0.isSimpler(than: $1) }
    _ = accepts(replacing: siblings.first!.start..<siblings.last!.end, with: parts.joined().map { $0 })
  }

  private func swapNeighbours(below parent: Int) {
    // Insertion sort: after an exchange the smaller element is compared with what stands before it.
    var index = 0
    while case let siblings = children(of: parent), index + 1 < siblings.count {
      let (a, b) = (siblings[index], siblings[index + 1])
      let (x, y) = (Array(best.choices[a.range]), Array(best.choices[b.range]))
      let swapped =
        a.kind == b.kind && a.end == b.start && (y + x).isSimpler(than: x + y)
        && accepts(replacing: a.start..<b.end, with: y + x)
      index = swapped ? max(0, index - 1) : index + 1
    }
  }

  /// Exchanges distant spans of one kind, in short sequences: a subtree goes to another branch.
  func exchangeSpans() {
    guard best.spans.count <= 64 else { return }
    var index = 0
    while index < best.spans.count {
      let first = best.spans[index]
      let exchanged = best.spans[(index + 1)...].contains { second in
        guard second.kind == first.kind, second.start >= first.end, second.range.count + first.range.count > 2
        else { return false }
        return accepts(exchanging: first.range, second.range)
      }
      if !exchanged { index += 1 }
    }
  }

  private func accepts(exchanging first: Range<Int>, _ second: Range<Int>) -> Bool {
    let between = best.choices[first.upperBound..<second.lowerBound]
    return accepts(
      replacing: first.lowerBound..<second.upperBound,
      with: best.choices[second] + between + best.choices[first])
  }
}
