public import AttnFast

/// A kernel that refuses its input ends the command; only the scale is the user's own words.
extension KernelError: AuditError {
  public var exitStatus: ExitStatus {
    switch self {
    case .unreadableScale, .scaleOutOfRange: .wrongUsage
    default: .badData
    }
  }
}
