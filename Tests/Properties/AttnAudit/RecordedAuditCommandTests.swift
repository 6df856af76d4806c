import AttnSpec
import Foundation
import Testing

@testable import AttnAudit

/// PyTorch's recorded output, as it is and damaged, through the built executable.
@Suite struct RecordedAuditCommandTests {
  let folder: URL
  let file: SafetensorsFile

  init() throws {
    folder = try CommandTests.scratch()
    let resources = Bundle.main.bundleURL.appendingPathComponent("AttnAudit_AttnAudit.resources/Resources")
    file = try SafetensorsFile(path: resources.appendingPathComponent("minilm-l5.safetensors").path)
  }

  /// A copy of the file with one entry of one tensor changed.
  func copy(_ name: String, _ tensor: String, _ index: Int, _ change: (Double) -> Double) throws -> String {
    var tensors: [String: Tensor] = [:]
    for name in file.names { tensors[name] = try file.tensor(named: name) }
    let value = change(tensors[tensor]!.values[index])
    tensors[tensor]!.values[index] = value.isFinite ? NumberFormat.float32.nearest(value) : value
    let path = folder.appendingPathComponent("\(name).safetensors").path
    try SafetensorsFile.write(tensors, metadata: file.metadata, to: path)
    return path
  }

  func report(_ path: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    let audits = try #require((object as? [String: Any])?["audits"] as? [[String: Any]])
    return try #require(audits.first)
  }

  @Test func theOutputIsCertifiedAndTheReportIsTheSameTwice() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let json = folder.appendingPathComponent("report.json").path
    let first = try CommandTests.run("audit", "--tensors", file.path, "--json", json)
    #expect(first.status == 0 && first.errors.isEmpty)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: json))
    let second = try CommandTests.run("audit", "--tensors", file.path, "--json", json)
    #expect(second.output == first.output)
    #expect(try Data(contentsOf: URL(fileURLWithPath: json)) == bytes)
    let quiet = try CommandTests.run("audit", "--tensors", file.path, "--quiet")
    #expect(quiet.status == 0 && quiet.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report.json"])
  }

  @Test func oneEntryMovedIsRefutedWithThatEntryAndReplayed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let moved = try copy("moved", "o", 128 * 32 + 77 * 32 + 9) { $0 + 1e-3 }
    let json = folder.appendingPathComponent("report.json").path
    let result = try CommandTests.run("audit", "--tensors", moved, "--json", json)
    #expect(result.status == 1 && result.output.contains("head 1, row 77, column 9"))
    let witness = try #require(report(json)["witness"] as? [String: Any])
    #expect(witness["head"] as? Int == 1 && witness["row"] as? Int == 77 && witness["column"] as? Int == 9)
    let replay = try #require(report(json)["replay"] as? String)
    let again = try CommandTests.run("replay", replay, "--json", json)
    #expect(again.status == 1)
    let second = try #require(report(json)["witness"] as? [String: Any])
    #expect(second as NSDictionary == witness as NSDictionary)
  }

  @Test func aNaNIsRefutedInTheOutputAndBadDataInTheInput() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = try copy("o", "o", 5) { _ in .nan }
    let refuted = try CommandTests.run("audit", "--tensors", output, "--json", folder.path + "/r.json")
    #expect(refuted.status == 1 && refuted.output.contains("row 0, column 5"))
    for tensor in ["q", "k", "v"] {
      let input = try copy(tensor, tensor, 40) { _ in .infinity }
      let bad = try CommandTests.run("audit", "--tensors", input)
      #expect(bad.status == 65)
      #expect(bad.errors.contains("element 40 of tensor \"\(tensor)\" is inf"))
    }
  }

  @Test func aTruncatedFileIsBadData() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("cut.safetensors").path
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
    try bytes.dropLast(100).write(to: URL(fileURLWithPath: path))
    let bad = try CommandTests.run("audit", "--tensors", path)
    #expect(bad.status == 65 && bad.errors.contains("truncated"))
  }

  @Test func outsideTheDomainNothingIsCertified() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for family in InputFamily.catalogue where family.domain == .outside {
      let result = try CommandTests.run(
        "audit", "FlashAttention:float32", "--family", family.name, "--tokens", "9", "--dimension", "8",
        "--json",
        folder.path + "/r.json")
      #expect(result.status == 2, "\(family.name)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["r.json"])
  }
}
