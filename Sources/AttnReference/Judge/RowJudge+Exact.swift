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

  /// o for one column to an absolute error of about 2^-fractionBits, for outputs that are tiny; 0 for a fully masked
  /// row.
  public func exactOutput(column: Int, fractionBits: Int) -> Interval? {
    guard !isFullyMasked else { return exactOutput(column: column) }
    return loadExact(bits: fractionBits).column(column).output
  }

  /// ln Σe^sⱼ.
  public func exactLogSumExp(bits: Int = 128) -> Interval? {
    isFullyMasked ? nil : loadExact().logSumExp(bits: bits)
  }

  /// e^(sⱼ - shift) of one key; 0 where it is masked.
  public func exactWeight(key: Int, shift: Double, bits: Int = 128) -> Interval? {
    guard keys.contains(key) else { return Interval(0) }
    guard shift.isFinite else { return nil }
    return exactGap(key: key, shift: shift).clippedExponential.rounded(toBits: bits)
  }

  /// Σe^(sⱼ - shift).
  public func exactRowSum(shift: Double, bits: Int = 128) -> Interval? {
    if isFullyMasked { return Interval(0) }
    guard shift.isFinite else { return nil }
    let row = loadExact()
    let factor = exactGap(key: row.reference, shift: shift).clippedExponential
    return (factor * row.rowSum).rounded(toBits: bits)
  }

  /// sⱼ - shift, to 320 bits.
  func exactGap(key: Int, shift: Double) -> Interval {
    let exact = loadExactHead()
    let score = Interval(exact.product(row: row, key: key).sum)
    let scaled = (score * exact.scale).rounded(toBits: 328)
    return .sum(scaled, Interval(Dyadic(exactly: -shift)), bits: 320)
  }
}

extension Interval {
  /// e^x, where exponents beyond ±2^20 are taken for those: far outside every float either way.
  var clippedExponential: Interval {
    let limit = Dyadic(1 << 20)
    func clipped(_ x: Dyadic) -> Dyadic { min(max(x, -limit), limit) }
    let power = try! Interval(lower: clipped(lower), upper: clipped(upper)).exp(bits: 256)
    return lower < -limit ? Interval(lower: 0, upper: power.upper) : power
  }
}
