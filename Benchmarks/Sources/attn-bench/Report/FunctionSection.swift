/// Enclosures of exp, log and sqrt against MPFR and FLINT/Arb.
struct FunctionSection {
  private let programs: Programs
  private let rounds: Int

  private static let precisions = [64, 128, 256, 512, 1024, 4096]

  init(_ programs: Programs, rounds: Int) {
    self.programs = programs
    self.rounds = rounds
  }

  func markdown() throws -> String {
    var table = MarkdownTable(
      [
        "function", "bits", "AttnAudit, ns", "MPFR, ns", "Arb, ns", "MPFR's time ÷ AttnAudit's",
        "Arb's time ÷ AttnAudit's",
      ], numeric: [1, 2, 3, 4, 5, 6])
    for function in ElementaryFunction.allCases {
      for bits in Self.precisions {
        let arguments = [function.rawValue, "\(bits)"]
        let contestants = [
          Contestant("AttnAudit", OwnProgram.work(["function"] + arguments), cores: 1),
          Contestant("MPFR", programs.peer(["function", function.rawValue, "mpfr", "\(bits)"]), cores: 1),
          Contestant("Arb", programs.peer(["function", function.rawValue, "arb", "\(bits)"]), cores: 1),
        ]
        let series = try Comparison(
          name: "\(function.rawValue), \(bits) bits", contestants: contestants, rounds: rounds,
          agreement: 1e-12
        ).measure()
        let times = series.map { series in
          series.map { Figures.spread($0.secondsPerOperation.scaled(by: 1e9)) } ?? Figures.missing
        }
        table.append(
          [function.rawValue, "\(bits)"] + times
            + series.dropFirst().map { Figures.ratio($0, to: series[0]) })
      }
    }
    let text = """
      AttnAudit encloses to a relative width of 2^(1−bits), MPFR rounds correctly to so many bits, FLINT/Arb
      computes a ball at that working precision. Arguments: (2k+1)/7 for k = 0, …, 15, rounded to the
      precision; for exp with a minus sign. AttnAudit's time includes the allocation of its result; the
      libraries write into one that exists.
      """
    return "## exp, log and sqrt at any precision, one core\n\n" + Prose.wrapped(text) + "\n" + table.markdown
  }
}
