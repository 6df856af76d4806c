/// Prose broken into lines.
enum TextParagraph {
  /// As wide as a terminal that nobody has made wider.
  static let width = 100

  /// The words of the text in lines of at most `width` characters, each indented; a longer word has its own line.
  static func wrapped(_ text: String, indent: Int = 2) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(margin + word)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
