internal import AttnSpec
public import ExactArith

/// Enclosures of the loaded row's exact values, for reports: from the double-double stage, of relative width about
/// 2^-80, where its error is proved, and from the exact stage elsewhere. `nil` where there is no number.
extension RowJudge {
  /// o for one column; 0 for a fully masked row.
  public func enclosedOutput(column: Int) -> Interval? {
    guard !isFullyMasked, let row = loadDoubleDouble(), row.radii[column].isFinite else {
      return exactOutput(column: column)
    }
    return Interval(around: row.outputs.high[column], row.outputs.low[column], row.radii[column])
  }

  /// ln Σe^sⱼ.
  public func enclosedLogSumExp() -> Interval? {
    guard !isFullyMasked, let row = loadDoubleDouble() else { return exactLogSumExp() }
    return doubleDoubleLogSumExp(row).value
  }

  /// e^(sⱼ - shift) of one key; 0 where it is masked.
  public func enclosedWeight(key: Int, shift: Double) -> Interval? {
    guard keys.contains(key), shift.isFinite, let row = loadDoubleDouble() else {
      return exactWeight(key: key, shift: shift)
    }
    let gap = doubleDoubleScore(row, key) - Interval(Dyadic(exactly: shift))
    return try? gap.exp(bits: 128)
  }

  /// Σe^(sⱼ - shift).
  public func enclosedRowSum(shift: Double) -> Interval? {
    guard !isFullyMasked, shift.isFinite, let row = loadDoubleDouble() else {
      return exactRowSum(shift: shift)
    }
    let gap = doubleDoubleScore(row, filter.referenceKey) - Interval(Dyadic(exactly: shift))
    let sum = Interval(around: row.rowSum.high, row.rowSum.low, row.rowSum.error)
    return (try? gap.exp(bits: 128)).map { ($0 * sum).rounded(toBits: 128) }
  }

  /// The score of one key in double-double, with its error.
  func doubleDoubleScore(_ row: RowDoubleDouble, _ key: Int) -> Interval {
    let error =
      (filter.scoreErrorPerProduct * filter.products[key] + 0x1p-50) * RowDoubleDouble.gain
      + filter.scoreUnderflow
    return Interval(around: row.scores.high[key], row.scores.low[key], error)
  }
}
