extension Shrinker {
  /// Deletes elements: runs of neighbouring spans below one parent, long runs first.
  func removeSpans() {
    var parent = -1
    while parent < best.spans.count {
      var length = children(of: parent).count
      while length >= 1 {
        var start = 0
        while case let siblings = children(of: parent), start + length <= siblings.count {
          let range = siblings[start].start..<siblings[start + length - 1].end
          if !shortens(best.choices, removing: range) { start += length }
        }
        length = length == 1 ? 0 : (length + 1) / 2
      }
      parent += 1
    }
  }

  /// Puts a part of a value into the place of the whole, where both are of one kind: an expression becomes one of
  /// its operands.
  func liftDescendants() {
    var index = 0
    while index < best.spans.count {
      let span = best.spans[index]
      let descendants = best.spans[(index + 1)...].prefix { $0.start < span.end }
        .filter { $0.kind == span.kind && $0.range != span.range && $0.end <= span.end }
      let lifted = descendants.contains { inner in
        accepts(replacing: span.range, with: Array(best.choices[inner.range]))
      }
      if !lifted { index += 1 }
    }
  }

  /// Makes every choice of a span the simplest one.
  func emptySpans() {
    var index = 0
    while index < best.spans.count {
      let span = best.spans[index]
      if span.range.count > 1, best.choices[span.range].contains(where: { $0 != .simplest }) {
        _ = accepts(replacing: span.range, with: Array(repeating: .simplest, count: span.range.count))
      }
      index += 1
    }
  }

  /// Deletes up to eight neighbouring choices, whatever they belong to.
  func removeChoices() {
    for length in (1...8).reversed() {
      var end = best.choices.count
      while end >= length {
        end = min(end, best.choices.count)
        if end < length { break }
        if !shortens(best.choices, removing: end - length..<end) { end -= 1 }
      }
    }
  }

  /// Deletes a span and lowers all numbers by one: elements that are positions in their own array.
  func removeAndLowerAll() {
    var index = 0
    while index < best.spans.count {
      var proposal = best.choices
      for place in proposal.indices where best.ranges[place].isNumeric {
        proposal[place] = proposal[place].lowered ?? .simplest
      }
      let range = best.spans[index].range
      if !shortens(proposal, removing: range) { index += 1 }
    }
  }

  /// Lowers a choice by one and deletes something behind it: a number of elements that was chosen first, and one
  /// of the elements.
  func lowerAndRemove() {
    var index = 0
    while index < best.choices.count {
      if !lowerAndRemove(at: index) { index += 1 }
    }
  }

  private func lowerAndRemove(at index: Int) -> Bool {
    guard let one = best.choices[index].lowered else { return false }
    var lowered = best.choices
    lowered[index] = one
    let ranges = best.spans.filter { $0.start > index && !$0.range.isEmpty }.map(\.range)
    let next = (1...4).map { index + 1..<index + 1 + $0 }.filter { $0.upperBound <= lowered.count }
    return (ranges + next).contains { shortens(lowered, removing: $0) }
  }

  /// The spans directly below a parent, in their order; −1 is the parent of the outermost ones.
  func children(of parent: Int) -> [Span] {
    best.spans.filter { ($0.parent ?? -1) == parent && !$0.range.isEmpty }
  }
}
