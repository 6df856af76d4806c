/// Markdown as GitHub shows it. All texts are plain: nothing in them is markup.
enum MarkdownWriter {
  static func text(_ document: TableDocument) -> String {
    var blocks = ["# \(escaped(document.title))"]
    blocks += document.paragraphs.map(escaped)
    for section in document.sections {
      blocks.append("## \(escaped(section.title))")
      blocks += section.paragraphs.map(escaped)
      if !section.items.isEmpty {
        blocks.append(section.items.map { "- " + escaped($0) }.joined(separator: "\n"))
      }
      blocks.append(text(section.table))
    }
    blocks.append("Written by `attn-audit tables`, which `make check-tables` holds this file against.")
    return blocks.joined(separator: "\n\n") + "\n"
  }

  static func text(_ table: Table) -> String {
    ([
      row(table.headers.map(\.title)),
      "|" + table.headers.map { $0.isNumeric ? "---:|" : "---|" }.joined(),
    ] + table.rows.map { row($0.map(\.shown)) }).joined(separator: "\n")
  }

  /// A bar would end the cell.
  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { escaped($0).replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  /// The text with every character that Markdown could take for markup made plain. A `<` followed by a space is none.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "_": result += "\\\(character)"
      case "&": result += "&amp;"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result.replacing(/<(?! )/, with: "&lt;")
  }
}
