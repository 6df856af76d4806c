import ArgumentParser
import AttnAudit

struct BoundCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bound",
    abstract:
      "Proves how well polynomials approximate exp: the least degree for an error, or a polynomial's error.",
    usage: """
      attn-audit bound --score-bound S --epsilon E [--dimension D] [--json F]
      attn-audit bound --polynomial FILE [--function exp|exp2] [--interval A,B] [--error relative|absolute] \
      [--coefficients exact|float32|float64] [--epsilon E] [--json F]
      """,
    discussion: """
      With --score-bound: the least degree of a polynomial whose relative error of e^x on [-S, S] is at most E, \
      the polynomial, why its error is that, and why no lower degree does; beside it the degrees that Taylor's and \
      Chebyshev's polynomials need. Ends with 0.

      With --polynomial: the largest error of the polynomial in FILE, where it is attained, and the least error of \
      its degree. Ends with 0; with --epsilon, with 0 where the error is proved to be at most E, with 1 where it \
      is proved to be larger, and with 2 where the two agree to nine digits.

      FILE has the coefficients from the constant term up: decimal (-1.25e-3), hexadecimal (0x1.8p-3) or p/q, \
      separated by white space or commas; # begins a comment. Numbers in options are written alike, and taken exactly.
      """)

  @Option(name: .customLong("score-bound"), parsing: .unconditional, help: "S: scores are in [-S, S].")
  var scoreBound: String?
  @Option(parsing: .unconditional, help: "E: the error to be reached, above 0 and below 1.")
  var epsilon: String?
  @Option(
    parsing: .unconditional, help: "D: count the rank of the features in this dimension, and what it costs.")
  var dimension: Int?
  @Option(help: "FILE: a text file with the coefficients.")
  var polynomial: String?
  @Option(help: "exp or exp2: what the polynomial stands for; exp unless told.")
  var function: String?
  @Option(
    parsing: .unconditional, help: "A,B: where it stands for it; 0,1 for exp2 unless told.")
  var interval: String?
  @Option(help: "relative (unless told) or absolute.")
  var error: String?
  @Option(help: "exact (unless told), float32 or float64: round the coefficients first, to nearest.")
  var coefficients: String?
  @Option(help: "Write the answer and its certificates as JSON to this file.")
  var json: String?

  func run() throws {
    var options = BoundOptions()
    options.scoreBound = scoreBound
    options.epsilon = epsilon
    options.dimension = dimension
    options.polynomial = polynomial
    options.function = function
    options.interval = interval
    options.error = error
    options.coefficients = coefficients
    throw CommandStatus(status: try BoundJob(options: options, json: json).run())
  }
}
