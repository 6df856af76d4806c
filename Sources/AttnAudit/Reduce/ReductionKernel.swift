internal import AttnSpec
internal import AttnTheory
internal import ExactArith

extension CatalogueKernel {
  /// The kernel's outputs for the rows of a reduction that are points. Q and K are exact from float32 on: their entries
  /// are 0 and B, which has 10 bits.
  ///
  /// Errors: `KernelError`; `KernelRefusal` of a kernel that is made for each input.
  func outputs(_ reduction: Reduction) throws -> [Double] {
    let input = AuditInput(
      name: "reduction", seed: nil, specification: reduction.specification, format: .float32,
      queries: reduction.queries, keys: reduction.keys, values: reduction.values)
    let all = try ComputedResult(running: self, on: input, revealing: 0..<0).output.doubles
    return Array(all.prefix(reduction.instance.points))
  }
}

extension Reduction {
  /// near or far as a kernel's outputs say; nil where an output is no number.
  func answers(to outputs: [Double]) -> [Proximity?] {
    outputs.map { $0.isFinite ? answer(to: Interval(Dyadic(exactly: $0))) : nil }
  }
}

extension Proximity {
  /// Whether an answer is right where this is true; nil is none.
  func accepts(_ answer: Proximity?) -> Bool { answer != nil && (self == .between || self == answer) }
}
