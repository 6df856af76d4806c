/// The attention problem of L4.7 for points that are balanced: Q and K are B times these bits, V is one column of these.
extension GapInstance {
  /// [a_i, 1_d], and then [0_d, 1_d] (printed: 0_n) as often: 2n rows of 2d bits.
  public var queryBits: [BitVector] {
    let ones = BitVector(repeatElement(true, count: dimension))
    return a.map { $0 + ones } + padding
  }

  /// [b_j, 0_d], and then [0_d, 1_d].
  public var keyBits: [BitVector] {
    let zeros = BitVector(count: dimension)
    return b.map { $0 + zeros } + padding
  }

  private var padding: [BitVector] {
    let row = BitVector(count: dimension) + BitVector(repeatElement(true, count: dimension))
    return Array(repeating: row, count: points)
  }

  /// v: 1 for the keys that are points, 0 for the others.
  public var valueBits: [Bool] { (0..<2 * points).map { $0 < points } }
}
