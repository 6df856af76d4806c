import AttnAudit
import AttnSpec
import ExactArith
import Testing

/// The activations of a real transformer: every kernel certified, and by a bound that says something.
@Suite struct BundledActivationsTests {
  @Test func everyKernelIsCertifiedOnEveryHead() throws {
    let subjects = try BundledActivations.load().map { AuditSubject(input: $0.input) }
    #expect(subjects.count == 4)
    let outcome = try AuditRunner.run(
      AuditRequest(subjects: subjects, kernels: CatalogueKernel.catalogue)
    ) { _ in }
    #expect(outcome.records.count >= 8 * 4)
    // 32 dimensions and scores of 8: no polynomial kernel pays.
    #expect(outcome.skipped.count == 2 * 4)
    #expect(outcome.skipped.allSatisfy { $0.refusal.reason == "pointless-rank" })
    for record in outcome.records {
      #expect(
        record.standing == .certified,
        "\(record.kernel) \(record.format) \(record.quantity) on \(record.input)")
    }
  }

  /// The bound is no smaller than a hundredth of what the kernel needs, and at most 5e-5·max|V|.
  @Test func theBoundOfFlashAttentionIsNotVacuous() throws {
    let flash = CatalogueKernel.catalogue.filter { $0.name == "FlashAttention" && $0.format == .float32 }
    for subject in try BundledActivations.load() {
      let input = subject.input
      let greatest = input.values.map(abs).max()!
      let audit = try InputAudit(input)
      let result = try ComputedResult(running: flash[0], on: input)
      let rows = Array(0..<input.specification.shape.queries)
      let record = try audit.judge([result], rows: rows).last!
      #expect(record.quantity == .output)
      // The witness has the largest error/bound; headroom is its inverse.
      let headroom = try #require(record.headroom)
      #expect(
        headroom.upper <= Dyadic(100),
        "\(input.name): bound/error is \(headroom.upper.decimal(digits: 4, rounding: .up))")

      let bound = try #require(record.greatestBound).upper.double(rounding: .up)
      #expect(bound <= 5e-5 * greatest, "\(input.name): the largest bound is \(bound / greatest)·max|V|")
      print(
        "\(input.name): bound/error ≥ \(headroom.lower.decimal(digits: 3, rounding: .down)), largest bound \(bound / greatest)·max|V|"
      )
    }
  }
}
