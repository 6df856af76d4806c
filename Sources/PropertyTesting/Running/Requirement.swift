/// What a property throws where it does not hold.
public struct Falsified: Error, Hashable, Sendable, CustomStringConvertible {
  public let message: String
  public let fileID: String
  public let line: Int

  public var description: String { message.isEmpty ? "does not hold" : message }
}

/// Throws `Falsified` unless `condition` holds. Requirements on different lines are different failures: the
/// shrinker does not exchange one for the other.
public func require(
  _ condition: Bool, _ message: @autoclosure () -> String = "", fileID: String = #fileID, line: Int = #line
) throws {
  guard condition else { throw Falsified(message: message(), fileID: fileID, line: line) }
}

/// Gives the case up, as neither success nor failure, unless `condition` holds. A property that gives up most of
/// its cases is unhealthy: make the values so that the assumption holds.
public func assume(_ condition: Bool) throws {
  guard condition else { throw Rejection.discarded }
}

/// Which failure it is: cases that fail alike have equal keys.
struct FailureKey: Hashable, Sendable {
  private let text: String

  init(_ error: any Error) {
    if let falsified = error as? Falsified {
      text = "\(falsified.fileID):\(falsified.line)"
    } else {
      text = String(reflecting: type(of: error)) + Self.caseName(error)
    }
  }

  /// Which case of an enumeration it is, whatever comes with it.
  private static func caseName(_ error: any Error) -> String {
    let mirror = Mirror(reflecting: error)
    return mirror.displayStyle == .enum ? "." + (mirror.children.first?.label ?? "\(error)") : ""
  }
}
