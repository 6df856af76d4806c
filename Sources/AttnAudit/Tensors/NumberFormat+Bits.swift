internal import AttnSpec

/// The bit patterns of the narrow formats, read and written exactly.
extension NumberFormat {
  /// The value of a binary16 pattern.
  static func float16Value(_ bits: UInt16) -> Double {
    let fraction = Double(bits & 0x3FF)
    let magnitude: Double
    switch Int(bits >> 10 & 0x1F) {
    case 0: magnitude = fraction * 0x1p-24
    case 31: magnitude = fraction == 0 ? .infinity : .nan
    case let exponent:
      magnitude = (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
    }
    return bits >> 15 == 1 ? -magnitude : magnitude
  }

  /// The value of a bfloat16 pattern: the upper half of a binary32 number.
  static func bfloat16Value(_ bits: UInt16) -> Double {
    Double(Float(bitPattern: UInt32(bits) << 16))
  }

  /// The binary16 pattern of a number of that format, an infinity or a NaN (which loses its payload); `nil` for
  /// any other number.
  static func float16Bits(_ value: Double) -> UInt16? {
    let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
    if value.isNaN { return sign | 0x7E00 }
    if value.isInfinite { return sign | 0x7C00 }
    guard NumberFormat.float16.represents(value) else { return nil }
    let magnitude = abs(value)
    if magnitude < 0x1p-14 { return sign | UInt16(magnitude * 0x1p24) }
    let fraction = UInt16((magnitude.significand - 1) * 1024)
    return sign | UInt16(Int(magnitude.exponent) + 15) << 10 | fraction
  }

  /// The bfloat16 pattern of a number of that format, an infinity or a NaN (which loses its payload); `nil` for
  /// any other number.
  static func bfloat16Bits(_ value: Double) -> UInt16? {
    if value.isNaN { return value.sign == .minus ? 0xFFC0 : 0x7FC0 }
    guard value.isInfinite || NumberFormat.bfloat16.represents(value) else { return nil }
    return UInt16(Float(value).bitPattern >> 16)
  }

  /// The binary32 pattern of a number of that format, an infinity or a NaN; `nil` for any other number.
  static func float32Bits(_ value: Double) -> UInt32? {
    let narrow = Float(value)
    return value.isNaN || Double(narrow) == value ? narrow.bitPattern : nil
  }
}
