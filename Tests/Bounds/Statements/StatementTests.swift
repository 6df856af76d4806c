import AttnTheory
import ExactArith
import Foundation
import Testing

/// Every statement comes out as the theory says, and every id stands in the documentation.
@Suite struct StatementTests {
  @Test(arguments: Statement.catalogue.map(\.id))
  func everyClaimIsAsExpected(id: String) throws {
    let statement = try #require(Statement.catalogue.first { $0.id == id })
    for claim in statement.claims {
      let outcome = claim.check(ClaimSettings(instances: 200, seed: TestSettings.seed))
      #expect(outcome.finding == claim.expected, "\(id), \(claim.text): \(outcome.witness)")
      #expect((outcome.finding == .holds) == outcome.witness.isEmpty, "\(id), \(claim.text)")
      #expect((claim.expected == .holds) || claim.erratum != nil)
    }
  }

  @Test func idsAreDifferentAndDocumented() throws {
    let ids = Statement.catalogue.map(\.id)
    #expect(Set(ids).count == ids.count)
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../Documentation")
    let text = try String(contentsOf: folder.appending(path: "Statements.md"), encoding: .utf8)
    let documented = text.matches(of: #/(?m)^\| ([A-Z][0-9]\.[0-9]) \|/#).map { String($0.1) }
    #expect(documented == ids, "Documentation/Statements.md lists other statements, or in another order")
  }

  /// Each finding of the theory is found: E1 to E6.
  @Test func everyErratumIsFound() {
    let found = Statement.catalogue.flatMap(\.claims).filter { $0.expected != .holds }.compactMap(\.erratum)
    #expect(Set(found) == ["E1", "E2", "E3", "E4", "E5", "E6"])
  }

  /// The sharp bounds are attained, exactly.
  @Test func sharpBoundsAreAttained() throws {
    for id in ["L3.6", "T3.7"] {
      let statement = try #require(Statement.catalogue.first { $0.id == id })
      for claim in statement.claims where claim.form == .corrected {
        let sharpness = claim.check(ClaimSettings(instances: 400)).sharpness
        #expect(sharpness.map { $0.share == 1 } ?? true, "\(claim.text)")
      }
    }
  }

  /// The same seed gives the same outcome.
  @Test func findingsAreReproducible() throws {
    let claim = try #require(Statement.catalogue.first { $0.id == "L3.6" }).claims[0]
    let outcomes = (0..<2).map { _ in claim.check(ClaimSettings(instances: 100, seed: 5)) }
    #expect(outcomes[0].witness == outcomes[1].witness && !outcomes[0].witness.isEmpty)
  }
}
