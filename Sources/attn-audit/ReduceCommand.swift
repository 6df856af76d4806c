import ArgumentParser
import AttnAudit

struct ReduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reduce",
    abstract: "Runs the hardness reduction: nearest neighbours with a gap, answered by attention (L4.7).",
    usage: """
      attn-audit reduce [--file F | --points N --dimension D --distance T --gap E [--planted K] [--seed N]] \
      [--kernel exact|NAME[:FORMAT]] [--as-printed] [--json F]
      """,
    discussion: """
      For each point a: is some point b within distance T (near), or are they all at (1+E)T or farther (far)? \
      The points are balanced and become Q, K and V; an attention kernel's output answers, and is compared with all \
      distances. Where looking up all points within T is cheaper, that is done, unless a kernel is named. Ends with 0 \
      where every answer is right, with 1 where one is wrong: as printed, or by a kernel whose format ends too \
      early.

      A file has one item a line: 'distance T', 'gap E', and 'a 0110…' or 'b 0110…' for each point; # begins a \
      comment. Numbers are decimal (0.5), hexadecimal (0x1p-1) or p/q, and taken exactly.
      """)

  @Option(help: "A file with the points, the distance and the gap.")
  var file: String?
  @Option(parsing: .unconditional, help: "N: the number of points on each side.")
  var points: Int?
  @Option(parsing: .unconditional, help: "D: the bits of each point.")
  var dimension: Int?
  @Option(parsing: .unconditional, help: "T: up to this distance a pair is near.")
  var distance: String?
  @Option(parsing: .unconditional, help: "E: from (1+E)T on a pair is far.")
  var gap: String?
  @Option(
    parsing: .unconditional, help: "Plant K near points; all others are far. Unless told, points are random.")
  var planted: Int?
  @Option(parsing: .unconditional, help: "Other points.")
  var seed: UInt64?
  @Option(help: "exact, or a kernel of the catalogue in all its formats or in one: FlashAttention:float32.")
  var kernel: String?
  @Flag(help: "With τ and the threshold as the paper prints them.")
  var asPrinted = false
  @Option(help: "Write the answers as JSON to this file.")
  var json: String?

  func run() throws {
    var options = ReduceOptions()
    options.file = file
    options.points = points
    options.dimension = dimension
    options.distance = distance
    options.gap = gap
    options.planted = planted
    options.seed = seed
    options.kernel = kernel
    options.isAsPrinted = asPrinted
    throw CommandStatus(status: try ReduceJob(options: options, json: json).run())
  }
}
