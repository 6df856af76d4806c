internal import AttnSpec
internal import ExactArith

extension RowJudge {
  /// Judges revealed weights p̂ⱼ ≈ e^(sⱼ - m): A = p·eᵐ (all `keys`; masked ones must be exactly 0).
  ///
  /// The unit of error and bound is p's. A fully masked row must have weights 0, whatever m.
  public func judgeWeights(
    _ computed: UnsafeBufferPointer<Double>, shift: Double, contract index: Int
  ) -> RowVerdict {
    precondition(computed.count == head.keyCount, "one number for each key")
    var verdict = RowVerdict()
    for key in computed.indices where !keys.contains(key) {
      let isRight = computed[key] == 0
      verdict.count(
        JudgedEntry(
          standing: isRight ? .certified : .refuted, column: key, computed: computed[key],
          error: isRight ? 0...0 : .infinity ... .infinity, bound: 0...0))
    }
    guard !isFullyMasked else { return verdict }
    let judged = RevealedJudge(self, shift: shift, contract: index)
    judged.judge(
      entries: keys.map { key in (column: key, computed: computed[key], entry: key) }, into: &verdict)
    return verdict
  }

  /// Judges a revealed row sum ℓ̂ ≈ Σe^(sⱼ - m): D = ℓ·eᵐ. A fully masked row must have 0.
  public func judgeRowSum(_ computed: Double, shift: Double, contract index: Int) -> RowVerdict {
    var verdict = RowVerdict()
    guard !isFullyMasked else {
      let isRight = computed == 0
      verdict.count(
        JudgedEntry(
          standing: isRight ? .certified : .refuted, column: 0, computed: computed,
          error: isRight ? 0...0 : .infinity ... .infinity, bound: 0...0))
      return verdict
    }
    let judged = RevealedJudge(self, shift: shift, contract: index)
    judged.judge(entries: [(column: 0, computed: computed, entry: nil)], into: &verdict)
    return verdict
  }
}
