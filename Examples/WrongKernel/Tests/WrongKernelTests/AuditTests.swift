import AttnAudit
import AttnAuditTesting
import AttnGenerators
import AttnSpec
import PropertyTesting
import Testing

@testable import WrongKernel

/// What a kernel's own test suite would say, and what it would see if the kernel were wrong.
@Suite struct AuditTests {
  private let problem = AttentionSpecification(shape: AttentionShape(queries: 65, keys: 65, dimension: 32))
  private let shapes = Generator<AttentionShape>.attentionShape(queries: 1...9, keys: 1...9, dimension: 1...4)

  private func inputs() throws -> [AuditInput] {
    try AuditInput.activations() + AuditInput.families(on: [problem], format: .float32)
  }

  @Test func theRepairedKernelIsCertified() throws {
    expectCertified(ForgetfulAttention(rescales: true), on: try inputs())
  }

  @Test func theRepairedKernelIsCertifiedOnRandomProblems() {
    expectProperty(.attention(shapes)) { try requireCertified(ForgetfulAttention(rescales: true), on: $0) }
  }

  @Test func theWrongKernelIsRefuted() throws {
    let inputs = try inputs()
    withKnownIssue { expectCertified(ForgetfulAttention(rescales: false), on: inputs) }
    withKnownIssue {
      expectProperty(.attention(shapes)) { try requireCertified(ForgetfulAttention(rescales: false), on: $0) }
    }
  }
}
