import AttnAudit
import AttnAuditTesting
import AttnFast
import AttnGenerators
import AttnSpec
import PropertyTesting
import Testing

/// What a kernel's author sees: nothing, or the smallest counterexample at the line of the call.
@Suite struct ExpectCertifiedTests {
  private let problem = AttentionSpecification(shape: AttentionShape(queries: 5, keys: 20, dimension: 3))

  /// The only issue that `body` records: its text and its line.
  private func issue(_ body: () -> Void) -> (text: String, line: Int)? {
    nonisolated(unsafe) var found: [(String, Int)] = []
    withKnownIssue(isIntermittent: true) {
      body()
    } matching: { issue in
      found.append((issue.comments.map(\.rawValue).joined(), issue.sourceLocation?.line ?? 0))
      return true
    }
    #expect(found.count <= 1)
    return found.first
  }

  @Test func aRightKernelRecordsNothing() {
    expectCertified(SafeSoftmaxAttention<Float>())
    expectCertified(SafeSoftmaxAttention<Double>())
  }

  @Test func aWrongKernelFailsAtTheCallersLine() throws {
    let kernel = FaultyKernel(fault: .staleTail)
    let inputs = AuditInput.families(on: [problem], format: .float32)
    let found = try #require(issue { expectCertified(kernel, on: inputs) })
    #expect(found.line == #line - 1)
    #expect(found.text.contains("FaultyKernel (staleTail) float32  gaussian n=5 m=20 d=3"))
    #expect(found.text.contains("  refuted\n") && found.text.contains("\nSMALLEST "))
    #expect(
      found.text.contains("            K = [0 (17 rows)]\n            V = [0 (16 rows); 1]\n"),
      "\(found.text)")
  }

  @Test func aContractIsHeld() throws {
    let kernel = SafeSoftmaxAttention<Float>()
    let inputs = AuditInput.families(on: [problem], format: .float32)
    let impossible = try ContractRequest(parsing: "absolute:1e-30")
    #expect(
      try #require(issue { expectCertified(kernel, on: inputs, contract: impossible) }).text.contains(
        "refuted"))
  }

  /// Nothing is certified where nothing is promised, or nothing audited.
  @Test func silenceIsNoCertificate() throws {
    let kernel = SafeSoftmaxAttention<Float>()
    let huge = try #require(InputFamily.catalogue.first { $0.domain == .outside })
      .make(problem, format: .float32, seed: 0)
    #expect(try #require(issue { expectCertified(kernel, on: [huge]) }).text.contains(huge.name))
    #expect(try #require(issue { expectCertified(kernel, on: []) }).text.contains("on no input"))
    let wide = AuditInput.families(on: [problem], format: .float64)
    #expect(try #require(issue { expectCertified(kernel, on: wide) }).text.contains("does not take"))
    #expect(throws: Falsified.self) { try requireCertified(kernel, on: wide[0]) }
  }

  @Test func aPropertyOfAWrongKernelIsShrunk() throws {
    let shape = Generator<AttentionShape>.attentionShape(queries: 1...3, keys: 1...40, dimension: 1...4)
    let kernel = FaultyKernel(fault: .staleTail)
    let found = try #require(
      issue { expectProperty(.attention(shape), cases: 300) { try requireCertified(kernel, on: $0) } })
    #expect(
      found.text.hasPrefix(
        """
        A counterexample:
          value   1 query, 17 keys, dimension 1, scale inverse-sqrt-dim, mask none
                  Q = [0]
                  K = [0 (17 rows)]
                  V = [0 (16 rows); 1]
          error   where     head 0, row 0, column 0
                  computed  0.03125 = 0x1p-5
                  exact     from 0.058823529411764705
                            to   0.058823529411764706
                  error     at least 0.0275735, where at most 1.59634e-7 is promised, Bounds/ExpectCertifiedTests.swift:
        """), "\(found.text)")
  }
}
