/// A bare `attn-audit audit`, from its start to its end.
struct DefaultAuditSection {
  private let programs: Programs
  private let rounds: Int

  init(_ programs: Programs, rounds: Int) {
    self.programs = programs
    self.rounds = rounds
  }

  func markdown() throws -> String {
    var table = MarkdownTable(["cores", "seconds", "peak memory, MiB", "audited"], numeric: [0, 1, 2])
    for cores in [1, 2] {
      let contestant = Contestant("attn-audit audit", programs.defaultAudit(), cores: cores)
      let series = try Comparison(
        name: "the default audit, cores: \(cores)", contestants: [contestant], rounds: rounds, warmsUp: false
      ).measure()[0]
      guard let series else {
        table.append(["\(cores)"] + Array(repeating: Figures.missing, count: 3))
        continue
      }
      table.append([
        "\(cores)", Figures.spread(series.secondsPerOperation), Figures.mebibytes(series.peakMemory),
        series.remark,
      ])
    }
    let text = """
      The whole program, \(rounds) \(rounds == 1 ? "time" : "times"), with its JSON report.
      """
    return "## `attn-audit audit`: every kernel, the bundled activations, every family\n\n"
      + Prose.wrapped(text) + "\n" + table.markdown
  }
}
