/// Where generators take their choices from: a sequence that is replayed, and behind its end random numbers or,
/// while shrinking, the simplest choices. It records what it gave.
///
/// Not for concurrent use: a case has one source.
public final class ChoiceSource {
  private enum Script {
    case random(DeterministicGenerator)
    case sequence([Choice])
    case tree(ChoiceTree)
  }

  // Checked access would be a good part of the time of a choice; nothing else runs while one is made.
  @exclusivity(unchecked) private var script: Script
  @exclusivity(unchecked) private var position = ChoiceTree.Position(span: nil)
  private let limit: Int
  @exclusivity(unchecked) private var open: Int?
  @exclusivity(unchecked) private(set) var recording = Recording()
  /// Whether there were too many choices. The case tells nothing then, even if a generator went on without them.
  private(set) var isOverrun = false

  /// The most choices that a random case makes.
  static let usualLimit = 1 << 16

  /// A random case.
  init(seed: UInt64) {
    script = .random(DeterministicGenerator(seed: seed))
    limit = Self.usualLimit
  }

  /// The case of these choices, in their order. What is missing at their end is chosen simplest; what is not allowed
  /// is replaced by the nearest choice that is.
  init(replaying choices: [Choice], limit: Int = usualLimit) {
    script = .sequence(choices)
    self.limit = limit
  }

  /// The case of these choices, each in the span where it was made.
  init(replaying tree: ChoiceTree, limit: Int) {
    script = .tree(tree)
    position = tree.root
    self.limit = limit
  }

  /// One choice out of `range`.
  ///
  /// - Parameters:
  ///   - sample: draws it in a random case; what is drawn must be in `range`.
  ///   - simplifications: choices that are worth a try when this one is shrunk, beside 0 and smaller magnitudes.
  ///   - mayRepeat: whether a random case may take an earlier choice of the same range instead of a sample.
  /// - Throws: `Rejection.overrun` where the case has too many choices.
  public func choose(
    _ range: ChoiceRange, simplifications: (@Sendable (Choice) -> [Choice])? = nil, mayRepeat: Bool = true,
    sample: (inout DeterministicGenerator) -> Choice
  ) throws(Rejection) -> Choice {
    let index = recording.choices.count
    guard index < limit else {
      isOverrun = true
      throw .overrun
    }
    let choice: Choice
    switch script {
    case .random(var random):
      choice = (mayRepeat ? repeated(range, &random) : nil) ?? sample(&random)
      script = .random(random)
      precondition(range.contains(choice), "a sample lies outside the range of its choice")
    case .sequence(let choices):
      choice = index < choices.count ? range.clamped(choices[index]) : .simplest
    case .tree(let tree):
      choice = tree.choice(&position).map { range.clamped($0) } ?? .simplest
    }
    recording.choices.append(choice)
    recording.ranges.append(range)
    recording.simplifications.append(simplifications)
    return choice
  }

  /// Now and then an earlier choice once more: equal numbers are where many faults are, and independent draws
  /// from a wide range are never equal.
  private func repeated(_ range: ChoiceRange, _ random: inout DeterministicGenerator) -> Choice? {
    guard range.isWide, recording.choices.count > 0, random.below(16) == 0 else { return nil }
    let earlier = random.below(recording.choices.count)
    return recording.ranges[earlier] == range ? recording.choices[earlier] : nil
  }

  /// A random number that steers how later choices are drawn and is no choice itself: 0 while replaying.
  func unrecorded(below bound: Int) -> Int {
    guard case .random(var random) = script else { return 0 }
    defer { script = .random(random) }
    return random.below(bound)
  }

  /// What `generator` makes of the next choices.
  public func draw<Value>(_ generator: Generator<Value>) throws(Rejection) -> Value {
    try span(generator.kind) { () throws(Rejection) in try generator.produce(self) }
  }

  /// Runs `body` and records its choices as belonging together.
  func span<Value>(
    _ kind: ObjectIdentifier, _ body: () throws(Rejection) -> Value
  ) throws(Rejection) -> Value {
    let (outer, index) = (open, recording.spans.count)
    let start = recording.choices.count
    recording.spans.append(Span(kind: kind, parent: outer, start: start, end: start))
    open = index
    let outerPosition = enter(kind)
    defer {
      position = outerPosition
      open = outer
      recording.spans[index].end = recording.choices.count
    }
    return try body()
  }

  /// Goes to the tree's next span, and returns where to go on afterwards.
  private func enter(_ kind: ObjectIdentifier) -> ChoiceTree.Position {
    guard case .tree(let tree) = script else { return position }
    let inner = tree.child(&position, kind: kind)
    defer { position = inner }
    return position
  }
}
