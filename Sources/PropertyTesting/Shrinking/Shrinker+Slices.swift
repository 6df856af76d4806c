extension Shrinker {
  /// Lowers a number by one and deletes the k-th element of everything that has so many elements: a row of a
  /// matrix and the entry of a vector that belongs to it, a column of two matrices.
  func removeSlices() throws(LimitReached) {
    guard isThorough else { return }
    var index = 0
    while index < best.choices.count {
      if try !removeSlice(counted: index) { index += 1 }
    }
  }

  private func removeSlice(counted index: Int) throws(LimitReached) -> Bool {
    guard best.ranges[index].isNumeric, let one = best.choices[index].lowered, one.magnitude < 1 << 16 else {
      return false
    }
    var elements: [Int: [[Range<Int>]]] = [:]
    for (parent, span) in best.spans.enumerated() where span.start > index {
      let parts = children(of: parent).map { best.spans[$0].range }.filter { !$0.isEmpty }
      if parts.count > 1 { elements[parts.count, default: []].append(parts) }
    }
    // A number of elements is chosen as what it has more than the least one, which is rarely above two.
    for excess in 0...2 {
      let count = Int(one.magnitude) + 1 + excess
      guard let sequences = elements[count] else { continue }
      for place in (0..<count).reversed() {
        var proposal = best.choices
        proposal[index] = one
        var isKept = Array(repeating: true, count: proposal.count)
        for sequence in sequences { for choice in sequence[place] { isKept[choice] = false } }
        proposal = zip(proposal, isKept).filter(\.1).map(\.0)
        let length = best.choices.count
        if try accepts(proposal), best.choices.count < length { return true }
      }
    }
    return false
  }
}
