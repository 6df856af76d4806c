import AttnSpec
import Foundation
import Testing

@testable import AttnAudit

/// The built executable, run as a script would run it.
@Suite struct CommandTests {
  static let executable = Bundle.main.bundleURL.appendingPathComponent("attn-audit")

  /// Exit status, standard output and standard error.
  static func run(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
    try run(arguments)
  }

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errorText = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: errorText, as: UTF8.self)
    )
  }

  static func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func cataloguesAndVersionArePrinted() throws {
    let kernels = try Self.run("kernels")
    #expect(kernels.status == 0 && kernels.output == CatalogueListing.kernels && kernels.errors.isEmpty)
    let families = try Self.run("inputs")
    #expect(families.status == 0 && families.output == CatalogueListing.families)
    let version = try Self.run("--version")
    #expect(version.status == 0 && version.output == BuildDescription.text + "\n")
    #expect(try Self.run("--help").status == 0)
  }

  @Test func everyMistakeHasItsStatusAndASentence() throws {
    let folder = try Self.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let garbage = folder.appendingPathComponent("garbage.safetensors").path
    try Data("no tensors at all".utf8).write(to: URL(fileURLWithPath: garbage))
    let rows: [([String], Int32)] = [
      (["dance"], 64), (["audit", "--no-such-option"], 64), (["audit", "NoSuchKernel"], 64),
      (["audit", "--family", "no-such-family"], 64), (["audit", "--mask", "diagonal"], 64),
      (["audit", "--scale", "big"], 64), (["audit", "--contract", "trust"], 64),
      (["audit", "--seed", "-1"], 64), (["inputs", "--family", "ties"], 64), (["replay"], 64),
      (["audit", "--tensors", garbage], 65), (["replay", garbage], 65),
      (["audit", "--tensors", folder.path + "/missing"], 66), (["replay", folder.path], 66),
      (["inputs", "--family", "ties", "--output", folder.path + "/missing/x.safetensors"], 73),
    ]
    for (arguments, status) in rows {
      let process = Process()
      process.executableURL = Self.executable
      process.arguments = arguments
      let errors = Pipe()
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == status, "\(arguments)")
      #expect(text.hasPrefix("Error: "), "\(arguments): \(text)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["garbage.safetensors"])
  }

  @Test func anInputIsWrittenAsTheLibraryMakesIt() throws {
    let folder = try Self.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("x.safetensors").path
    let result = try Self.run(
      "inputs", "--family", "one-hot", "--tokens", "5", "--keys", "9", "--dimension", "3", "--type",
      "float16",
      "--seed", "12", "--mask", "causal", "--output", path)
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
    let file = try SafetensorsFile(path: path)
    #expect(
      file.metadata == [
        "family": "one-hot", "seed": "12", "scale": "inverse-sqrt-dim", "mask": "causal",
      ])
    let subject = try RecordedTensors(queries: file, output: nil).subject(
      name: "x", kernel: "", scale: nil, mask: nil, fullyMaskedRow: nil)
    let input = InputFamily.named("one-hot")!.make(
      subject.input.specification, format: .float16, seed: 12)
    #expect(subject.input.queries == input.queries && subject.input.keys == input.keys)
    #expect(subject.input.values == input.values && subject.input.format == .float16)
  }
}
