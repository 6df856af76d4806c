/// Looks for the simplest sequence of choices with which something still happens: here, a property still fails.
///
/// A greedy descent in the shortlex order: passes propose smaller sequences, each proposal that still shows the
/// evidence becomes the best one, and the passes start again, until none of them finds anything. What is found is
/// a local minimum: no single step of any pass leads below it.
///
/// Passes that try pairs of choices do so for short sequences only. In a long one, of thousands of choices, each
/// pass makes a number of proposals in proportion to its length; a limit of time or of evaluations ends the rest.
///
/// Source: the internal test-case reduction of Hypothesis; MacIver, Donaldson, "Test-Case Reduction via
/// Test-Case Generation: Insights from the Hypothesis Reducer", ECOOP 2020.
final class Shrinker<Evidence> {
  private(set) var best: Recording { didSet { knownTree = nil } }
  private(set) var evidence: Evidence
  /// Runs of `test`.
  private(set) var evaluations = 0
  private(set) var stoppedEarly = false
  /// How many choices the latest run of `test` used.
  private(set) var latestLength = 0

  private let test: (ChoiceSource) -> Evidence?
  private let evaluationLimit: Int
  private let now: () -> Duration
  private let end: Duration
  private var tried: Set<Fingerprint> = []
  private var knownTree: SpanTree?

  /// Sequences up to this length are shrunk by every pass.
  static var thoroughLength: Int { 256 }

  /// - Parameter test: what the choices of a source show, or nil where they show nothing.
  init(
    _ recording: Recording, evidence: Evidence, settings: PropertySettings,
    test: @escaping (ChoiceSource) -> Evidence?
  ) {
    best = recording
    self.evidence = evidence
    self.test = test
    evaluationLimit = settings.shrinkingEvaluations
    now = settings.now
    end = settings.now() + settings.shrinkingLimit
  }

  /// Shrinks until no pass finds anything simpler, or a limit is reached.
  func run() {
    do {
      var before: [Choice]
      repeat {
        before = best.choices
        try runPasses()
        try goOn(from: before)
      } while best.choices != before
    } catch {
      stoppedEarly = true
    }
  }

  /// Cheap passes that remove much come first; those that try pairs of choices have little left to do.
  private func runPasses() throws(LimitReached) {
    try removeSpans()
    try liftDescendants()
    try clearRuns()
    try lowerChoices()
    try lowerEqualChoices()
    try lowerAndRemove()
    try removeAndLowerAll()
    try removeSlices()
    try sortSiblings()
    try moveToEnds()
    try lowerPairs()
    try moveBetweenChoices()
    try removeChoices()
    try rearrangeSpans()
    try removeDigits()
  }

  var isThorough: Bool { best.choices.count <= Self.thoroughLength }

  /// The spans directly below a parent, by their indices and in their order; −1 is the parent of the outermost.
  func children(of parent: Int) -> ArraySlice<Int> {
    if knownTree == nil { knownTree = SpanTree(best.spans) }
    return knownTree!.children(of: parent)
  }

  // MARK: - Proposals

  /// Makes `proposal` the best sequence if it is simpler and still shows the evidence.
  ///
  /// What counts is the sequence that the generator really used: shorter than the proposal where it did not need
  /// all of it, and with the nearest allowed choices in it.
  func accepts(_ proposal: [Choice]) throws(LimitReached) -> Bool {
    try accepts(proposal) { ChoiceSource(replaying: proposal, limit: $0) }
  }

  /// The best sequence with other choices at some places, each choice staying with the span that made it.
  func accepts(_ changes: (index: Int, choice: Choice)...) throws(LimitReached) -> Bool {
    var proposal = best.choices
    for (index, choice) in changes {
      guard proposal.indices.contains(index), best.ranges[index].contains(choice) else { return false }
      proposal[index] = choice
    }
    return try accepts(proposal) { [best] in
      ChoiceSource(replaying: ChoiceTree(best, choices: proposal), limit: $0)
    }
  }

  private func accepts(
    _ proposal: [Choice], from source: (_ limit: Int) -> ChoiceSource
  ) throws(LimitReached) -> Bool {
    guard proposal.isSimpler(than: best.choices), tried.insert(Fingerprint(proposal)).inserted else {
      return false
    }
    guard evaluations < evaluationLimit, now() < end else { throw LimitReached() }
    evaluations += 1
    let source = source(best.choices.count)
    let found = test(source)
    latestLength = source.recording.choices.count
    guard let found, source.recording.choices.isSimpler(than: best.choices) else { return false }
    tried.insert(Fingerprint(source.recording.choices))
    (best, evidence) = (source.recording, found)
    return true
  }

  func accepts(
    replacing range: Range<Int>, with choices: some Collection<Choice>
  ) throws(LimitReached) -> Bool {
    var proposal = best.choices
    proposal.replaceSubrange(range, with: choices)
    return try accepts(proposal)
  }

  /// Whether `proposal` without this range is accepted and makes the best sequence shorter. (It may be accepted
  /// and not: the generator fills up what it misses. A pass that repeated itself then would go on in small steps.)
  func shortens(_ proposal: [Choice], removing range: Range<Int>) throws(LimitReached) -> Bool {
    guard range.upperBound <= proposal.count, !range.isEmpty else { return false }
    let length = best.choices.count
    var shorter = proposal
    shorter.removeSubrange(range)
    return try accepts(shorter) && best.choices.count < length
  }
}

/// There is no time, or no evaluation, left for shrinking.
struct LimitReached: Error {}
