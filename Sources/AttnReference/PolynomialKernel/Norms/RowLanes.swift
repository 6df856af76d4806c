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

  /// In each lane the sum of the lanes up to it; each passes at most 4 additions.
  @inline(__always)
  var runningSums: RowLanes {
    let x = self
    let one =
      x
      + RowLanes(
        0, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12], x[13], x[14])
    let two =
      one
      + RowLanes(
        0, 0, one[0], one[1], one[2], one[3], one[4], one[5], one[6], one[7], one[8], one[9], one[10],
        one[11], one[12], one[13])
    let four =
      two
      + RowLanes(
        0, 0, 0, 0, two[0], two[1], two[2], two[3], two[4], two[5], two[6], two[7], two[8], two[9],
        two[10], two[11])
    return four + RowLanes(lowHalf: .zero, highHalf: four.lowHalf)
  }

  /// 0, 1, 2, …
  static var laneNumbers: RowLanes { RowLanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }
}
