import ArgumentParser
import AttnFast
import ExactArith

/// FlashAttention in Float on a bounded problem.
struct QuadraticWork: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "quadratic")

  @OptionGroup var bounded: BoundedArguments

  func run() throws {
    let input = bounded.problem.input()
    let kernel = FlashAttention<Float>(threads: bounded.threads)
    var output: [Float] = []
    try WorkLoop.serve(
      operations: bounded.tokens * bounded.tokens, run: { output = try kernel.attend(input).output },
      check: { (output.checkNumber(width: bounded.dimension), "") })
  }
}

func exactNumber(_ word: String) throws -> Rational { try Rational(parsing: word) }
