/// A table; columns of numbers are aligned to the right.
struct MarkdownTable {
  private var lines: [String]

  init(_ header: [String], numeric: Set<Int>) {
    lines = [Self.line(header), Self.line(header.indices.map { numeric.contains($0) ? "--:" : "---" })]
  }

  mutating func append(_ cells: [String]) { lines.append(Self.line(cells)) }

  var markdown: String { lines.joined(separator: "\n") + "\n" }

  private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
