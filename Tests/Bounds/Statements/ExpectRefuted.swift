import PropertyTesting
import Testing

@testable import AttnTheory

/// Checks a claim that was broken on purpose: it is refuted.
///
/// - Returns: the witness, which the search has made small.
@discardableResult
func expectRefuted<Instance: ExactInstance>(
  _ instances: Generator<Instance>, sourceLocation: SourceLocation = #_sourceLocation,
  _ conclusion: @escaping @Sendable (Instance) throws -> Void
) -> [String] {
  let claim = AttnTheory.Claim.forAll(.corrected, "broken", instances, conclusion: conclusion)
  let outcome = claim.check(ClaimSettings(instances: 2000))
  #expect(outcome.finding == .refuted, sourceLocation: sourceLocation)
  #expect(!outcome.witness.isEmpty, sourceLocation: sourceLocation)
  return outcome.witness
}
