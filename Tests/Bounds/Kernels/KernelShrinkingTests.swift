import AttnAudit
import AttnFast
import AttnSpec
import ExactArith
import Testing

/// The wrong kernels of the tests, shrunk to their smallest inputs.
@Suite struct KernelShrinkingTests {
  static func smallest(_ fault: FaultyKernel.Fault, seed: UInt64 = 21) throws -> SmallestCounterexample {
    let kernel = FaultyKernel(fault: fault)
    let specification = fault == .maskOffByOne ? FaultyKernelTests.causal : FaultyKernelTests.plain
    let family = try #require(
      InputFamily.catalogue.first { family in
        guard family.domain == .inside else { return false }
        let record = try? FaultyKernelTests.judge(
          kernel, family.make(specification, format: .float32, seed: seed))
        return record?.verdict == .refuted
      })
    return try #require(
      SmallestCounterexample(
        of: CatalogueKernel(kernel, "A kernel of the tests."), .output,
        on: family.make(specification, format: .float32, seed: seed),
        contract: .rounding(kernel.roundingModel)))
  }

  /// What is left of each fault: nothing smaller shows it.
  static let expected: [FaultyKernel.Fault: String] = [
    .noRescale: """
    Q = [1]
    K = [0 (16 rows); 1]
    V = [0 (15 rows); 1; 0]

    """,
    .maskOffByOne: """
    Q = [0]
    K = [0 (2 rows)]
    V = [0; 1]

    """,
    .tailNotMasked: """
    Q = [0]
    K = [0]
    V = [1]

    """,
    .staleTail: """
    Q = [0]
    K = [0 (17 rows)]
    V = [0 (16 rows); 1]

    """,
    .squaredScale: """
    Q = [0, 1]
    K = [0, 0; 0, 1]
    V = [0; 1]

    """,
    .droppedKey: """
    Q = [0]
    K = [0]
    V = [1]

    """,
  ]

  @Test(arguments: FaultyKernel.Fault.allCases)
  func everyFaultIsShrunkToItsSmallestInput(fault: FaultyKernel.Fault) throws {
    let smallest = try Self.smallest(fault)
    #expect(smallest.input.tensors == Self.expected[fault])
    #expect(!smallest.stoppedEarly)
    #expect(smallest.record.verdict == .refuted)
    // The same from another input.
    let other = try Self.smallest(fault, seed: 22)
    #expect(other.input.tensors == Self.expected[fault])
  }

  @Test func aKernelThatIsNotRefutedHasNoCounterexample() {
    let kernel = FaultyKernel(fault: nil)
    let input = InputFamily.catalogue[0].make(FaultyKernelTests.plain, format: .float32, seed: 21)
    #expect(
      SmallestCounterexample(
        of: CatalogueKernel(kernel, "A kernel of the tests."), .output, on: input,
        contract: .rounding(kernel.roundingModel)) == nil)
  }
}
