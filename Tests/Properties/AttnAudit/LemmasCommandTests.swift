import Foundation
import Testing

/// `attn-audit lemmas` from outside.
@Suite struct LemmasCommandTests {
  @Test func theReadmeShowsWhatIsPrinted() throws {
    let readme = try String(
      contentsOf: BoundCommandTests.root.appendingPathComponent("README.md"), encoding: .utf8)
    let result = try CommandTests.run(["lemmas", "L3.6"])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(readme.contains("$ attn-audit lemmas L3.6\n" + result.output + "```\n"))
  }

  /// A statement's id, a finding's, in any case; others are wrong usage.
  @Test func idsSelect() throws {
    let finding = try CommandTests.run(["lemmas", "e3", "--instances", "50"])
    #expect(finding.status == 0 && finding.output.contains("L3.6"))
    #expect(!finding.output.contains("L3.5"))
    for arguments in [["L9.9"], ["L3.5", "--instances", "0"]] {
      let result = try CommandTests.run(["lemmas"] + arguments)
      #expect(result.status == 64 && result.errors.hasPrefix("Error: "), "\(arguments)")
    }
  }

  /// The JSON says the same, and the same bytes for the same seed.
  @Test func theReportForMachines() throws {
    let folder = try CommandTests.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = ["a.json", "b.json"].map { folder.appending(path: $0).path }
    for path in paths {
      _ = try CommandTests.run(["lemmas", "L3.6", "T3.7", "--instances", "60", "--json", path])
    }
    let data = try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    #expect(data[0] == data[1])
    let report = try #require(try JSONSerialization.jsonObject(with: data[0]) as? [String: Any])
    let claims = try #require(report["claims"] as? [[String: Any]])
    #expect(claims.count == 7)
    for claim in claims {
      #expect(claim["found"] as? String == claim["expected"] as? String)
      let witness = try #require(claim["witness"] as? [String])
      #expect(witness.isEmpty == (claim["found"] as? String == "holds"))
    }
    #expect(
      try CommandTests.run(["lemmas", "L3.5", "--json", folder.path + "/missing/x.json"]).status == 73)
  }
}
