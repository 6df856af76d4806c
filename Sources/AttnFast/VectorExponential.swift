// eˣ = 2ᵏ·eʳ with k the integer nearest to x/ln 2 and r = x - k·ln 2, so |r| ≤ 0.3466; eʳ by its Taylor
// polynomial. No table and no branch. What holds of both functions:
//
// - x = 0 gives k = 0 and r = 0, hence exactly 1. No result is negative: the polynomial is near eʳ > 0.
// - ln 2 is split in two. The leading part has so few bits that its product with k is exact, and so is its
//   difference to x; the rest of ln 2 brings one or two roundings of size |r|·u.
// - 2ᵏ is applied as two factors, each a normal number, so that a subnormal result is rounded exactly once
//   more (relative error as elsewhere, plus half the least subnormal), and a result too large becomes ∞.
// - x is first held between bounds beyond which the result is 0 or ∞ anyway; so -∞ gives 0. A NaN passes
//   every comparison, and arrives.
//
// The error relative to eʳ, in units of u and for the worse sign, r < 0, where eʳ > 0.707 (for r > 0 similar):
// rounding r < 1/2 costs 1/4; r²·q, below 0.06, at most 0.21; its sum with r, below 1/2, 0.25/0.707; the sum with
// 1 0.5/0.707; with the truncation together below 1.7u = 0.85·2u. Found: 0.747 over all floats, 0.717 over 1.6e8
// doubles.
//
// The constants: coefficients are 1/k!, rounded to nearest; the truncation error of degree n is below
// |r|ⁿ⁺¹/(n+1)!, and relative to eʳ below √2 times that. Adding 1.5·2ᵖ⁻¹ (precision p) to a number below
// 2ᵖ⁻² rounds it to an integer, which then stands in the low bits.

/// eˣ for Float, degree 7: relative truncation error below 7.4e-9 = 0.07·2u.
@inline(__always)
func vectorExponential(_ input: SIMD16<Float>) -> SIMD16<Float> {
  typealias Vector = SIMD16<Float>
  // e⁻¹²⁰ is below half the least subnormal, 2⁻¹⁵⁰; e⁹⁰ is above the largest finite number.
  var x = input.replacing(with: -120, where: input .< -120)
  x.replace(with: 90, where: x .> 90)

  let roundingShift = Vector(repeating: 0x1.8p23)
  let shifted = multiplyAdd(x, Vector(repeating: 0x1.715476p0), roundingShift)  // 1/ln 2
  let k = shifted - roundingShift
  // ln 2 to 15 bits (|k| < 2⁸, so k·high is exact in 24), and the rest.
  var r = multiplyAdd(k, Vector(repeating: -0x1.62e4p-1), x)
  r = multiplyAdd(k, Vector(repeating: -0x1.7f7d1cp-20), r)

  var q = Vector(repeating: 0x1.a01a02p-13)  // 1/7!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.6c16c2p-10))  // 1/6!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.111112p-7))  // 1/5!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.555556p-5))  // 1/4!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.555556p-3))  // 1/3!
  q = multiplyAdd(q, r, Vector(repeating: 0x1p-1))
  let power = 1 + multiplyAdd(r * r, q, r)

  let exponent =
    unsafeBitCast(shifted, to: SIMD16<Int32>.self)
    &- unsafeBitCast(
      roundingShift, to: SIMD16<Int32>.self)
  let half = exponent &>> 1
  let factor = unsafeBitCast((half &+ 127) &<< 23, to: Vector.self)
  let otherFactor = unsafeBitCast((exponent &- half &+ 127) &<< 23, to: Vector.self)
  return power * factor * otherFactor
}

/// eˣ for Double, degree 13: relative truncation error below 5.9e-18 = 0.03·2u.
@inline(__always)
func vectorExponential(_ input: SIMD8<Double>) -> SIMD8<Double> {
  typealias Vector = SIMD8<Double>
  // e⁻⁷⁶⁰ is below half the least subnormal, 2⁻¹⁰⁷⁵; e⁷¹⁰ is above the largest finite number.
  var x = input.replacing(with: -760, where: input .< -760)
  x.replace(with: 710, where: x .> 710)

  let roundingShift = Vector(repeating: 0x1.8p52)
  let shifted = multiplyAdd(x, Vector(repeating: 0x1.71547652b82fep0), roundingShift)  // 1/ln 2
  let k = shifted - roundingShift
  // ln 2 to 41 bits (|k| < 2¹¹, so k·high is exact in 53), and the rest.
  var r = multiplyAdd(k, Vector(repeating: -0x1.62e42fefa3p-1), x)
  r = multiplyAdd(k, Vector(repeating: -0x1.3de6af278ece6p-42), r)

  var q = Vector(repeating: 0x1.6124613a86d09p-33)  // 1/13!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.1eed8eff8d898p-29))  // 1/12!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.ae64567f544e4p-26))  // 1/11!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.27e4fb7789f5cp-22))  // 1/10!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.71de3a556c734p-19))  // 1/9!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.a01a01a01a01ap-16))  // 1/8!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.a01a01a01a01ap-13))  // 1/7!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.6c16c16c16c17p-10))  // 1/6!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.1111111111111p-7))  // 1/5!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.5555555555555p-5))  // 1/4!
  q = multiplyAdd(q, r, Vector(repeating: 0x1.5555555555555p-3))  // 1/3!
  q = multiplyAdd(q, r, Vector(repeating: 0x1p-1))
  let power = 1 + multiplyAdd(r * r, q, r)

  let exponent =
    unsafeBitCast(shifted, to: SIMD8<Int64>.self)
    &- unsafeBitCast(
      roundingShift, to: SIMD8<Int64>.self)
  let half = exponent &>> 1
  let factor = unsafeBitCast((half &+ 1023) &<< 52, to: Vector.self)
  let otherFactor = unsafeBitCast((exponent &- half &+ 1023) &<< 52, to: Vector.self)
  return power * factor * otherFactor
}
