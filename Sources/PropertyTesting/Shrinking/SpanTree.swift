/// Which spans lie directly below which, without those that have no choices.
struct SpanTree {
  /// The children of the span with index p are members[starts[p + 1]..<starts[p + 2]]; p is −1 for the outermost.
  private let starts: [Int]
  private let members: [Int]

  /// Complexity: linear in the number of spans.
  init(_ spans: [Span]) {
    var starts = Array(repeating: 0, count: spans.count + 2)
    for span in spans where !span.range.isEmpty { starts[(span.parent ?? -1) + 2] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var next = starts
    var members = Array(repeating: 0, count: starts.last!)
    for (index, span) in spans.enumerated() where !span.range.isEmpty {
      let slot = (span.parent ?? -1) + 1
      members[next[slot]] = index
      next[slot] += 1
    }
    (self.starts, self.members) = (starts, members)
  }

  func children(of parent: Int) -> ArraySlice<Int> {
    parent + 2 < starts.count ? members[starts[parent + 1]..<starts[parent + 2]] : []
  }
}
