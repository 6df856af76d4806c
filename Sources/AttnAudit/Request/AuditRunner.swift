/// How far an audit has come.
public struct AuditProgress: Sendable {
  public var completed: Int
  public var total: Int

  public init(completed: Int, total: Int) {
    self.completed = completed
    self.total = total
  }
}

/// Runs kernels and holds what they computed, and what was recorded, against the judge's enclosures.
public enum AuditRunner {
  /// The records in the order of the request's subjects, then of its kernels, then of the quantities.
  public static func run(
    _ request: AuditRequest, progress: (AuditProgress) -> Void
  ) throws -> [AuditRecord] {
    []
  }
}
