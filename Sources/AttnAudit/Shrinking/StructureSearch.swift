internal import AttnSpec

/// Takes whole parts away from an input while the refutation stays.
struct StructureSearch {
  private(set) var input: AuditInput
  let trial: RefutationTrial
  let deadline: ContinuousClock.Instant
  private(set) var audits = 0
  private(set) var stoppedEarly = false

  init(input: AuditInput, trial: RefutationTrial, deadline: ContinuousClock.Instant) {
    self.input = input
    self.trial = trial
    self.deadline = deadline
  }

  /// Until no part of any axis can go. Complexity: about (parts that stay)·log(parts) audits for an axis.
  mutating func run() {
    var isShrinking = true
    while isShrinking, !stoppedEarly {
      isShrinking = false
      for axis in InputAxis.allCases where shrink(axis) { isShrinking = true }
    }
  }

  /// Removes runs of neighbouring parts, half of all first, then shorter ones.
  private mutating func shrink(_ axis: InputAxis) -> Bool {
    let before = axis.count(input.specification.shape)
    var length = (before + 1) / 2
    while length >= 1 {
      var end = axis.count(input.specification.shape)
      while end >= length {
        let range = end - length..<end
        // The last part of an axis stays: an input without keys, or without columns, is another kind of input.
        if range.count < axis.count(input.specification.shape), accepts(input.removing(range, along: axis)) {
          end = min(range.lowerBound, axis.count(input.specification.shape))
        } else {
          end -= length
        }
        if stoppedEarly { return axis.count(input.specification.shape) < before }
      }
      length = length == 1 ? 0 : (length + 1) / 2
    }
    return axis.count(input.specification.shape) < before
  }

  private mutating func accepts(_ smaller: AuditInput) -> Bool {
    guard .now < deadline else {
      stoppedEarly = true
      return false
    }
    audits += 1
    guard trial.refutation(of: smaller) != nil else { return false }
    input = smaller
    return true
  }
}
