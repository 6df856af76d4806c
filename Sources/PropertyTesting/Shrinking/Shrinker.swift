/// Looks for the simplest sequence of choices with which something still happens: here, a property still fails.
///
/// A greedy descent in the shortlex order: passes propose smaller sequences, each proposal that still shows the
/// evidence becomes the best one, and the passes start again, until none of them finds anything. What is found is
/// a local minimum: no single step of any pass leads below it.
///
/// Source: the internal test-case reduction of Hypothesis; MacIver, Donaldson, "Test-Case Reduction via
/// Test-Case Generation: Insights from the Hypothesis Reducer", ECOOP 2020.
final class Shrinker<Evidence> {
  private(set) var best: Recording
  private(set) var evidence: Evidence
  /// Runs of `test`.
  private(set) var evaluations = 0
  private(set) var stoppedEarly = false

  private let test: (ChoiceSource) -> Evidence?
  private let evaluationLimit: Int
  private let now: () -> Duration
  private let end: Duration
  private var tried: Set<[Choice]> = []

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
    var before: [Choice]
    repeat {
      before = best.choices
      // Cheap passes that remove much come first; those that try pairs of choices have little left to do.
      removeSpans()
      liftDescendants()
      emptySpans()
      lowerChoices()
      lowerEqualChoices()
      lowerAndRemove()
      removeAndLowerAll()
      removeSlices()
      sortSiblings()
      moveToEnds()
      lowerPairs()
      moveBetweenChoices()
      removeChoices()
      exchangeSpans()
    } while best.choices != before && !stoppedEarly
  }

  /// Makes `proposal` the best sequence if it is simpler and still shows the evidence. False, too, after a limit.
  ///
  /// What counts is the sequence that the generator really used: shorter than the proposal where it did not need
  /// all of it, and with the nearest allowed choices in it.
  func accepts(_ proposal: [Choice]) -> Bool {
    accepts(proposal) { ChoiceSource(replaying: proposal, limit: $0) }
  }

  /// The best sequence with other choices at some places, each choice staying with the span that made it.
  func accepts(_ changes: (index: Int, choice: Choice)...) -> Bool {
    var proposal = best.choices
    for (index, choice) in changes {
      guard proposal.indices.contains(index), best.ranges[index].contains(choice) else { return false }
      proposal[index] = choice
    }
    return accepts(proposal) { [best] in
      ChoiceSource(replaying: ChoiceTree(best, choices: proposal), limit: $0)
    }
  }

  private func accepts(_ proposal: [Choice], from source: (_ limit: Int) -> ChoiceSource) -> Bool {
    guard proposal.isSimpler(than: best.choices), tried.insert(proposal).inserted else { return false }
    guard evaluations < evaluationLimit, now() < end else {
      stoppedEarly = true
      return false
    }
    evaluations += 1
    let source = source(best.choices.count)
    guard let found = test(source), source.recording.choices.isSimpler(than: best.choices) else {
      return false
    }
    tried.insert(source.recording.choices)
    (best, evidence) = (source.recording, found)
    return true
  }

  /// Whether `proposal` without this range is accepted and makes the best sequence shorter. (It may be accepted
  /// and not: the generator fills up what it misses. A pass that repeated itself then would go on in small steps.)
  func shortens(_ proposal: [Choice], removing range: Range<Int>) -> Bool {
    guard range.upperBound <= proposal.count, !range.isEmpty else { return false }
    let length = best.choices.count
    var shorter = proposal
    shorter.removeSubrange(range)
    return accepts(shorter) && best.choices.count < length
  }

  func accepts(replacing range: Range<Int>, with choices: some Collection<Choice>) -> Bool {
    var proposal = best.choices
    proposal.replaceSubrange(range, with: choices)
    return accepts(proposal)
  }
}
