/// A bar on standard error, drawn only where that is a terminal and only when it changes.
public struct ProgressBar: ~Copyable {
  private let isShown: Bool
  private var drawn = -1
  private static let width = 40

  public init(isQuiet: Bool = false) { isShown = !isQuiet && StandardError.isTerminal }

  public mutating func show(completed: Int, total: Int) {
    guard isShown, total > 0 else { return }
    let filled = Self.width * min(completed, total) / total
    guard filled != drawn else { return }
    drawn = filled
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
    StandardError.write("\r\(bar) \(completed)/\(total)\u{1B}[K")
  }

  /// Clears the line, so that whatever comes next begins at its start.
  public mutating func finish() {
    if drawn >= 0 { StandardError.write("\r\u{1B}[K") }
    drawn = -1
  }
}
