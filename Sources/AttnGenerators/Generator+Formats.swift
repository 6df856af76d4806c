public import AttnSpec
public import PropertyTesting

extension FloatEncoding {
  /// The encoding of a format's finite numbers.
  public init(_ format: NumberFormat) {
    switch format {
    case .float64: self = .binary64
    case .float32: self = .binary32
    case .float16: self = .binary16
    case .bfloat16: self.init(exponentBits: 8, significandBits: 7)
    }
  }
}

extension Generator<Double> {
  /// Every finite number of a format, as the binary64 number that it is.
  public static func finite(_ format: NumberFormat) -> Generator {
    let encoding = FloatEncoding(format)
    return Generator<(bits: UInt64, isNegative: Bool)>.finiteBits(of: encoding)
      .map { encoding.value($0.bits, isNegative: $0.isNegative) }
  }

  /// `start` in a random case; shrinks towards small integers. Precondition: `start` is a finite number of the format.
  public static func number(_ encoding: FloatEncoding, startingAt start: Double) -> Generator {
    Generator<(bits: UInt64, isNegative: Bool)>.finiteBits(
      of: encoding, startingAt: (encoding.bits(of: start), start.sign == .minus)
    ).map { encoding.value($0.bits, isNegative: $0.isNegative) }
  }
}

extension FloatEncoding {
  /// The number with these bits: exact, as every format here is within binary64.
  fileprivate func value(_ bits: UInt64, isNegative: Bool) -> Double {
    let bias = 1 << (exponentBits - 1) - 1
    let field = Int(bits >> significandBits)
    let fraction = bits & (1 << significandBits - 1)
    let whole = field == 0 ? fraction : fraction | 1 << significandBits
    let magnitude = Double(
      sign: .plus, exponent: max(field, 1) - bias - significandBits, significand: Double(whole))
    return isNegative ? -magnitude : magnitude
  }

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
}
