/// What came of checking a property.
public struct PropertyReport<Value> {
  public enum Outcome {
    /// Every case held.
    case holds
    case fails(Counterexample<Value>)
    /// The cases say too little, whatever they said.
    case unhealthy(HealthProblem)
  }

  public var outcome: Outcome
  /// Cases that were tried, random ones and those before them, discarded ones not counted.
  public var cases = 0
  public var discards = 0
  /// How many of the random cases had each label.
  public var labels: [String: Int] = [:]

  public var counterexample: Counterexample<Value>? {
    if case .fails(let counterexample) = outcome { counterexample } else { nil }
  }

  public var holds: Bool { if case .holds = outcome { true } else { false } }
}

/// The simplest failing case that was found.
public struct Counterexample<Value> {
  public let value: Value
  /// What the property threw at `value`.
  public let error: any Error
  /// The choices that make `value`: replay them with `PropertySettings.replay`, or keep them in a corpus.
  public let choices: ChoiceText
  /// The first value that failed.
  public let original: Value
  /// Runs of the property, from the first failure on, that one and the replays before and after shrinking included.
  public let evaluations: Int
  /// Whether a limit ended the shrinking before it was done.
  public let stoppedEarly: Bool
}

/// Why cases say too little about a property. Each says what to do.
public enum HealthProblem: Hashable, Sendable, CustomStringConvertible {
  case tooManyDiscards(discarded: Int, tried: Int)
  case slowGeneration(values: Int)
  case nonDeterministic
  case uncovered(label: String, percent: Double, required: Double)

  public var description: String {
    switch self {
    case .tooManyDiscards(let discarded, let tried):
      "\(discarded) of \(discarded + tried) cases were discarded: generate values that meet the assumption"
        + " instead of filtering them"
    case .slowGeneration(let values):
      "making \(values) values took too long: generate smaller ones, or raise healthyGeneration"
    case .nonDeterministic:
      "the same choices gave another value or another outcome: a generator and a property may depend on nothing"
        + " but their choices; look for random numbers, clocks, races and sets in random order"
    case .uncovered(let label, let percent, let required):
      "only \(percent) % of the cases were '\(label)', \(required) % are required: the cases do not test what"
        + " they were meant to"
    }
  }
}
