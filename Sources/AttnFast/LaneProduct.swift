/// Inner products of `rows` scalar sequences with one sequence of vectors:
/// result[r] = Σ_k scalars[r·rowStride + k·step] · lanes[k], summed in order of k.
///
/// Both matrix products of attention are this one. For scores a row is a key and k runs over the dimension; for
/// the output a row is a column of V and k runs over the keys. With `rows` sums in registers each vector is
/// loaded once for all of them.
///
/// Each product passes at most `count` roundings: its own, and count - 1 additions (the first sum is with 0).
/// Where `skippingZeros`, the lanes hold weights (not negative), and a lane that holds 0 takes no part: 0·∞ and
/// 0·NaN do not arise for masked keys.
@inline(__always)
func laneProduct<Scalar: KernelScalar, let rows: Int>(
  _ scalars: UnsafePointer<Scalar>, rowStride: Int, step: Int, lanes: UnsafePointer<Scalar.Lanes>,
  count: Int, skippingZeros: Bool = false
) -> InlineArray<rows, Scalar.Lanes> {
  var sums = InlineArray<rows, Scalar.Lanes>(repeating: .zero)
  if skippingZeros {
    let leastWeight = Scalar.Lanes(repeating: .leastNonzeroMagnitude)
    for k in 0..<count {
      let vector = lanes[k]
      for row in 0..<rows {
        let scalar = Scalar.Lanes(repeating: scalars[row &* rowStride &+ k &* step])
        sums[row] = Scalar.select(
          sums[row], where: vector, isBelow: leastWeight, else: multiplyAdd(vector, scalar, sums[row]))
      }
    }
  } else {
    for k in 0..<count {
      let vector = lanes[k]
      for row in 0..<rows {
        let scalar = Scalar.Lanes(repeating: scalars[row &* rowStride &+ k &* step])
        sums[row] = multiplyAdd(vector, scalar, sums[row])
      }
    }
  }
  return sums
}

/// Calls `body` with each row's inner product, eight rows at a time as long as there are eight.
@inline(__always)
func forEachLaneProduct<Scalar: KernelScalar>(
  _ scalars: UnsafePointer<Scalar>, rows: Int, rowStride: Int, step: Int,
  lanes: UnsafePointer<Scalar.Lanes>, count: Int, skippingZeros: Bool = false,
  _ body: (_ row: Int, _ product: Scalar.Lanes) -> Void
) {
  var row = 0
  while row + 8 <= rows {
    let products: InlineArray<8, Scalar.Lanes> = laneProduct(
      scalars + row * rowStride, rowStride: rowStride, step: step, lanes: lanes, count: count,
      skippingZeros: skippingZeros)
    for offset in 0..<8 { body(row + offset, products[offset]) }
    row += 8
  }
  while row < rows {
    let product: InlineArray<1, Scalar.Lanes> = laneProduct(
      scalars + row * rowStride, rowStride: rowStride, step: step, lanes: lanes, count: count,
      skippingZeros: skippingZeros)
    body(row, product[0])
    row += 1
  }
}
