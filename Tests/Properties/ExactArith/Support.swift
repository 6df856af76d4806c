import ExactArith
import Foundation
import PropertyTesting
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

extension DeterministicGenerator {
  /// An integer of at most `bits` bits, of either sign; short ones, 0 among them, are frequent.
  mutating func integer(bits: Int) -> Integer {
    var result = Integer()
    let length = Int.random(in: 0...bits, using: &self)
    for _ in 0..<((length + 63) / 64) { result = (result << 64) + Integer(next()) }
    let excess = result.bitWidth - length
    if excess > 0 { result >>= excess }
    return next() % 2 == 0 ? result : -result
  }

  mutating func nonZeroInteger(bits: Int) -> Integer {
    let result = integer(bits: bits)
    return result.isZero ? 1 : result
  }

  mutating func rational(bits: Int) -> Rational {
    Rational(integer(bits: bits), nonZeroInteger(bits: bits))
  }

  mutating func dyadic(bits: Int, exponents: ClosedRange<Int>) -> Dyadic {
    Dyadic(significand: integer(bits: bits), exponent: Int.random(in: exponents, using: &self))
  }

  mutating func interval(bits: Int, exponents: ClosedRange<Int>) -> Interval {
    let a = dyadic(bits: bits, exponents: exponents)
    let b = next() % 4 == 0 ? a : dyadic(bits: bits, exponents: exponents)
    return Interval(lower: min(a, b), upper: max(a, b))
  }

  /// A finite binary64 number with any bit pattern.
  mutating func finiteDouble() -> Double {
    while true {
      let value = Double(bitPattern: next())
      if value.isFinite { return value }
    }
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
