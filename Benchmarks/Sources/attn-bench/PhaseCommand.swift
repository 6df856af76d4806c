import ArgumentParser
import Foundation

struct PhaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phase",
    abstract:
      "Measures polynomial against quadratic attention where neither wins by far, for the phase diagram.")

  @Option(help: "Where the points go, as CSV; they replace the file in one step.")
  var output: String
  @Option(help: "How often each kernel runs.")
  var rounds = 3

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("At least one round is needed.") }
  }

  func run() throws {
    let meter = LoadMeter()
    let points = try PhasePoints(rounds: rounds).lines()
    let remark =
      "Medians of \(rounds) runs of each kernel in turns on \(PhasePoints.cores) cores;"
      + " \(Machine.processor); \(Machine.build). \(Figures.noise(meter.foreignShare()))"
    let text = (["# \(remark)", PhasePoints.header] + points).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    Progress.say("written: \(output)")
  }
}
