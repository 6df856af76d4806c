import ArgumentParser

/// A bounded problem on the command line of a worker.
struct BoundedArguments: ParsableArguments {
  @Argument var tokens: Int
  @Argument var dimension: Int
  @Argument var bound: Float
  @Argument var entries: BoundedProblem.Entries
  @Flag var causal = false
  @Option(help: "How many threads may be used.") var threads: Int

  var problem: BoundedProblem {
    BoundedProblem(
      tokens: tokens, dimension: dimension, bound: bound, entries: entries, isCausal: causal)
  }
}

extension BoundedProblem.Entries: ExpressibleByArgument {}

extension BoundedProblem {
  /// The words that `BoundedArguments` reads.
  func arguments(threads: Int) -> [String] {
    ["\(tokens)", "\(dimension)", "\(bound)", entries.rawValue, "--threads", "\(threads)"]
      + (isCausal ? ["--causal"] : [])
  }
}
