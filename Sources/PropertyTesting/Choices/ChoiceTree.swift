/// A recording as a tree: which choices each span made itself, and which spans it called. With it a run can be
/// replayed although one choice is another one: where an array has fewer elements now, what comes behind it still
/// finds its own choices.
struct ChoiceTree: Sendable {
  private let choices: [Choice]
  private let kinds: [ObjectIdentifier]
  /// Of each span, by its index: its own choices and its children. The last entry is the root above all spans.
  private var own: [[Int]]
  private var children: [[Int]]

  /// - Parameter choices: those of the recording, some of them changed.
  /// - Precondition: there are as many.
  init(_ recording: Recording, choices: [Choice]) {
    precondition(choices.count == recording.choices.count, "one choice for each of the recording")
    self.choices = choices
    let spans = recording.spans
    kinds = spans.map(\.kind)
    own = Array(repeating: [], count: spans.count + 1)
    children = own
    // The innermost span of each choice: later spans are inside earlier ones or behind them.
    var owner = Array(repeating: spans.count, count: choices.count)
    for (index, span) in spans.enumerated() {
      children[span.parent ?? spans.count].append(index)
      for choice in span.range { owner[choice] = index }
    }
    for (choice, span) in owner.enumerated() { own[span].append(choice) }
  }

  /// Where a replay stands: in a span of the tree, or beside it where the run has something that the recording had not.
  struct Position: Sendable {
    fileprivate let span: Int?
    fileprivate var nextChoice = 0
    fileprivate var nextChild = 0

    init(span: Int?) { self.span = span }
  }

  var root: Position { Position(span: kinds.count) }

  /// The recording's choice at this place, or nil.
  func choice(_ position: inout Position) -> Choice? {
    guard let span = position.span, position.nextChoice < own[span].count else { return nil }
    position.nextChoice += 1
    return choices[own[span][position.nextChoice - 1]]
  }

  /// The position at the beginning of the next span.
  func child(_ position: inout Position, kind: ObjectIdentifier) -> Position {
    guard let span = position.span, position.nextChild < children[span].count else {
      return Position(span: nil)
    }
    position.nextChild += 1
    let child = children[span][position.nextChild - 1]
    return Position(span: kinds[child] == kind ? child : nil)
  }
}
