import AttnAudit
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import Testing

/// Six wrong kernels, each refuted by the families that it should fear; the same kernel without a fault, and the
/// catalogue's, are certified on the same inputs.
@Suite struct FaultyKernelTests {
  static let plain = AttentionSpecification(
    shape: AttentionShape(queries: 37, keys: 37, dimension: 8, valueDimension: 4))
  static let causal = AttentionSpecification(
    shape: AttentionShape(queries: 37, keys: 37, dimension: 8, valueDimension: 4), mask: .causal)

  /// Families that refute each fault, on `causal` for a mask's and on `plain` for the others.
  static let killers: [FaultyKernel.Fault: Set<String>] = [
    .noRescale: ["rising", "gaussian", "massive-activation"],
    .maskOffByOne: ["mask-edge", "uniform", "huge-value", "gaussian"],
    .tailNotMasked: ["negative", "uniform", "ones"],
    .staleTail: ["gaussian", "uniform", "identity-values"],
    .squaredScale: ["gaussian", "identity-values", "rising"],
    .droppedKey: ["last-key", "one-hot", "uniform", "rising"],
  ]

  static func judge(_ kernel: FaultyKernel, _ input: AuditInput) throws -> AuditRecord {
    let result = try ComputedResult(
      running: CatalogueKernel(kernel, "A kernel of the tests."), on: input,
      contract: .rounding(kernel.roundingModel))
    let records = try InputAudit(input).judge(
      [result], rows: Array(0..<input.specification.shape.queries))
    return records.first { $0.quantity == .output }!
  }

  @Test(arguments: FaultyKernel.Fault.allCases)
  func everyFaultIsRefuted(fault: FaultyKernel.Fault) throws {
    let specification = fault == .maskOffByOne ? Self.causal : Self.plain
    var killed: Set<String> = []
    for family in InputFamily.catalogue where family.domain == .inside {
      let input = family.make(specification, format: .float32, seed: 21)
      let record = try Self.judge(FaultyKernel(fault: fault), input)
      if record.verdict == .refuted {
        killed.insert(family.name)
        try check(record, FaultyKernel(fault: fault), input)
      }
    }
    #expect(Self.killers[fault]!.isSubset(of: killed), "\(fault) is refuted by \(killed.sorted())")
  }

  /// The witness is the kernel's own number, and its error exceeds its bound: o again from the definition, in
  /// intervals of 200 bits, with nothing of the judge's.
  private func check(_ record: AuditRecord, _ kernel: FaultyKernel, _ input: AuditInput) throws {
    let witness = try #require(record.witness)
    let shape = input.specification.shape
    let isCausal = input.specification.mask == .causal
    let computed = try kernel.attend(
      AttentionInput(
        specification: input.specification, queries: input.queries.map { Float($0) },
        keys: input.keys.map { Float($0) }, values: input.values.map { Float($0) }))
    let entry = Double(computed.output[witness.row * shape.valueDimension + witness.column])
    #expect(entry == witness.computed || (entry.isNaN && witness.computed.isNaN))
    guard entry.isFinite else { return }

    let sigma = try Interval.squareRoot(of: Rational(1, Integer(shape.dimension)), bits: 256)
    let keys = 0..<(isCausal ? witness.row + 1 : shape.keys)
    let scores = keys.map { key in
      (0..<shape.dimension).reduce(Dyadic.zero) { sum, l in
        sum + Dyadic(exactly: input.queries[witness.row * shape.dimension + l])
          * Dyadic(exactly: input.keys[key * shape.dimension + l])
      }
    }
    let greatest = scores.max()!
    var (numerator, denominator) = (Interval(0), Interval(0))
    for (key, score) in zip(keys, scores) {
      let weight = try (sigma * Interval(score - greatest)).rounded(toBits: 240).exp(bits: 220)
      let value = Dyadic(exactly: input.values[key * shape.valueDimension + witness.column])
      numerator = Interval.sum(numerator, weight * Interval(value), bits: 220)
      denominator = Interval.sum(denominator, weight, bits: 220)
    }
    let exact = numerator.divided(by: denominator, bits: 200)!
    #expect(witness.exact!.overlaps(exact), "\(record.kernel) on \(record.input)")
    let error = (Interval(Dyadic(exactly: entry)) - exact).magnitude
    #expect(error.lower > record.bound!.upper, "\(record.kernel) on \(record.input)")
  }

  @Test func theSameKernelWithoutAFaultIsCertified() throws {
    for family in InputFamily.catalogue where family.domain == .inside {
      for specification in [Self.plain, Self.causal] {
        let input = family.make(specification, format: .float32, seed: 21)
        let record = try Self.judge(FaultyKernel(fault: nil), input)
        #expect(record.verdict == .certified && record.vacuous == 0, "\(record.input)")
        for record in try KernelAuditTests.records(family, specification, .float32, seed: 21) {
          #expect(record.verdict == .certified, "\(record.kernel) on \(record.input), \(record.quantity)")
        }
      }
    }
  }
}
