import ArgumentParser
import AttnAudit
import AttnFast
import AttnSpec

/// One kernel of the catalogue.
struct KernelWork: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "kernel")

  @Argument var name: KernelName
  @Argument(transform: numberFormat) var format: NumberFormat
  @Argument var tokens: Int
  @Argument var dimension: Int
  @Argument var threads: Int

  func run() throws {
    let problem = Problem(format: format, tokens: tokens, dimension: dimension)
    if format == .float32 {
      try serve(Float.self, problem)
    } else {
      try serve(Double.self, problem)
    }
  }

  private func serve<Scalar: KernelScalar>(_: Scalar.Type, _ problem: Problem) throws {
    let input = problem.input()
    let tensors = AttentionInput(
      specification: input.specification, queries: input.queries.map { Scalar($0) },
      keys: input.keys.map { Scalar($0) }, values: input.values.map { Scalar($0) })
    let kernel = name.kernel(Scalar.self, threads: threads)
    var output: [Scalar] = []
    try WorkLoop.serve(
      operations: problem.pairs, run: { output = try kernel.attend(tensors).output },
      check: { (output.checkNumber(width: dimension), "") })
  }
}

enum KernelName: String, ExpressibleByArgument, CaseIterable {
  case standardAttention = "StandardAttention"
  case safeSoftmaxAttention = "SafeSoftmaxAttention"
  case onlineSoftmaxAttention = "OnlineSoftmaxAttention"
  case flashAttention = "FlashAttention"

  func kernel<Scalar: KernelScalar>(_: Scalar.Type, threads: Int) -> any AttentionKernel<Scalar> {
    switch self {
    case .standardAttention: StandardAttention<Scalar>(threads: threads)
    case .safeSoftmaxAttention: SafeSoftmaxAttention<Scalar>(threads: threads)
    case .onlineSoftmaxAttention: OnlineSoftmaxAttention<Scalar>(threads: threads)
    case .flashAttention: FlashAttention<Scalar>(threads: threads)
    }
  }
}
