/// A table of finished cells, which every format writes in its own way.
struct Table: Equatable, Sendable {
  /// The head of a column.
  struct Header: Equatable, Sendable {
    /// The name in CSV files, where scripts find the column by it.
    var key: String
    /// The title in Markdown and LaTeX, as plain text.
    var title: String
    /// Numbers are aligned to the right, words to the left.
    var isNumeric = true
  }

  var headers: [Header]
  /// As many cells in each as there are headers.
  var rows: [[TableCell]]
}

/// A column: its head, and the cell that it shows of a row.
struct TableColumn<Row> {
  var header: Table.Header
  var cell: (Row) -> TableCell

  init(_ key: String, _ title: String, isNumeric: Bool = true, _ cell: @escaping (Row) -> TableCell) {
    header = Table.Header(key: key, title: title, isNumeric: isNumeric)
    self.cell = cell
  }
}

extension Table {
  /// Every row seen through every column.
  init<Row>(_ columns: [TableColumn<Row>], _ rows: [Row]) {
    headers = columns.map(\.header)
    self.rows = rows.map { row in columns.map { $0.cell(row) } }
  }
}
