import AttnSpec

/// The four kernels against what Python offers.
struct KernelSection {
  private let programs: Programs
  private let tokens: Int
  private let rounds: Int

  init(_ programs: Programs, tokens: Int, rounds: Int) {
    self.programs = programs
    self.tokens = tokens
    self.rounds = rounds
  }

  func markdown() throws -> String {
    var table = MarkdownTable(
      [
        "format", "cores", "kernel", "ms", "GFLOP/s", "PyTorch SDPA's time ÷ this", "NumPy's time ÷ this",
        "peak memory, MiB (before)",
      ], numeric: [1, 3, 4, 5, 6, 7])
    for format in [NumberFormat.float32, .float64] {
      let problem = Problem(format: format, tokens: tokens)
      try programs.writeTensors(problem)
      for cores in [1, 2] {
        let contestants = contestants(problem, cores: cores)
        let series = try Comparison(
          name: "kernels in \(format.rawValue), cores: \(cores)", contestants: contestants, rounds: rounds
        ).measure()
        let (torch, numpy) = (series[series.count - 2], series[series.count - 1])
        for (contestant, measured) in zip(contestants, series) {
          table.append(
            [format.rawValue, "\(cores)", contestant.name]
              + cells(measured, problem: problem, torch: torch, numpy: numpy))
        }
      }
    }
    let text = """
      GFLOP/s counts the 4·n²·d operations of the two matrix products. Our kernels store the log-sum-exp as
      well, and StandardAttention the weights. PyTorch SDPA is `scaled_dot_product_attention` as PyTorch
      chooses it; NumPy is matmul, softmax, matmul in the same format.
      """
    return "## The kernels, n = \(tokens), d = 64, one head, no mask\n\n" + Prose.wrapped(text) + "\n"
      + table.markdown
  }

  /// The last two are PyTorch's and NumPy's.
  private func contestants(_ problem: Problem, cores: Int) -> [Contestant] {
    let format = problem.format
    let kernels = KernelName.allCases.map { name in
      Contestant(
        name.rawValue,
        OwnProgram.work([
          "kernel", name.rawValue, format.rawValue, "\(problem.tokens)", "\(problem.dimension)", "\(cores)",
        ]), cores: cores)
    }
    return kernels + [
      Contestant(
        "PyTorch SDPA", programs.attention(.torch, .sdpa, in: format, problem, cores: cores), cores: cores),
      Contestant(
        "NumPy", programs.attention(.numpy, .threeSteps, in: format, problem, cores: cores), cores: cores),
    ]
  }

  private func cells(_ series: Series?, problem: Problem, torch: Series?, numpy: Series?) -> [String] {
    guard let series else { return Array(repeating: Figures.missing, count: 5) }
    let seconds = series.secondsPerOperation.scaled(by: Double(problem.pairs))
    return [
      Figures.spread(seconds.scaled(by: 1e3)),
      Figures.spread(seconds.reciprocal(times: problem.operations / 1e9)),
      Figures.ratio(torch, to: series), Figures.ratio(numpy, to: series), Figures.memory(series),
    ]
  }
}
