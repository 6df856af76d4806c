import Foundation

/// Counterexamples found once, one in a line, in a plain-text file that is checked in. They are run before any random
/// case. A line is the choices, and behind `#` what they made when they were found.
///
/// A generator that has changed since makes something else of them: they are cases like others then.
public enum Corpus {
  /// The cases of a file; none where there is no such file.
  ///
  /// - Throws: `CorpusError` for a line that is no sequence of choices, and what reading the file throws.
  public static func cases(at path: String) throws -> [ChoiceText] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var cases: [ChoiceText] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      // A line that is a comment from its beginning is one; a case without choices is the simplest and is always
      // tried.
      guard line.prefix(while: { $0 != "#" }).contains(where: { !$0.isWhitespace }) else { continue }
      guard let choices = ChoiceText(line) else { throw CorpusError(path: path, line: index + 1) }
      cases.append(choices)
    }
    return cases
  }
}

/// A line of a corpus that is no sequence of choices.
public struct CorpusError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let line: Int

  public var description: String {
    "\(path), line \(line): a case is integers with spaces between them, and a comment behind #"
  }
}
