import Foundation

/// Progress on standard error: a line that changes on a terminal, else one line for each comparison.
enum Progress {
  private static let isTerminal = isatty(2) == 1

  static func show(_ text: String) {
    if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8)) }
  }

  static func say(_ text: String) {
    FileHandle.standardError.write(Data(((isTerminal ? "\r\u{1B}[K" : "") + text + "\n").utf8))
  }
}
