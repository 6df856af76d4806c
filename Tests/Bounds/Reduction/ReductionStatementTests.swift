import Testing

@testable import AttnTheory

/// What checking the statements of the reduction finds is what THEORY says.
@Suite struct ReductionStatementTests {
  @Test(
    arguments: [Statement.r44, .d45, .l47, .t46].flatMap { statement in
      statement.claims.indices.map { "\(statement.id) \($0)" }
    })
  func theClaimIsAsExpected(_ name: String) throws {
    let words = name.split(separator: " ")
    let statement = try #require(Statement.catalogue.first { $0.id == words[0] })
    let claim = statement.claims[try #require(Int(words[1]))]
    let outcome = claim.check(ClaimSettings(instances: 200))
    #expect(outcome.finding == claim.expected, "\(claim.text): \(outcome.witness)")
    #expect(outcome.witness.isEmpty == (outcome.finding == .holds))
  }
}
