import ArgumentParser
import AttnAudit

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract:
      "Plans attention in linear time by a polynomial kernel: degree, rank, cost, and the certified error.",
    usage: """
      attn-audit plan --tokens N --dimension D --bound B --epsilon E [--scale S] [--mask M] [--json F]
      """,
    discussion: """
      For all Q, K and V with entries in [-B, B]: the cheapest polynomial kernel of which every output entry is \
      proved to be within E of the exact one, what it costs beside the quadratic kernel, and from how many tokens on \
      it is cheaper. Ends with 0 where there is such a plan and with 2 where there is none, because the rank makes \
      it pointless or roundings forbid it; the text says why.

      Numbers are decimal (1e-3), hexadecimal (0x1p-10) or p/q, and taken exactly.
      """)

  @Option(parsing: .unconditional, help: "N: the number of queries, and of keys.")
  var tokens: Int?
  @Option(parsing: .unconditional, help: "D: the dimension of Q, K and V.")
  var dimension: Int?
  @Option(parsing: .unconditional, help: "B: entries of Q, K and V are in [-B, B].")
  var bound: String?
  @Option(parsing: .unconditional, help: "E: the absolute error allowed for every output entry.")
  var epsilon: String?
  @Option(parsing: .unconditional, help: "inverse-dim (unless told), inverse-sqrt-dim or an exact number.")
  var scale: String?
  @Option(help: "none (unless told), causal, causal-exclusive, causal-bottom-right or window=*,R.")
  var mask: String?
  @Option(help: "Write the plan and its certificate as JSON to this file.")
  var json: String?

  func run() throws {
    var options = PlanOptions()
    options.tokens = tokens
    options.dimension = dimension
    options.bound = bound
    options.epsilon = epsilon
    options.scale = scale
    options.mask = mask
    throw CommandStatus(status: try PlanJob(options: options, json: json).run())
  }
}
