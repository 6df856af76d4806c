import ArgumentParser
import AttnAudit

struct LemmasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lemmas",
    abstract: "Checks the theory: every statement as printed and as corrected, on exact instances.",
    usage: "attn-audit lemmas [ID...] [--instances N] [--seed N] [--json F]",
    discussion: """
      For each claim: whether it holds on N random exact instances, or an exact counterexample, made as small as it \
      gets; and how much of its bound was reached. Ends with 0 where everything is as the theory says, and with 1 \
      where something is not.
      """)

  @Argument(help: "Statements: L3.6, E3 … All of them unless told.")
  var ids: [String] = []
  @Option(parsing: .unconditional, help: "Exact instances for each claim.")
  var instances: Int = LemmasJob.usualInstances
  @Option(parsing: .unconditional, help: "Other instances.")
  var seed: UInt64 = 0
  @Option(help: "Write the findings as JSON to this file.")
  var json: String?
  @Flag(help: "Show no progress.")
  var quiet = false

  func run() throws {
    let job = LemmasJob(ids: ids, instances: instances, seed: seed, json: json, isQuiet: quiet)
    throw CommandStatus(status: try job.run())
  }
}
