import ArgumentParser
import AttnAudit

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Audits kernels of the catalogue, or outputs recorded elsewhere.",
    discussion: """
      Without a kernel or tensors: the whole catalogue, on the bundled activations and on every input family \
      inside the kernels' domain. Ends with 0 where everything is certified, with 1 where something is refuted, \
      and with 2 where something is undecided, outside the contract's domain or vacuously bounded.
      """)

  @Argument(help: "Kernels, as `attn-audit kernels` lists them; NAME:float32 chooses one format.")
  var kernels: [String] = []

  @Option(help: "A safetensors file with q, k, v, o and, if recorded, lse.")
  var tensors: String?
  @Option(help: "A safetensors file with the queries.")
  var q: String?
  @Option(help: "A safetensors file with the keys.")
  var k: String?
  @Option(help: "A safetensors file with the values.")
  var v: String?
  @Option(help: "A safetensors file with the recorded output.")
  var o: String?
  @Option(help: "A safetensors file with the recorded log-sum-exp, natural logarithm.")
  var lse: String?

  @Option(help: "inverse-sqrt-dim, inverse-dim or an exact number: 0.125, 3/7, 0x1p-3.")
  var scale: String?
  @Option(
    help: ArgumentHelp(
      "none, causal, causal-exclusive, causal-bottom-right, window=L,R or window-bottom-right=L,R.",
      discussion: "* leaves a side open. causal-exclusive leaves out a query's own key."))
  var mask: String?
  @Option(
    help: ArgumentHelp(
      "lemma:EA,ED, absolute:E, rounding or rounding:key=value,….",
      discussion:
        "Keys: products, p, accumulator, output, exp-ulp, order, normalization, scale-roundings, flush."))
  var contract: String?
  @Option(help: "What a row without an allowed key yields: zero or nan.")
  var fullyMasked: String?

  @Option(parsing: .upToNextOption, help: "Input families, as `attn-audit inputs` lists them.")
  var family: [String] = []
  @Option(help: "The families' number of queries.")
  var tokens: Int?
  @Option(help: "The families' number of keys; as many as queries unless told.")
  var keys: Int?
  @Option(help: "The families' dimension.")
  var dimension: Int?
  @Option(help: "The families' format: float64, float32, float16 or bfloat16.")
  var type: String?

  @Option(help: "Audit the rows A to B - 1 of each head only: A:B.")
  var rows: String?
  @Option(help: "Audit so many rows of each head only, drawn by the seed.")
  var sample: Int?
  @Option(help: "The seed of families and samples.")
  var seed: UInt64 = 0
  @Option(help: "The only stage the judge may use: filter, double-double or exact.")
  var stage: String?

  @Option(help: "Write the report as JSON to this file.")
  var json: String?
  @Flag(help: "Print nothing but refutations.")
  var quiet = false

  func run() throws {
    var options = AuditOptions()
    options.kernels = kernels
    options.tensors = tensors
    options.queries = q
    options.keys = k
    options.values = v
    options.output = o
    options.logSumExp = lse
    options.scale = scale
    options.mask = mask
    options.contract = contract
    options.fullyMasked = fullyMasked
    options.families = family
    options.problem.tokens = tokens
    options.problem.keys = keys
    options.problem.dimension = dimension
    options.problem.format = type
    options.rows = rows
    options.sample = sample
    options.seed = seed
    options.stage = stage
    options.replayFolder = ReplayFolder.beside(report: json).path
    throw CommandStatus(
      status: try AuditJob(request: options.request(), json: json, isQuiet: quiet).run())
  }
}
