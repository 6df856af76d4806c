/// Exact construction from floating-point numbers. Total on finite values; nothing is rounded.
extension Dyadic {
  /// Exactly `value`; −0 becomes 0. Precondition: finite.
  public init(exactly value: Double) {
    precondition(value.isFinite, "Dyadic(exactly:): \(value) is not a finite number")
    let biased = Int(value.exponentBitPattern)
    let field = value.significandBitPattern
    self.init(
      magnitude: biased == 0 ? field : field | (1 << 52), exponent: Swift.max(biased, 1) - 1075,
      isNegative: value.sign == .minus)
  }

  /// Exactly `value`; −0 becomes 0. Precondition: finite.
  public init(exactly value: Float) {
    precondition(value.isFinite, "Dyadic(exactly:): \(value) is not a finite number")
    let biased = Int(value.exponentBitPattern)
    let field = UInt64(value.significandBitPattern)
    self.init(
      magnitude: biased == 0 ? field : field | (1 << 23), exponent: Swift.max(biased, 1) - 150,
      isNegative: value.sign == .minus)
  }

  /// Exactly `value`; −0 becomes 0. Precondition: finite.
  public init(exactly value: Float16) {
    guard let result = Dyadic(float16Bits: value.bitPattern) else {
      preconditionFailure("Dyadic(exactly:): \(value) is not a finite number")
    }
    self = result
  }

  /// Exactly the IEEE 754 binary16 number with these bits; nil for NaN and infinity.
  public init?(float16Bits bits: UInt16) {
    let biased = Int(bits >> 10 & 0x1F)
    guard biased != 0x1F else { return nil }
    let field = UInt64(bits & 0x3FF)
    self.init(
      magnitude: biased == 0 ? field : field | (1 << 10), exponent: Swift.max(biased, 1) - 25,
      isNegative: bits >> 15 == 1)
  }

  /// Exactly the bfloat16 number with these bits; nil for NaN and infinity.
  public init?(bfloat16Bits bits: UInt16) {
    let value = Float(bitPattern: UInt32(bits) << 16)
    guard value.isFinite else { return nil }
    self.init(exactly: value)
  }

  private init(magnitude: UInt64, exponent: Int, isNegative: Bool) {
    guard magnitude != 0 else {
      self.init()
      return
    }
    let zeros = magnitude.trailingZeroBitCount
    let odd = Int(magnitude >> UInt64(zeros))
    self.init(normalized: Integer(isNegative ? -odd : odd), exponent + zeros)
  }
}
