public import AttnSpec
public import PropertyTesting

extension NumberFormat {
  /// The order in which this format's numbers shrink.
  public var encoding: FloatEncoding {
    switch self {
    case .float64: .binary64
    case .float32: .binary32
    case .float16: .binary16
    case .bfloat16: FloatEncoding(exponentBits: 8, significandBits: 7)
    }
  }
}

extension Generator where Value == Double {
  /// Every finite number of a format, both zeros and subnormals among them, with weight on the unusual ones.
  public static func finite(of format: NumberFormat) -> Generator {
    let encoding = format.encoding
    return Generator<(bits: UInt64, isNegative: Bool)>.finiteBits(of: encoding)
      .map { encoding.value(bits: $0.bits, isNegative: $0.isNegative) }
  }

  /// Finite numbers of a format of magnitude at most `bound`: of larger ones the exponent is lowered until they fit.
  /// Precondition: `bound` is a power of two of the format.
  public static func finite(of format: NumberFormat, magnitudeAtMost bound: Double) -> Generator {
    precondition(bound > 0 && bound.significand == 1, "the bound of a magnitude is a power of two")
    return finite(of: format).map { value in
      guard value.magnitude > bound else { return value }
      return Double(sign: value.sign, exponent: bound.exponent - 1, significand: value.significand)
    }
  }
}

extension Generator where Value == Double {
  /// `start` in a random case; shrinks towards small integers. Precondition: `start` is a finite number of the format.
  public static func number(of format: NumberFormat, startingAt start: Double) -> Generator {
    let encoding = format.encoding
    return Generator<(bits: UInt64, isNegative: Bool)>.finiteBits(
      of: encoding, startingAt: (encoding.bits(of: start), start.sign == .minus)
    ).map { encoding.value(bits: $0.bits, isNegative: $0.isNegative) }
  }
}

extension FloatEncoding {
  /// The bits, without the sign, of a number of the format.
  fileprivate func bits(of value: Double) -> UInt64 {
    let bias = 1 << (exponentBits - 1) - 1
    guard value != 0 else { return 0 }
    let exponent = max(Int(value.exponent), 1 - bias)
    let whole = UInt64(
      Double(sign: .plus, exponent: significandBits - exponent, significand: value.magnitude))
    let isNormal = whole >> significandBits > 0
    return isNormal
      ? UInt64(exponent + bias) << significandBits | whole & (1 << significandBits - 1) : whole
  }

  /// The number with these bits, which binary64 holds exactly for each format of `NumberFormat`.
  fileprivate func value(bits: UInt64, isNegative: Bool) -> Double {
    let field = Int(bits >> significandBits)
    let fraction = bits & (1 << significandBits - 1)
    // Subnormals have the exponent of the least normal numbers, and no leading one.
    let significand = field == 0 ? fraction : fraction | 1 << significandBits
    let exponent = max(field, 1) - (1 << (exponentBits - 1)) + 1 - significandBits
    return Double(sign: isNegative ? .minus : .plus, exponent: exponent, significand: Double(significand))
  }
}
