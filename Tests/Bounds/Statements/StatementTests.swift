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
    let documented = text.matches(of: #/(?m)^\| ([A-Z][0-9](?:\.[0-9])?) \|/#).map { String($0.1) }
    #expect(documented == ids, "Documentation/Statements.md lists other statements, or in another order")
  }

  /// Each finding of the theory is found: E1 to E6, and what THEORY says of K1.
  @Test func everyErratumIsFound() {
    let found = Statement.catalogue.flatMap(\.claims).filter { $0.expected != .holds }.compactMap(\.erratum)
    #expect(Set(found) == ["E1", "E2", "E3", "E4", "E5", "E6", "K1"])
  }

  /// The sharp bounds are attained, exactly.
  @Test func sharpBoundsAreAttained() throws {
    for id in ["D1.1", "D1.2", "L3.6", "T3.7", "K2", "K3"] {
      let statement = try #require(Statement.catalogue.first { $0.id == id })
      for claim in statement.claims where claim.form == .corrected || claim.form == .derived {
        let sharpness = claim.check(ClaimSettings(instances: 400)).sharpness
        #expect(sharpness.map { $0.share == 1 } ?? true, "\(claim.text)")
      }
    }
    // Of K1 the prices of one key for all weights are; the ratio and groups come near (irrational weights attain Specht's).
    let shares = try #require(Statement.catalogue.first { $0.id == "K1" }).claims
      .compactMap { $0.check(ClaimSettings(instances: 400)).sharpness?.share }
    #expect(shares.count == 4 && shares[2] == 1 && shares[3] == 1)
    #expect(shares.prefix(2).allSatisfy { $0 > Rational(9, 10) && $0 < 1 }, "\(shares)")
  }

  /// The same seed gives the same outcome.
  @Test func findingsAreReproducible() throws {
    let claim = try #require(Statement.catalogue.first { $0.id == "L3.6" }).claims[0]
    let outcomes = (0..<2).map { _ in claim.check(ClaimSettings(instances: 100, seed: 5)) }
    #expect(outcomes[0].witness == outcomes[1].witness && !outcomes[0].witness.isEmpty)
  }
}
