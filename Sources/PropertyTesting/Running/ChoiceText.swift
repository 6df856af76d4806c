/// A sequence of choices as a line of text: `3 -1 0*4 7`, where `0*4` are four zeros. It is what a failure prints,
/// what a corpus stores and what a replay takes.
public struct ChoiceText: Hashable, Sendable, CustomStringConvertible {
  let choices: [Choice]

  init(_ choices: [Choice]) { self.choices = choices }

  /// Integers with spaces between them, each with the number of its repetitions behind `*` if it has any. Behind
  /// `#` stands a comment. Nil where the text is anything else, or has more choices than a case may have.
  public init?(_ text: some StringProtocol) {
    var choices: [Choice] = []
    for word in text.prefix(while: { $0 != "#" }).split(whereSeparator: \.isWhitespace) {
      let parts = word.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0) }
      guard let choice = Self.choice(parts[0]), let count = parts.count == 1 ? 1 : Self.count(parts[1]),
        count <= ChoiceSource.usualLimit - choices.count
      else { return nil }
      choices += repeatElement(choice, count: count)
    }
    self.choices = choices
  }

  /// Whether this sequence is shorter, or as long and simpler where they first differ.
  public func isSimpler(than other: ChoiceText) -> Bool { choices.isSimpler(than: other.choices) }

  private static func choice(_ word: String) -> Choice? {
    let isNegative = word.hasPrefix("-")
    return digits(isNegative ? String(word.dropFirst()) : word)
      .map { Choice(magnitude: $0, isNegative: isNegative) }
  }

  private static func count(_ word: String) -> Int? {
    digits(word).flatMap { $0 > 0 ? Int(exactly: $0) : nil }
  }

  private static func digits(_ word: String) -> UInt64? { word.hasPrefix("+") ? nil : UInt64(word) }

  /// At least one character, so that an empty sequence can be told from no sequence.
  public var description: String {
    var words: [String] = []
    var rest = choices[...]
    while let choice = rest.first {
      let run = rest.prefix { $0 == choice }.count
      let word = (choice.isNegative ? "-" : "") + String(choice.magnitude)
      words += run > 3 ? ["\(word)*\(run)"] : Array(repeating: word, count: run)
      rest = rest.dropFirst(run)
    }
    return words.isEmpty ? "#" : words.joined(separator: " ")
  }
}
