import AttnSpec

/// A full audit of FlashAttention against what others would have for a reference.
struct AuditSection {
  private let programs: Programs
  private let problem: Problem
  private let rounds: Int

  private static let arbBits = 64
  /// FLINT/Arb computes so many rows: enough for its matrix products to reach their speed.
  private var arbRows: Int { min(256, problem.tokens) }

  init(_ programs: Programs, format: NumberFormat, tokens: Int, rounds: Int) throws {
    self.programs = programs
    problem = Problem(format: format, tokens: tokens)
    self.rounds = rounds
    try programs.writeTensors(problem)
  }

  private var type: String { problem.format == .float32 ? "Float" : "Double" }

  func markdown() throws -> String {
    var table = MarkdownTable(
      ["cores", "what", "proves", "seconds", "ns per pair", "time ÷ audit's", "peak memory, MiB (before)"],
      numeric: [0, 3, 4, 5, 6])
    var remark = ""
    for cores in [1, 2] {
      let contestants = contestants(cores: cores)
      let series = try Comparison(
        name: "audit in \(type), cores: \(cores)", contestants: contestants, rounds: rounds
      ).measure()
      if let audit = series[0] { remark = audit.remark }
      for (contestant, measured) in zip(contestants, series) {
        table.append(
          ["\(cores)", contestant.name, contestant.proves] + cells(measured, audit: series[0]))
      }
    }
    let text = """
      Judged: \(remark). The audit without the kernel's run encloses every row, derives Theorem R's bound for
      every entry and compares; with it, FlashAttention runs as well. NumPy and PyTorch compute the same
      attention in float64 as matmul, softmax, matmul; the result is compared with nothing. FLINT/Arb computes
      balls of \(Self.arbBits) bits on one core, by matrix products as well, for the first \(arbRows) rows only: its
      seconds are scaled to all rows, its memory is not.
      """
    return
      "## An audit of FlashAttention in \(type), n = \(problem.tokens), d = \(problem.dimension), one head\n\n"
      + Prose.wrapped(text) + "\n" + table.markdown
  }

  private func contestants(cores: Int) -> [Contestant] {
    let audit = ["audit", problem.format.rawValue, "\(problem.tokens)", "\(problem.dimension)", "\(cores)"]
    func reference(_ library: PythonLibrary) -> [String]? {
      programs.attention(library, .threeSteps, in: .float64, problem, cores: cores)
    }
    let all = [
      Contestant(
        "audit, without the kernel's run", OwnProgram.work(audit), cores: cores, proves: "every entry"),
      Contestant(
        "audit, with the kernel's run", OwnProgram.work(audit + ["--including-kernel"]), cores: cores,
        proves: "every entry"),
      Contestant("NumPy float64", reference(.numpy), cores: cores, proves: "nothing"),
      Contestant("PyTorch float64", reference(.torch), cores: cores, proves: "nothing"),
      Contestant(
        "FLINT/Arb, \(Self.arbBits) bits, scaled",
        programs.arbAttention(problem, bits: Self.arbBits, rows: arbRows), cores: 1,
        proves: "an enclosure of each entry"),
    ]
    return cores == 1 ? all : all.dropLast()
  }

  private func cells(_ series: Series?, audit: Series?) -> [String] {
    guard let series else { return Array(repeating: Figures.missing, count: 4) }
    let pair = series.secondsPerOperation
    return [
      Figures.spread(pair.scaled(by: Double(problem.pairs))), Figures.spread(pair.scaled(by: 1e9)),
      Figures.ratio(series, to: audit), Figures.memory(series),
    ]
  }
}
