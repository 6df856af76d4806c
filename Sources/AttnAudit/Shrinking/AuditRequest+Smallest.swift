internal import AttnSpec
internal import ExactArith

extension AuditRequest {
  /// For each kernel and format among the refuted records the smallest counterexample, shrunk from the input with the
  /// fewest numbers; none for recorded outputs, whose kernel is not here.
  ///
  /// - Throws: the error of writing a refutation.
  func smallestCounterexamples(_ records: [AuditRecord]) throws -> [SmallestCounterexample] {
    try kernels.compactMap { kernel in
      let refuted = records.filter {
        $0.kernel == kernel.name && $0.format == kernel.format && $0.verdict == .refuted
      }
      let candidates = refuted.compactMap { record in
        subjects.first { $0.input.isOf(record) }.map { (record: record, input: $0.input) }
      }
      guard let start = candidates.min(by: { $0.input.auditWork < $1.input.auditWork }) else { return nil }
      var smallest = SmallestCounterexample(
        of: kernel, start.record.quantity, on: start.input, contract: contract(for: kernel))
      if let found = smallest, let replays {
        smallest?.record.replay = try replays.write(
          found.record, input: found.input, recorded: found.output(of: kernel, contract(for: kernel)))
      }
      return smallest
    }
  }
}

extension AuditInput {
  fileprivate func isOf(_ record: AuditRecord) -> Bool {
    name == record.input && seed == record.seed && specification.shape == record.shape
      && specification.mask == record.mask && specification.scale == record.scale
  }
}

extension SmallestCounterexample {
  /// What the kernel computes on the smallest input: once more, as it is not kept.
  fileprivate func output(of kernel: CatalogueKernel, _ contract: Contract?) throws -> RecordedOutput {
    let result = try ComputedResult(running: kernel, on: input, contract: contract)
    return RecordedOutput(
      kernel: result.kernel, output: result.output.doubles, logSumExp: result.logSumExp?.doubles,
      format: result.format)
  }
}
