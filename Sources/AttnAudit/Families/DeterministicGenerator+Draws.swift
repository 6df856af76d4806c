internal import PropertyTesting

/// Draws whose every operation is exact or correctly rounded, so that they are the same on every machine: no
/// logarithm or cosine of a library takes part.
extension DeterministicGenerator {
  /// Uniform on the multiples of 2⁻⁵² in [-1, 1).
  mutating func uniform() -> Double { Double(Int64(bitPattern: next()) >> 11) * 0x1p-52 }

  /// Nearly normal with variance 1: the sum of twelve uniform numbers (Irwin–Hall). Never beyond ±6.
  mutating func gaussian() -> Double {
    var sum = 0.0
    for _ in 0..<12 { sum += uniform() }
    return sum / 2
  }

  mutating func sign() -> Double { next() & 1 == 0 ? 1 : -1 }

  /// The numbers 0..<count in random order (Fisher–Yates).
  mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, below(last + 1)) }
    return order
  }
}

/// The least power of two that is at least `value`. Precondition: `value` is positive and finite.
func powerOfTwo(atLeast value: Double) -> Double {
  let power = Double(sign: .plus, exponent: Int(value.exponent), significand: 1)
  return power < value ? power * 2 : power
}
