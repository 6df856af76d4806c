extension Shrinker {
  /// Goes on in the direction of the last round, in ever longer strides. Numbers that hold each other up come down
  /// by one in each round, in turn, and would take as many rounds as they are large.
  func goOn(from before: [Choice]) throws(LimitReached) {
    guard before.count == best.choices.count, before != best.choices else { return }
    var direction: [(index: Int, step: Choice)] = []
    for (index, (old, new)) in zip(before, best.choices).enumerated() where old != new {
      guard let step = new + -old else { return }
      direction.append((index, step))
    }
    var stride: UInt64 = 1
    while try goes(stride, along: direction) { stride &*= 2 }
    while stride > 1 {
      stride /= 2
      _ = try goes(stride, along: direction)
    }
  }

  private func goes(
    _ stride: UInt64, along direction: [(index: Int, step: Choice)]
  ) throws(LimitReached) -> Bool {
    var proposal = best.choices
    for (index, step) in direction {
      guard index < proposal.count, let way = step * stride, let moved = proposal[index] + way,
        best.ranges[index].contains(moved)
      else { return false }
      proposal[index] = moved
    }
    return try accepts(proposal)
  }
}
