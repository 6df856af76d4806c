public import PropertyTesting
public import Testing

/// Expects a claim of every value that a generator makes, and records a failure at the caller's line: the smallest
/// counterexample, the choices that make it again, and the line of the corpus that keeps it.
///
/// Counterexamples found once stand in `Corpus/FILE.FUNCTION.txt` beside the caller's file, one in a line, and are
/// tried before any random case; see `Corpus`.
///
/// - Parameters:
///   - cases: random cases, times the effort that the environment asks for (`ATTN_EFFORT`), with its seed
///     (`ATTN_SEED`).
///   - replay: the choices of a failure, as it printed them. Only this case is run, and shown. It is recorded as a
///     failure even where the claim holds, so that a forgotten replay is not merged.
///   - claim: throws where it does not hold; see `require` and `assume`. Not with `#expect`: every case would
///     record its own failure.
public func expectProperty<Value>(
  _ generator: Generator<Value>, cases: Int = 100, labels: [Label<Value>] = [], replay: String? = nil,
  filePath: String = #filePath, function: String = #function,
  sourceLocation: SourceLocation = #_sourceLocation, _ claim: @escaping (Value) throws -> Void
) {
  let text = PropertyFailure(corpusPath: CorpusFile.path(of: function, in: filePath))
  let record = { (lines: [String]) in
    _ = Issue.record(Comment(rawValue: lines.joined(separator: "\n")), sourceLocation: sourceLocation)
  }
  var settings = PropertySettings.environment(cases: cases)
  do { settings.corpus = try Corpus.cases(at: text.corpusPath) } catch { return record(["\(error)"]) }
  if let replay {
    guard let choices = ChoiceText(replay) else {
      return record(["replay: \"\(replay)\" is no sequence of choices: copy it from a failure"])
    }
    settings.replay = choices
  }

  var replayed: Value?
  let property = Property(generator, labels: labels) { value in
    if replay != nil { replayed = value }
    try claim(value)
  }
  let report = property.check(settings)
  if replay != nil {
    record(text.replay(replayed, report))
  } else if let lines = text.failure(report, settings) {
    record(lines)
  }
}

/// The same as `expectProperty` for a claim in one expression: `expectAll(numbers) { $0 + 0 == $0 }`.
public func expectAll<Value>(
  _ generator: Generator<Value>, cases: Int = 100, labels: [Label<Value>] = [], replay: String? = nil,
  filePath: String = #filePath, function: String = #function,
  sourceLocation: SourceLocation = #_sourceLocation, _ claim: @escaping (Value) throws -> Bool
) {
  expectProperty(
    generator, cases: cases, labels: labels, replay: replay, filePath: filePath, function: function,
    sourceLocation: sourceLocation
  ) { value in
    try require(try claim(value), fileID: sourceLocation.fileID, line: sourceLocation.line)
  }
}
