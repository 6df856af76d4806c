import AttnAudit
import AttnFast
import AttnSpec
import Testing

@testable import WrongKernel

/// What a kernel's own test suite would say: everything is certified, on real activations and on every family.
@Suite struct AuditTests {
  private func audit(_ kernel: any AttentionKernel<Float>) throws -> AuditSummary {
    let specification = AttentionSpecification(shape: AttentionShape(queries: 65, keys: 65, dimension: 32))
    let families = InputFamily.catalogue.filter { $0.domain == .inside }
    let subjects =
      try BundledActivations.load()
      + families.map { AuditSubject(input: $0.make(specification, format: .float32, seed: 0)) }
    let kernels = [CatalogueKernel(kernel, "The kernel under test.")]
    let outcome = try AuditRunner.run(AuditRequest(subjects: subjects, kernels: kernels)) { _ in }
    return AuditSummary(outcome.records)
  }

  @Test func repairedKernelIsCertified() throws {
    #expect(try audit(ForgetfulAttention(rescales: true)).exitStatus == .certified)
  }

  @Test func wrongKernelIsRefuted() throws {
    #expect(try audit(ForgetfulAttention(rescales: false)).exitStatus == .refuted)
  }
}
