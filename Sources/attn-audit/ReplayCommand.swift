import ArgumentParser
import AttnAudit

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Audits a refutation again: the output in the file, and its kernel where the catalogue has it.")

  @Argument(help: "A file that an audit wrote into its audit-report folder.")
  var file: String
  @Option(help: "Write the report as JSON to this file.")
  var json: String?

  func run() throws {
    throw CommandStatus(status: try AuditJob(request: ReplayFile.request(path: file), json: json).run())
  }
}
