import Foundation
import Testing

@testable import AttnAudit

/// A folder of tables, current and with one thing changed.
@Suite struct TableCheckTests {
  /// What the check finds after `change` has been at the folder.
  private func findings(after change: (URL) throws -> Void = { _ in }) throws -> [String] {
    let folder = try SmallTables.written()
    defer { try? FileManager.default.removeItem(at: folder) }
    try change(folder)
    let check = try TableCheck(SmallTables.contents.get(), against: folder.path)
    #expect(check.exitStatus == (check.findings.isEmpty ? .certified : .refuted))
    return check.findings
  }

  private func replace(_ old: String, with new: String, in file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let range = try #require(text.range(of: old))
    try Data(text.replacingCharacters(in: range, with: new).utf8).write(to: file)
  }

  @Test func whatWasWrittenIsCurrent() throws {
    #expect(try findings() == [])
    let folder = try SmallTables.written()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try SmallTables.job(folder).check() == .certified)
  }

  @Test func everyFileIsCompared() throws {
    let contents = try SmallTables.contents.get()
    let paths = contents.files.map(\.path) + contents.plots.map(\.picturePath)
    let missing = try findings { folder in
      for path in paths { try FileManager.default.removeItem(at: folder.appendingPathComponent(path)) }
    }
    #expect(missing == paths.map { "STALE  \($0) is missing" })
    // One bit of each file, near its end.
    let changed = try findings { folder in
      for path in paths {
        let file = folder.appendingPathComponent(path)
        var data = try Data(contentsOf: file)
        data[data.count - 2] ^= 1
        try data.write(to: file)
      }
    }
    for path in paths { #expect(changed.contains { $0.hasPrefix("STALE  \(path) ") }, "\(path)") }
  }

  @Test func theFirstDifferenceIsShown() throws {
    let found = try findings {
      try replace("| 1e-2 | 3 |", with: "| 1e-2 | 4 |", in: $0.appendingPathComponent("Degrees.md"))
    }
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.hasPrefix("STALE  Degrees.md line 14\n"))
    #expect(finding.contains("stored    | 1 | 1e-2 | 4 |") && finding.contains("computed  | 1 | 1e-2 | 3 |"))
    let longer = try findings {
      let handle = try FileHandle(forWritingTo: $0.appendingPathComponent("Growth.csv"))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("1,2\n".utf8))
    }
    #expect(longer == ["STALE  Growth.csv line 4\n  stored    1,2\n  computed  "])
  }

  @Test func aChangedCertificateIsRejected() throws {
    for (file, old, new) in [
      ("Degrees.json", "\"nodes\":[\"-", "\"nodes\":[\"-9"),
      ("AdditiveDegrees.json", "\"degree\":3,\"deviation\"", "\"degree\":2,\"deviation\""),
      (
        "Growth.json", "\"certificates\":{\"logBase\":2,\"ratio\":\"3/2\"}",
        "\"certificates\":{\"logBase\":2,\"ratio\":\"25/16\"}"
      ),
      ("PhaseDiagram.json", "\"quarters\":1", "\"quarters\":0"),
    ] {
      let found = try findings { try replace(old, with: new, in: $0.appendingPathComponent(file)) }
      #expect(found.count == 2 && found[0].hasPrefix("STALE  \(file) line "), "\(found)")
      #expect(found.last?.hasPrefix("REJECTED  \(file), row ") == true, "\(found)")
    }
    let unreadable = try findings { try Data("{}".utf8).write(to: $0.appendingPathComponent("Growth.json")) }
    #expect(unreadable.count == 2 && unreadable[1].contains("cannot be read"))
  }

  @Test func aPictureOfOtherDataIsStale() throws {
    let plot = try SmallTables.contents.get().plots[0]
    let drawn = "<?xml version=\"1.0\"?>\n<svg>\n<path/>\n</svg>\n"
    let picture = plot.stamped(drawn)
    #expect(plot.isCurrent(picture))
    var other = plot
    other.data += "1 2\n"
    #expect(!other.isCurrent(picture))
    other = plot
    other.script += "# more\n"
    #expect(!other.isCurrent(picture))
    #expect(!plot.isCurrent(drawn) && !plot.isCurrent(picture + "<!-- -->") && !plot.isCurrent(""))
    // The comment is XML, and the second line.
    #expect(picture.split(separator: "\n")[1].hasPrefix("<!-- attn-audit tables: script and data "))
  }
}
