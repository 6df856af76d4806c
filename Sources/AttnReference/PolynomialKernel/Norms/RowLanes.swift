/// Sixteen binary64 numbers, one for each row of a `RowTile`.
typealias RowLanes = SIMD16<Double>

extension SIMD16<Double> {
  /// The sum of the lanes; each passes 4 additions.
  var total: Double { (lowHalf + highHalf).total }

  /// 0, 1, 2, …
  static var laneNumbers: RowLanes { RowLanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }
}
