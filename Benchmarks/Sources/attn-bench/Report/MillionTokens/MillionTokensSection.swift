import AttnSpec
import ExpBounds

/// Linear attention at 2²⁰ tokens with every entry certified: time, memory, growth, and what a quadratic kernel takes.
struct MillionTokensSection {
  private let programs: Programs
  private let rounds: Int

  init(_ programs: Programs, rounds: Int) {
    self.programs = programs
    self.rounds = rounds
  }

  func markdown() throws -> String {
    let subject = try MillionTokens()
    let growth = try MillionTokens.cores.map { try GrowthMeasurement(subject, cores: $0, rounds: rounds) }
    let rivals = try MillionTokens.cores.map {
      try QuadraticRivals(subject, programs, cores: $0, rounds: rounds)
    }
    let search = try Comparison(
      name: "the plan",
      contestants: [
        subject.contestant(.plan, MillionTokens.problem(MillionTokens.exponents.upperBound), cores: 1)
      ], rounds: rounds
    ).measure()[0]!
    let audit = try MillionTokensAudit(subject)

    var times = MarkdownTable(
      [
        "cores", "n", "kernel, ms", "causal kernel, ms", "causal ÷ unmasked", "certificate, ms",
        "certificate ÷ kernel, %",
      ], numeric: [0, 1, 2, 3, 4, 5, 6])
    for line in growth.flatMap(\.lines) { times.append(line) }
    var ratios = MarkdownTable(
      ["cores", "kernel", "seconds", "time ÷ polynomial kernel's"], numeric: [0, 2, 3])
    for line in rivals.flatMap(\.lines) { ratios.append(line) }
    return [
      "## Polynomial attention at a million tokens\n", Prose.wrapped(setting(subject)), times.markdown,
      Prose.wrapped(growth.map(\.summary).joined(separator: " ") + " " + memory(growth)), ratios.markdown,
      Prose.wrapped(QuadraticRivals.text + " Asked for: at least 200."),
      Prose.wrapped(audit.sentence + " " + independentPart(search)),
    ].joined(separator: "\n")
  }

  private func setting(_ subject: MillionTokens) -> String {
    """
    One head, d = \(MillionTokens.dimension), scores scaled by 1/d, entries uniform in [−1, 1], Float. Every entry of the
    output is certified within \(MillionTokens.epsilon) by Theorem P: degree \(subject.plan.degree), rank
    \(subject.plan.figures.rank), blocks of \(subject.plan.arithmetic.tile * subject.plan.arithmetic.tilesPerBlock) keys, chosen for the data at n = 2^\(MillionTokens.exponents.upperBound), and the same
    coefficients for every n. The kernel is timed alone, its coefficients given. The certificate is the part of the proof
    that the data enter, their norms and Theorem P; asked for: at most 5 % of the kernel's time at 2^20. With a causal mask
    at most 3 times the time of the unmasked kernel is asked for.
    """
  }

  private func memory(_ growth: [GrowthMeasurement]) -> String {
    let tokens = 1 << MillionTokens.exponents.upperBound
    let tensors = 4 * tokens * MillionTokens.dimension * MemoryLayout<Float>.size
    return growth.map {
      let peak = $0.last.kernel.peakMemory
      return "A process that runs the kernel at n = 2^\(MillionTokens.exponents.upperBound) on \($0.cores)"
        + " \($0.cores == 1 ? "core" : "cores") has at most \(Figures.mebibytes(peak)) MiB resident, Q, K, V and O being"
        + " \(Figures.mebibytes(tensors)): \(Figures.number(Double(peak) / Double(tensors))) times (asked for: at most 3)."
    }.joined(separator: " ")
  }

  private func independentPart(_ series: Series) -> String {
    let pairs = Double(1 << (2 * MillionTokens.exponents.upperBound))
    let milliseconds = Figures.spread(series.secondsPerOperation.scaled(by: 1e3 * pairs))
    return
      "The rest of the proof, which the data enter by these norms alone (the search for degree, format and blocks, and"
      + " the certified polynomial), takes \(milliseconds) ms, whatever n is."
  }
}
