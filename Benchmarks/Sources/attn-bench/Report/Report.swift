import Foundation

/// The document that `make bench` writes.
struct Report {
  var machine: Machine
  var sections: [String]
  var rounds: Int
  /// The share of the machine that others have used meanwhile.
  var load: Double?

  var markdown: String {
    ([heading] + sections).joined(separator: "\n")
  }

  private var heading: String {
    let noise =
      Figures.noise(load) + ((load ?? 0) > 0.05 ? ", so the times are rough, and the ratios less so." : ".")
    let method = """
      A figure is the median of \(rounds) \(rounds == 1 ? "run" : "runs"), with the least and the greatest in
      brackets. The contestants of one comparison take turns, A B C A B C, after one run of each that does not
      count, and a ratio is the median of the ratios within a turn: what slows the machine for a while slows both.
      Each contestant is a process of its own, pinned to its cores, with the same arguments; its results must
      agree with the others' or nothing is written. Peak memory is that of the whole process, interpreter and
      libraries included; in brackets what was resident before the first run. No test asserts a time.
      """
    return """
      # Benchmarks

      Written by `make bench`; not to be edited.

      \(machine.markdown)
      \(Prose.wrapped(method))
      \(Prose.wrapped(noise))
      """
  }
}
