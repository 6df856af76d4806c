internal import CMachine

/// Sixteen binary64 numbers, one for each row of a `RowTile`.
typealias RowLanes = SIMD16<Double>

/// a·b + c, rounded once where the target has a fused multiply-add and twice elsewhere.
@inline(__always)
func multiplyAdd(_ a: RowLanes, _ b: RowLanes, _ c: RowLanes) -> RowLanes {
  attn_has_fma() ? c.addingProduct(a, b) : a * b + c
}

extension SIMD16<Double> {
  @inline(__always)
  var absolute: RowLanes {
    unsafeBitCast(
      unsafeBitCast(self, to: SIMD16<UInt64>.self) & SIMD16<UInt64>(repeating: 0x7fff_ffff_ffff_ffff),
      to: RowLanes.self)
  }

  /// The sum of the lanes; each passes 4 additions.
  var total: Double { (lowHalf + highHalf).total }

  /// 0, 1, 2, …
  static var laneNumbers: RowLanes { RowLanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }
}
