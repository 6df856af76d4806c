/// Rows of text under a header, in columns as wide as their widest cell.
struct TextColumns {
  private var rows: [[String]]
  /// The columns that hold numbers, aligned to the right.
  private let numeric: Set<Int>

  init(header: [String], numeric: Set<Int>) {
    rows = [header]
    self.numeric = numeric
  }

  mutating func append(_ row: [String]) { rows.append(row) }

  /// One line for each row, the header underlined; no spaces at the ends of lines.
  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += (column == 0 ? "" : "  ") + (numeric.contains(column) ? space + cell : cell + space)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
    var rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    while rule.hasSuffix(" ") { rule.removeLast() }
    lines.insert(rule, at: 1)
    return lines.joined(separator: "\n") + "\n"
  }
}
