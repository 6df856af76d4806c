internal import Glibc

/// Messages for people, apart from the results on standard output.
public enum StandardError {
  public static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes the text as it is. What the system does not take is lost: there is nowhere left to say so.
  public static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let start = UnsafeBufferPointer(rebasing: rest).baseAddress
        let written = Glibc.write(STDERR_FILENO, start, rest.count)
        guard written > 0 else { return }
        rest = rest.dropFirst(written)
      }
    }
  }
}
