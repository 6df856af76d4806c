internal import AttnSpec

/// One key head of a checked input, the query heads that read it, and where their rows are written.
struct PolynomialHead<Scalar: KernelScalar>: @unchecked Sendable {
  let plan: FeaturePlan<Scalar>
  let shape: AttentionShape
  let mask: BandMask
  /// What a row without an allowed key yields.
  let fill: Scalar
  /// Query heads, one after the other.
  let heads: Int
  let queries: UnsafePointer<Scalar>
  let keys: UnsafePointer<Scalar>
  let values: UnsafePointer<Scalar>
  /// z, and as many zeros.
  let keyShift: UnsafePointer<Scalar>
  let zeros: UnsafePointer<Scalar>
  let output: UnsafeMutablePointer<Scalar>
  /// The divisors, where they are asked for.
  let rowSums: UnsafeMutablePointer<Scalar>?

  /// How many keys a query may attend to: always the first ones.
  @inline(__always)
  func keyEnd(_ query: Int) -> Int {
    mask.keyRange(query: query, queries: shape.queries, keys: shape.keys).upperBound
  }

  /// The values of some keys, and a one behind each.
  @inline(__always)
  func copyValues(_ range: Range<Int>, to target: UnsafeMutablePointer<Scalar>) {
    let valueDimension = shape.valueDimension
    var source = values + range.lowerBound * valueDimension
    var target = target
    for _ in 0..<range.count {
      for column in 0..<valueDimension { target[column] = source[column] }
      target[valueDimension] = 1
      source += valueDimension
      target += valueDimension + 1
    }
  }
}
