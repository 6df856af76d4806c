import ArgumentParser
import AttnAudit

struct InputsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inputs",
    abstract:
      "Writes a killing input to a file, for recording an output elsewhere; without a family, lists them.")

  @Option(help: "The family.")
  var family: String?
  @Option(help: "The number of queries.")
  var tokens: Int?
  @Option(help: "The number of keys; as many as queries unless told.")
  var keys: Int?
  @Option(help: "The dimension.")
  var dimension: Int?
  @Option(help: "float64, float32, float16 or bfloat16.")
  var type: String?
  @Option(help: "The scale that the input is made for, as in `attn-audit audit`.")
  var scale: String?
  @Option(help: "The mask that the input is made for, as in `attn-audit audit`.")
  var mask: String?
  @Option(help: "The seed.")
  var seed: UInt64 = 0
  @Option(help: "The safetensors file to write.")
  var output: String?

  func validate() throws {
    if (family == nil) != (output == nil) {
      throw ValidationError("--family and --output belong together; give both, or neither for a list.")
    }
  }

  func run() throws {
    guard let family, let output else { return print(CatalogueListing.families, terminator: "") }
    var request = InputFileRequest(family: family)
    request.problem.tokens = tokens
    request.problem.keys = keys
    request.problem.dimension = dimension
    request.problem.format = type
    request.scale = scale
    request.mask = mask
    request.seed = seed
    try request.write(to: output)
  }
}
