import ExactArith
import Testing

/// Records the first failures of a loop and counts the rest, so that one broken operation does not print
/// thousands of lines.
struct FailureLog {
  private(set) var count = 0

  mutating func expect(_ holds: Bool, _ message: @autoclosure () -> String) {
    guard !holds else { return }
    count += 1
    if count <= 5 { Issue.record(Comment(rawValue: String(message().prefix(500)))) }
  }
}

extension Interval {
  /// Whether the width is at most 2^(1−bits) of the magnitude of the end nearer to 0.
  func isNarrow(bits: Int) -> Bool {
    width <= magnitude.lower.scaled(byPowerOfTwo: 1 - bits)
  }
}

/// Every finite binary16 bit pattern.
let finiteFloat16Patterns: [UInt16] = (0...UInt16.max).filter { $0 >> 10 & 0x1F != 0x1F }
