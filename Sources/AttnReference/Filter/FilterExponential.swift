/// The judge's own exponentials in binary64, eight at a time, with a proven error.
///
/// Argument reduction x = k·ln 2 + r, |r| ≤ 0.35, and the Taylor polynomial of degree 13 with coefficients
/// rounded to binary64. A test derives the error in exact arithmetic from these very coefficients.
/// Proof: Documentation/Theory.md, Lemma F.
enum FilterExponential {
  /// The largest relative error of `exponential` where its result is not flushed, and of `excess`.
  static let relativeError = 0x1p-50
  /// Arguments below this yield 0.
  static let flushBelow = -700.0
  /// Arguments above this are not supported.
  static let greatestArgument = 700.0
  /// What a flushed result may be off by: e^-700 < 2^-1009.
  static let flushError = 0x1p-1009
  /// The greatest argument that `excess` takes.
  static let greatestExcessArgument = 0.35

  // ln 2 = high + low + δ with |δ| < 2^-101. `high` has 42 significant bits: its product with |k| ≤ 1011 is exact.
  static let log2e = 0x1.71547652b82fep+0
  static let ln2High = 0x1.62e42fefa38p-1
  static let ln2Low = 0x1.ef35793c7673p-45

  /// Σ_{k=2}^{13} r^(k-2)/k!, by Horner.
  @inline(__always)
  private static func tail(_ r: Lanes) -> Lanes {
    // 1/13! … 1/2!, each rounded to nearest.
    var sum = Lanes(repeating: 0x1.6124613a86d09p-33)
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.1eed8eff8d898p-29))
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.ae64567f544e4p-26))
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.27e4fb7789f5cp-22))
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.71de3a556c734p-19))
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.a01a01a01a01ap-16))
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.a01a01a01a01ap-13))
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.6c16c16c16c17p-10))
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.1111111111111p-7))
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.5555555555555p-5))
    sum = multiplyAdd(sum, r, Lanes(repeating: 0x1.5555555555555p-3))
    return multiplyAdd(sum, r, Lanes(repeating: 0.5))
  }

  /// e^x for x ≤ 700; exactly 1 at 0, and 0 below -700.
  @inline(__always)
  static func exponential(_ x: Lanes) -> Lanes {
    let floor = Lanes(repeating: flushBelow)
    let flushed = x .< floor
    let argument = x.replacing(with: floor, where: flushed)
    // Adding 1.5·2⁵² rounds to an integer, which then stands in the low bits of the significand.
    let magic = Lanes(repeating: 0x1.8p52)
    let shifted = multiplyAdd(argument, Lanes(repeating: log2e), magic)
    let k = shifted - magic
    let r = multiplyAdd(
      k, Lanes(repeating: -ln2Low), multiplyAdd(k, Lanes(repeating: -ln2High), argument))
    let polynomial = multiplyAdd(tail(r) * r, r, r) + 1
    let bits = unsafeBitCast(shifted, to: SIMD8<Int64>.self) &<< 52
    let scaled = unsafeBitCast(polynomial, to: SIMD8<Int64>.self) &+ bits
    return unsafeBitCast(scaled, to: Lanes.self).replacing(with: 0, where: flushed)
  }

  /// e^x - 1 for 0 ≤ x ≤ 0.35, with a small *relative* error.
  @inline(__always)
  static func excess(_ x: Lanes) -> Lanes { multiplyAdd(tail(x) * x, x, x) }
}
