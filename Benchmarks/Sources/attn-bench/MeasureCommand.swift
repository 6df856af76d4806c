import ArgumentParser
import AttnSpec
import Foundation

struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Runs all contestants and writes the report.")

  @Option(help: "The compiled Peers/peers.c.")
  var peers: String
  @Option(help: "Peers/peers.py.")
  var script: String
  @Option(help: "A Python with NumPy; with PyTorch, that is measured as well.")
  var python: String
  @Option(help: "The attn-audit to be measured.")
  var attnAudit: String
  @Option(help: "Where the report goes; it replaces the file in one step.")
  var output: String
  @Option(help: "How often each contestant runs.")
  var rounds = 7
  @Flag(help: "Measure polynomial attention at a million tokens and nothing else.")
  var onlyMillionTokens = false
  @Option(help: "How many queries and keys; the Double audit has a quarter of them.")
  var tokens = 4096

  func validate() throws {
    guard rounds > 0, tokens >= 64 else {
      throw ValidationError("At least one round and 64 tokens are needed.")
    }
  }

  func run() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let programs = try Programs(
      peers: peers, script: script, python: python, attnAudit: attnAudit, folder: folder)
    let meter = LoadMeter()
    let million = MillionTokensSection(programs, rounds: rounds)
    let sections =
      try onlyMillionTokens
      ? [million.markdown()]
      : [
        AuditSection(programs, format: .float32, tokens: tokens, rounds: rounds).markdown(),
        AuditSection(programs, format: .float64, tokens: tokens / 4, rounds: rounds).markdown(),
        FunctionSection(programs, rounds: rounds).markdown(),
        KernelSection(programs, tokens: tokens, rounds: rounds).markdown(),
        million.markdown(),
        DefaultAuditSection(programs, rounds: min(rounds, 3)).markdown(),
      ]
    let report = Report(
      machine: Machine(programs), sections: sections, rounds: rounds, load: meter.foreignShare())
    try Data(report.markdown.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    Progress.say("written: \(output)")
  }
}
