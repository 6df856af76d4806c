internal import AttnReference
internal import AttnSpec
internal import ExpBounds

/// The inputs that one kernel was skipped on for one reason.
struct SkippedGroup {
  private var first: SkippedAudit
  private var count = 1

  /// Each kernel and reason with the number of inputs, and the first of them in full; nothing where nothing was skipped.
  static func text(_ skipped: [SkippedAudit]) -> String {
    guard !skipped.isEmpty else { return "" }
    var groups: [SkippedGroup] = []
    for audit in skipped {
      let place = groups.firstIndex { group in
        group.first.kernel == audit.kernel && group.first.format == audit.format
          && group.first.refusal.kind == audit.refusal.kind
      }
      if let place { groups[place].count += 1 } else { groups.append(SkippedGroup(first: audit)) }
    }
    return (["Skipped\n"] + groups.map(\.line)).joined()
  }

  private var line: String {
    let mask = first.mask == .none ? "" : " \(first.mask.text)"
    let inputs = count == 1 ? "on" : "on \(count) inputs, the first"
    return TextParagraph.wrapped(
      "\(first.kernel) \(first.format.rawValue), \(first.refusal.reason), \(inputs) \(first.input)\(mask): \(first.refusal)"
    )
  }
}

extension KernelRefusal {
  /// What refusals have in common that are told together: the reason, and of an unsuitable problem what is unsuitable.
  fileprivate var kind: String {
    if case .noPlan(let error) = self, case .unsuitable = error { return description }
    return reason
  }
}
