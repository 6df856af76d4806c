import PropertyTesting

/// What a failed property prints.
struct PropertyFailure {
  let corpusPath: String

  /// Nil where the property holds.
  func failure<Value>(_ report: PropertyReport<Value>, _ settings: PropertySettings) -> [String]? {
    switch report.outcome {
    case .holds: nil
    case .unhealthy(let problem): ["\(problem)"] + line("seed", search(report, settings))
    case .fails(let found):
      ["A counterexample:"] + line("value", ValueText.lines(found.value))
        + line("error", Self.text(found.error))
        + line("replay", "replay: \"\(found.choices)\"")
        + line("keep", ["by this line in \(corpusPath):", corpusLine(found)])
        + line("seed", search(report, settings) + effort(found))
    }
  }

  /// The failure that a replay is in any case.
  func replay<Value>(_ value: Value?, _ report: PropertyReport<Value>) -> [String] {
    let outcome =
      switch report.outcome {
      case .holds: value == nil ? "The replayed choices make no value." : "The replayed case holds."
      case .fails: "The replayed case fails:"
      case .unhealthy(let problem): "\(problem)"
      }
    return [outcome] + (value.map { line("value", ValueText.lines($0)) } ?? [])
      + (report.counterexample.map { line("error", Self.text($0.error)) } ?? [])
      + ["Remove replay: from the call; as long as it is there, no other case is tried."]
  }

  private func search<Value>(_ report: PropertyReport<Value>, _ settings: PropertySettings) -> String {
    "\(settings.seed), after \(report.cases) cases that held and \(report.discards) that were discarded"
  }

  private func effort<Value>(_ found: Counterexample<Value>) -> String {
    "; \(found.evaluations) evaluations"
      + (found.stoppedEarly ? ", and a limit ended the shrinking: there may be a simpler case" : "")
  }

  private func corpusLine<Value>(_ found: Counterexample<Value>) -> String {
    let value = "\(found.value)".split(whereSeparator: \.isNewline).joined(separator: " ")
    return "\(found.choices)  # \(value.count > 60 ? value.prefix(60) + "…" : value)"
  }

  private static func text(_ error: any Error) -> [String] {
    guard let falsified = error as? Falsified else { return ["\(type(of: error)): \(error)"] }
    return "\(falsified), \(falsified.fileID):\(falsified.line)".split(separator: "\n").map { String($0) }
  }

  private func line(_ name: String, _ text: String) -> [String] { line(name, [text]) }

  private func line(_ name: String, _ lines: [String]) -> [String] {
    let width = 8
    return lines.enumerated().map { index, line in
      let head = index == 0 ? name : ""
      return "  " + head + String(repeating: " ", count: width - head.count) + line
    }
  }
}
