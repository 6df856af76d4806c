/// How a command ends. Scripts depend on these numbers.
public enum ExitStatus: Int32, Sendable {
  /// Everything is certified, or current, or as expected.
  case certified = 0
  /// Something is refuted. Nothing else ever ends with this status.
  case refuted = 1
  /// Something is undecided, outside its contract's domain or vacuously bounded, and nothing is refuted.
  case undecided = 2
  case wrongUsage = 64
  case badData = 65
  case fileNotFound = 66
  case internalError = 70
  case cannotWrite = 73
}

/// An error that knows how its command ends. Its description is one sentence that says what to do.
public protocol AuditError: Error, CustomStringConvertible {
  var exitStatus: ExitStatus { get }
}
