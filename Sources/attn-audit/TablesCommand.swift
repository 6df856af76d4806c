import ArgumentParser
import AttnAudit

struct TablesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tables",
    abstract:
      "Computes the tables of bounds anew: minimal degrees, ranks, crossovers, each proved from both sides.",
    discussion: """
      Writes Markdown, CSV, LaTeX, JSON with the certificates, and pictures, which need gnuplot. With --check it \
      writes nothing, needs no gnuplot, and ends with 0 where the folder is current and with 1 where a file is \
      missing or stale, or the judge rejects a certificate stored in it.
      """)

  @Option(help: "The folder of the tables.")
  var output: String = "Tables"
  @Flag(help: "Compare the folder with what comes out, byte for byte, and verify its certificates.")
  var check = false
  @Flag(help: "Print nothing but what is wrong.")
  var quiet = false

  func run() throws {
    let job = TablesJob(output: output, isQuiet: quiet)
    throw CommandStatus(status: try check ? job.check() : job.write())
  }
}
