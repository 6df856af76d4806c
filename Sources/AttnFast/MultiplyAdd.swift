internal import CMachine

/// a·b + c: rounded once where the target has a fused multiply–add, twice where it has not. No rounding model
/// distinguishes the two, since a bound with two roundings holds for one.
@inline(__always)
func multiplyAdd<Lanes: SIMD>(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes where Lanes.Scalar: FloatingPoint {
  attn_has_fma() ? c.addingProduct(a, b) : c + a * b
}
