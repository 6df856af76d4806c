public import ExactArith

extension AuditRecord {
  /// The verdict on the whole record: entries outside the domain or vacuously bounded are never called certified,
  /// so a record that has any is undecided unless it is refuted.
  public var standing: Verdict {
    verdict == .certified && outside + vacuous > 0 ? .undecided : verdict
  }

  /// The standing in a word or two, with the reason where it is undecided.
  var standingText: String {
    guard standing == .undecided else { return standing.rawValue }
    var reasons: [String] = []
    if outside > 0 { reasons.append("outside \(outside)") }
    if vacuous > 0 { reasons.append("vacuous \(vacuous)") }
    if verdict == .undecided { reasons.insert("undecided", at: 0) }
    return reasons.joined(separator: ", ")
  }
}

/// How many records stand how, and what that means for the command.
public struct AuditSummary: Sendable, Hashable {
  public var certified = 0
  public var refuted = 0
  public var undecided = 0

  public init(_ records: [AuditRecord]) {
    for record in records {
      switch record.standing {
      case .certified: certified += 1
      case .refuted: refuted += 1
      case .undecided: undecided += 1
      }
    }
  }

  /// An audit of nothing certifies nothing.
  public var exitStatus: ExitStatus {
    if refuted > 0 { return .refuted }
    return undecided > 0 || certified == 0 ? .undecided : .certified
  }
}
