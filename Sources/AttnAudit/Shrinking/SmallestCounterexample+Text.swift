extension SmallestCounterexample {
  /// The refutation on the smallest input, with the input in full.
  public var report: String {
    let done = stoppedEarly ? "as small as \(audits) audits made it" : "the smallest, after \(audits) audits"
    return AuditTable.refutation(record).replacing("REFUTED ", with: "SMALLEST", maxReplacements: 1)
      + "  input     \(input.sizes); \(done)\n"
      + input.tensors.split(separator: "\n").map { "            \($0)\n" }.joined()
  }
}
