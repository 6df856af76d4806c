/// A sequence of choices as a line of text: `3 -1 0 7`. It is what a failure prints, what a corpus stores and what
/// a replay takes.
public struct ChoiceText: Hashable, Sendable, CustomStringConvertible {
  let choices: [Choice]

  init(_ choices: [Choice]) { self.choices = choices }

  /// Integers with spaces between them. Behind `#` stands a comment. Nil where the text is anything else.
  public init?(_ text: some StringProtocol) {
    var choices: [Choice] = []
    let line = text.prefix { $0 != "#" }
    for word in line.split(whereSeparator: \.isWhitespace) {
      let isNegative = word.first == "-"
      guard let magnitude = UInt64(isNegative ? word.dropFirst() : word) else { return nil }
      choices.append(Choice(magnitude: magnitude, isNegative: isNegative))
    }
    self.choices = choices
  }

  /// Whether this sequence is shorter, or as long and simpler where they first differ.
  public func isSimpler(than other: ChoiceText) -> Bool { choices.isSimpler(than: other.choices) }

  /// At least one character, so that an empty sequence can be told from no sequence.
  public var description: String {
    choices.isEmpty
      ? "#" : choices.map { ($0.isNegative ? "-" : "") + String($0.magnitude) }.joined(separator: " ")
  }
}
