/// target[c] += Σ_k weights[k]·values[k][c] over the first keys of a tile, `end` of them in each lane.
///
/// The sum starts from 0, is one chain, and is added once. A key at or beyond a lane's end takes no part there:
/// whatever its weight and its values hold, 0·∞ and 0·NaN do not arise.
@inline(__always)
private func addMaskedProducts<Scalar: KernelScalar, let width: Int>(
  _: Count<width>.Type, _ weights: UnsafePointer<Scalar.Lanes>, count: Int, end: Scalar.Lanes,
  _ values: UnsafePointer<Scalar>, columns: Int, to target: UnsafeMutablePointer<Scalar.Lanes>
) {
  typealias Lanes = Scalar.Lanes
  var sums = InlineArray<width, Lanes>(repeating: .zero)
  var scalars = values
  var position = Lanes.zero
  for key in 0..<count {
    for column in 0..<width {
      sums[column] = Scalar.select(
        multiplyAdd(weights[key], Lanes(repeating: scalars[column]), sums[column]), where: position,
        isBelow: end, else: sums[column])
    }
    scalars += columns
    position += Lanes(repeating: 1)
  }
  for column in 0..<width { target[column] += sums[column] }
}

/// The same for all columns.
@inline(__always)
func addMaskedProducts<Scalar: KernelScalar>(
  _ weights: UnsafePointer<Scalar.Lanes>, count: Int, end: Scalar.Lanes, _ values: UnsafePointer<Scalar>,
  columns: Int, to target: UnsafeMutablePointer<Scalar.Lanes>
) {
  for group in ColumnGroups(columns) {
    let values = values + group.lowerBound
    let target = target + group.lowerBound
    @inline(__always)
    func add<let width: Int>(_ width: Count<width>.Type) {
      addMaskedProducts(
        width, weights, count: count, end: end, values, columns: columns, to: target)
    }
    switch group.count {
    case 1: add(Count<1>.self)
    case 2: add(Count<2>.self)
    case 3: add(Count<3>.self)
    case 4: add(Count<4>.self)
    case 5: add(Count<5>.self)
    case 6: add(Count<6>.self)
    case 7: add(Count<7>.self)
    case 8: add(Count<8>.self)
    default: add(Count<9>.self)
    }
  }
}
