internal import AttnSpec
public import ExactArith

/// Exact values of the loaded row, as enclosures of relative width about 2^-bits where the value is not tiny;
/// `nil` where there is no number.
extension RowJudge {
  /// o for one column; 0 for a fully masked row.
  public func exactOutput(column: Int, bits: Int = 128) -> Interval? {
    if isFullyMasked {
      return head.problem.specification.fullyMaskedRow == .zero ? Interval(0) : nil
    }
    return loadExact().column(column).output.rounded(toBits: bits)
  }

  /// ln Σe^sⱼ.
  public func exactLogSumExp(bits: Int = 128) -> Interval? {
    isFullyMasked ? nil : loadExact().logSumExp(bits: bits)
  }

  /// e^(sⱼ - shift) of one key; 0 where it is masked.
  public func exactWeight(key: Int, shift: Double, bits: Int = 128) -> Interval? {
    guard keys.contains(key) else { return Interval(0) }
    guard shift.isFinite else { return nil }
    return loadExact().weight(key - keys.lowerBound, shift: Dyadic(exactly: shift)).rounded(toBits: bits)
  }

  /// Σe^(sⱼ - shift).
  public func exactRowSum(shift: Double, bits: Int = 128) -> Interval? {
    if isFullyMasked { return Interval(0) }
    guard shift.isFinite else { return nil }
    let row = loadExact()
    let factor = row.weight(row.reference - keys.lowerBound, shift: Dyadic(exactly: shift))
    return (factor * row.rowSum).rounded(toBits: bits)
  }
}
