internal import AttnSpec

/// Takes whole parts away from an input while the refutation stays.
struct StructureSearch {
  private(set) var input: AuditInput
  let trial: RefutationTrial
  /// What is left to spend, in the units of `AuditInput.auditWork`. Not time: a report is the same on every machine.
  private(set) var budget: Int
  private(set) var audits = 0
  private(set) var stoppedEarly = false

  init(input: AuditInput, trial: RefutationTrial, budget: Int) {
    self.input = input
    self.trial = trial
    self.budget = budget
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
    guard budget > 0 else {
      stoppedEarly = true
      return false
    }
    budget -= smaller.auditWork
    audits += 1
    guard trial.refutation(of: smaller) != nil else { return false }
    input = smaller
    return true
  }
}

extension AuditInput {
  /// About the multiply-adds of one audit, with something for what every audit and every row costs.
  var auditWork: Int {
    let shape = specification.shape
    let row = shape.keys * (shape.dimension + shape.valueDimension + 16) + 1000
    return shape.batches * shape.heads * shape.queries * row + 10_000
  }
}
