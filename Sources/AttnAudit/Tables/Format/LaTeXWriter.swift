/// LaTeX for `\input`: tables that may go over several pages, ruled as booktabs does. All texts are plain.
enum LaTeXWriter {
  static func text(_ document: TableDocument) -> String {
    var blocks = [
      "% Written by attn-audit tables. Needs \\usepackage{booktabs,longtable}."
    ]
    blocks += document.paragraphs.map(escaped)
    for section in document.sections {
      blocks += section.paragraphs.map(escaped)
      if !section.items.isEmpty {
        let items = section.items.map { "  \\item \(escaped($0))\n" }.joined()
        blocks.append("\\begin{itemize}\n\(items)\\end{itemize}")
      }
      blocks.append(text(section.table, caption: section.title))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  static func text(_ table: Table, caption: String) -> String {
    let alignment = table.headers.map { $0.isNumeric ? "r" : "l" }.joined()
    let rows = table.rows.map { row($0.map(text)) }.joined()
    return """
      {\\small
      \\begin{longtable}{\(alignment)}
      \\caption{\(escaped(caption))}\\\\
      \\toprule
      \(row(table.headers.map { escaped($0.title) }))\\midrule
      \\endhead
      \\bottomrule
      \\endfoot
      \(rows)\\end{longtable}}
      """
  }

  private static func row(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\\n" }

  /// Numbers in math mode, with a power of ten.
  private static func text(_ cell: TableCell) -> String {
    let shown = cell.shown
    switch cell {
    case .empty: return ""
    case .text, .mark: return escaped(shown)
    case .integer, .rational, .real, .fraction:
      guard let mark = shown.firstIndex(of: "e") else { return "$\(shown)$" }
      var mantissa = shown[..<mark].replacing("≈ ", with: "\\approx ")
      let power = "10^{\(shown[shown.index(after: mark)...])}"
      mantissa = mantissa == "1" ? "" : mantissa + "\\cdot"
      return "$\(mantissa)\(power)$"
    }
  }

  /// The text with everything that LaTeX would take for a command, or does not know, as a command that prints it.
  static func escaped(_ text: String) -> String {
    text.map { replacements[$0] ?? String($0) }.joined()
  }

  private static let replacements: [Character: String] = [
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "&": "\\&", "%": "\\%",
    "$": "\\$", "#": "\\#", "_": "\\_", "{": "\\{", "}": "\\}", "<": "\\textless{}", ">": "\\textgreater{}",
    "|": "\\textbar{}", "\"": "''", "ε": "$\\varepsilon$", "δ": "$\\delta$", "≤": "$\\le$",
    "≥": "$\\ge$", "≈": "$\\approx$", "−": "$-$", "·": "$\\cdot$", "×": "$\\times$", "√": "$\\surd$",
    "²": "\\textsuperscript{2}", "₀": "\\textsubscript{0}", "₁": "\\textsubscript{1}",
    "₂": "\\textsubscript{2}", "∞": "$\\infty$",
    "Ã": "\\~A", "–": "--", "…": "\\ldots{}", "ˣ": "\\textsuperscript{x}", "∈": "$\\in$", "Θ": "$\\Theta$",
    "→": "$\\to$", "⌊": "$\\lfloor$", "⌋": "$\\rfloor$", "≠": "$\\neq$", "¹": "\\textsuperscript{1}",
  ]
}
