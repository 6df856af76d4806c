import ArgumentParser

/// `attn-bench` measures, `attn-bench phase` for the phase diagram; `attn-bench work …` is one of the processes that it measures.
@main
struct AttnBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attn-bench",
    abstract: "Measures AttnAudit against its peers and writes the figures as Markdown.",
    subcommands: [MeasureCommand.self, PhaseCommand.self, WorkCommand.self],
    defaultSubcommand: MeasureCommand.self)
}

/// What stops a measurement: a sentence that says what to do.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
