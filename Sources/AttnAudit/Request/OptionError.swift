/// An option whose text is not understood, or options that contradict each other: wrong usage.
public struct OptionError: AuditError, Equatable {
  /// One sentence that says what to write instead.
  public var description: String
  public var exitStatus: ExitStatus { .wrongUsage }

  public init(_ description: String) { self.description = description }

  static func unreadable(_ option: String, _ text: String, expected: String) -> OptionError {
    OptionError("\(option) '\(text.prefix(60))' is not understood; write \(expected).")
  }
}
