extension Shrinker {
  /// Deletes elements: runs of neighbouring spans below one parent, long runs first.
  func removeSpans() throws(LimitReached) {
    var parent = -1
    while parent < best.spans.count {
      try removeChildren(of: parent)
      parent += 1
    }
  }

  private func removeChildren(of parent: Int) throws(LimitReached) {
    var refilled = 0
    var length = children(of: parent).count
    while length >= 1 {
      var start = 0
      while case let siblings = children(of: parent), start + length <= siblings.count {
        let first = best.spans[siblings[siblings.startIndex + start]]
        let last = best.spans[siblings[siblings.startIndex + start + length - 1]]
        let run = first.start..<last.end
        let (before, evaluationsBefore) = (best.choices.count, evaluations)
        // Where the same choices follow, deleting those is the same.
        if best.choices[run] == best.choices[run.upperBound...].prefix(run.count) {
          start += length
        } else if try !shortens(best.choices, removing: run) {
          start += length
          // As many choices as before: the number of elements is fixed, and what is deleted is made again.
          if evaluations > evaluationsBefore { refilled = latestLength < before ? 0 : refilled + 1 }
          if refilled == 8 { return }
        }
      }
      length = length == 1 ? 0 : (length + 1) / 2
    }
  }

  /// Puts a part of a value into the place of the whole, where both are of one kind: an expression becomes one of
  /// its operands.
  func liftDescendants() throws(LimitReached) {
    var index = 0
    while index < best.spans.count {
      if try !liftDescendant(of: index) { index += 1 }
    }
  }

  private func liftDescendant(of index: Int) throws(LimitReached) -> Bool {
    let span = best.spans[index]
    var tries = 0
    var inner = index + 1
    // In the order of the recording: near descendants come first, and are enough, step by step, in a large value.
    while inner < best.spans.count, best.spans[inner].start < span.end, tries < 64 {
      let descendant = best.spans[inner]
      inner += 1
      guard descendant.kind == span.kind, descendant.range != span.range, !descendant.range.isEmpty else {
        continue
      }
      tries += 1
      if try accepts(replacing: span.range, with: best.choices[descendant.range]) { return true }
    }
    return false
  }

  /// Deletes up to eight neighbouring choices, whatever they belong to; in long sequences, one or two.
  func removeChoices() throws(LimitReached) {
    for length in (1...(isThorough ? 8 : 2)).reversed() {
      var end = best.choices.count
      while end >= length {
        // Where the same choice stands at either side, what remains is what remained one step before.
        if best.choices[safe: end] == best.choices[end - length] {
          end -= 1
        } else if try !shortens(best.choices, removing: end - length..<end) {
          end -= 1
        }
        end = min(end, best.choices.count)
      }
    }
  }

  /// Deletes a span and lowers all numbers by one: elements that are positions in their own array.
  func removeAndLowerAll() throws(LimitReached) {
    guard isThorough else { return }
    var index = 0
    while index < best.spans.count {
      var proposal = best.choices
      for place in proposal.indices where best.ranges[place].isNumeric {
        proposal[place] = proposal[place].lowered ?? .simplest
      }
      let range = best.spans[index].range
      if try !shortens(proposal, removing: range) { index += 1 }
    }
  }

  /// Lowers a choice by one and deletes something behind it: a number of elements that was chosen first, and one
  /// of the elements.
  func lowerAndRemove() throws(LimitReached) {
    var index = 0
    while index < best.choices.count {
      if try !lowerAndRemove(at: index) { index += 1 }
    }
  }

  private func lowerAndRemove(at index: Int) throws(LimitReached) -> Bool {
    guard best.ranges[index].isNumeric, let one = best.choices[index].lowered else { return false }
    var lowered = best.choices
    lowered[index] = one
    if !isThorough {
      // Worth the proposals only where the generator needs fewer choices now.
      let evaluationsBefore = evaluations
      if try accepts(lowered) { return true }
      guard evaluations > evaluationsBefore, latestLength < lowered.count else { return false }
    }
    for span in best.spans where span.start > index && !span.range.isEmpty {
      if try shortens(lowered, removing: span.range) { return true }
    }
    for length in 1...4 where index + length < lowered.count {
      if try shortens(lowered, removing: index + 1..<index + 1 + length) { return true }
    }
    return false
  }
}
