extension DoubleDouble {
  /// The largest relative error of `exponential` where its result is not flushed and its low part is normal; below
  /// 2^-960 or so the low part loses up to 2^-1074 more, which the radii count.
  ///
  /// Derived in Documentation/Theory.md, Lemma F; a test holds it against ExactArith.
  static let exponentialError = 0x1p-94

  /// e^x for -700 ≤ x ≤ 700; 0 below -700.
  ///
  /// x = k·ln 2 + r; e^(r/64) - 1 by its Taylor polynomial of degree 11, |r/64| ≤ 0.0055; six squarings
  /// (1 + e)² - 1 = 2e + e².
  @inline(__always)
  static func exponential(_ x: DoubleDouble) -> DoubleDouble {
    let floor = Lanes(repeating: FilterExponential.flushBelow)
    let flushed = x.high .< floor
    let argument = DoubleDouble(
      x.high.replacing(with: floor, where: flushed), x.low.replacing(with: 0, where: flushed))
    let magic = Lanes(repeating: 0x1.8p52)
    let shifted = multiplyAdd(argument.high, Lanes(repeating: FilterExponential.log2e), magic)
    let k = shifted - magic
    // ln 2 in pieces of 42, 42 and 53 bits: the products of the first two with k are exact.
    var r = argument + k * -FilterExponential.ln2High
    r = r + k * -0x1.ef35793c76p-45
    r = r + k * -0x1.cc01f97b57a08p-87
    r = r.scaled(Lanes(repeating: 0x1p-6))
    var e = excess(r)
    for _ in 0..<6 { e = e.scaled(Lanes(repeating: 2)) + e * e }
    let value = e + Lanes(repeating: 1)
    let bits = unsafeBitCast(shifted, to: SIMD8<Int64>.self) &<< 52
    let one = unsafeBitCast(Lanes(repeating: 1), to: SIMD8<Int64>.self)
    let power = unsafeBitCast(one &+ bits, to: Lanes.self)
    let scaled = value.scaled(power)
    return DoubleDouble(
      scaled.high.replacing(with: 0, where: flushed), scaled.low.replacing(with: 0, where: flushed))
  }

  /// e^r - 1 for |r| ≤ 0.0055: Taylor's polynomial of degree 11, by Horner.
  @inline(__always)
  private static func excess(_ r: DoubleDouble) -> DoubleDouble {
    var sum = DoubleDouble(0x1.ae64567f544e4p-26, -0x1.c062e06d1f209p-80)  // 1/11!
    sum = sum * r + DoubleDouble(0x1.27e4fb7789f5cp-22, 0x1.cbbc05b4fa99ap-76)  // 1/10!
    sum = sum * r + DoubleDouble(0x1.71de3a556c734p-19, -0x1.c154f8ddc6c00p-73)  // 1/9!
    sum = sum * r + DoubleDouble(0x1.a01a01a01a01ap-16, 0x1.a01a01a01a01ap-76)  // 1/8!
    sum = sum * r + DoubleDouble(0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-73)  // 1/7!
    sum = sum * r + DoubleDouble(0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65)  // 1/6!
    sum = sum * r + DoubleDouble(0x1.1111111111111p-7, 0x1.1111111111111p-63)  // 1/5!
    sum = sum * r + DoubleDouble(0x1.5555555555555p-5, 0x1.5555555555555p-59)  // 1/4!
    sum = sum * r + DoubleDouble(0x1.5555555555555p-3, 0x1.5555555555555p-57)  // 1/3!
    sum = sum * r + DoubleDouble(0x1.0000000000000p-1, 0x0.0p+0)  // 1/2!
    return sum * r * r + r
  }
}
