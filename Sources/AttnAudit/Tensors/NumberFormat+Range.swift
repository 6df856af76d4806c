internal import AttnSpec

/// What each format can hold, and the nearest of its numbers. Every finite value of each is a binary64 number,
/// so `Double` carries them all.
extension NumberFormat {
  /// The bits of the significand, the implicit one included.
  var precision: Int {
    switch self {
    case .float64: 53
    case .float32: 24
    case .float16: 11
    case .bfloat16: 8
    }
  }

  /// The exponent of the least normal number.
  var leastNormalExponent: Int {
    switch self {
    case .float64: -1022
    case .float32, .bfloat16: -126
    case .float16: -14
    }
  }

  var largestFinite: Double {
    let exponent = 1 - leastNormalExponent
    return (2 - Double(sign: .plus, exponent: 1 - precision, significand: 1))
      * Double(sign: .plus, exponent: exponent, significand: 1)
  }

  var leastNormal: Double { Double(sign: .plus, exponent: leastNormalExponent, significand: 1) }

  /// The spacing of the subnormal numbers.
  var leastNonzero: Double {
    Double(sign: .plus, exponent: leastNormalExponent - precision + 1, significand: 1)
  }

  /// The nearest number of the format, ties to even; beyond the largest finite number that number, so that the
  /// result is always finite. Precondition: `value` is not a NaN.
  func nearest(_ value: Double) -> Double {
    if abs(value) >= largestFinite { return value < 0 ? -largestFinite : largestFinite }
    if self == .float64 || value == 0 { return value }
    let exponent = max(Int(value.exponent), leastNormalExponent) - precision + 1
    // The quantum of a narrower format is a normal binary64 number, so both scalings are exact.
    let quantum = Double(sign: .plus, exponent: exponent, significand: 1)
    return (value / quantum).rounded(.toNearestOrEven) * quantum
  }

  /// Whether the finite `value` is a number of the format.
  func represents(_ value: Double) -> Bool { abs(value) <= largestFinite && nearest(value) == value }

  /// The narrowest format that holds every number of both.
  func joined(with other: NumberFormat) -> NumberFormat {
    if self == other { return self }
    return self == .float64 || other == .float64 ? .float64 : .float32
  }
}
