import AttnReference
import ExactArith
import ExpBounds
import Foundation
import Testing

@testable import AttnAudit

@Suite struct TableContentsTests {
  private struct Stored<Certificates: Decodable>: Decodable {
    struct Row: Decodable { let certificates: Certificates }
    let version: Int
    let rows: [Row]
  }

  private func json<Row: Decodable>(_ name: String, of row: Row.Type) throws -> [Row] {
    let document = try #require(SmallTables.contents.get().documents.first { $0.name == name })
    let stored = try JSONDecoder().decode(Stored<Row>.self, from: Data(document.json.utf8))
    #expect(stored.version == 1)
    return stored.rows.map(\.certificates)
  }

  @Test func whatIsStoredIsWhatWasProved() throws {
    let bounds = SmallTables.settings.bounds
    let epsilons = SmallTables.settings.epsilons
    // One thread computes these, all cores the table.
    let relative = try bounds.flatMap { bound in
      try epsilons.map { try RelativeRow(scoreBound: bound, epsilon: $0) }
    }
    let additive = try bounds.flatMap { bound in
      try epsilons.map { try AdditiveRow(bound: bound, epsilon: $0) }
    }
    let storedRelative = try json("Degrees", of: RelativeRow.self)
    let storedAdditive = try json("AdditiveDegrees", of: AdditiveRow.self)
    #expect(storedRelative == relative && storedAdditive == additive)
    for row in storedRelative { try row.verify() }
    for row in storedAdditive { try row.verify() }
    for certificate in try json("Growth", of: GrowthCertificate.self) { try certificate.verify() }
  }

  @Test func theSameSettingsGiveTheSameBytes() throws {
    let contents = try SmallTables.contents.get()
    #expect(try TableContents(SmallTables.settings) == contents)
    let paths = contents.files.map(\.path) + contents.plots.map(\.picturePath)
    #expect(Set(paths).count == paths.count)
  }

  @Test func everyFormatIsWellFormed() throws {
    for document in try SmallTables.contents.get().documents {
      _ = try JSONSerialization.jsonObject(with: Data(document.json.utf8))
      // One row on a line.
      #expect(document.json.split(separator: "\n").dropFirst().allSatisfy { "{]".contains($0.first!) })
      // LaTeX does not know other characters.
      let latex = LaTeXWriter.text(document)
      #expect(latex.filter { !$0.isASCII } == "", "\(document.name)")
      for line in MarkdownWriter.text(document).split(separator: "\n") where line.hasPrefix("|") {
        #expect(line.hasSuffix("|"))
      }
    }
  }

  @Test func theShownNumbersAreThoseOfTheRows() throws {
    let degrees = try #require(SmallTables.contents.get().documents.first { $0.name == "Degrees" })
    let csv = CSVWriter.text(degrees.sheets[0].table).split(separator: "\n").map { $0.split(separator: ",") }
    let row = try RelativeRow(scoreBound: 1, epsilon: Rational(1, 100))
    let fields = Dictionary(uniqueKeysWithValues: zip(csv[0], csv[4]))
    #expect(fields["score_bound"] == "1" && fields["epsilon"] == "0.01")
    // The oracle of the theory page: s = 1, ε = 1e-2 needs degree 3.
    #expect(fields["degree"] == "3" && row.minimal.degree == 3)
    let upper = try Rational(parsing: String(#require(fields["error_upper"])))
    let lower = try Rational(parsing: String(#require(fields["error_below_lower"])))
    #expect(upper >= Rational(row.minimal.attained.error.upper) && upper <= Rational(1, 100))
    let excluded = try #require(row.minimal.excluded)
    #expect(lower <= Rational(excluded.bound) && lower > Rational(1, 100))
  }
}
