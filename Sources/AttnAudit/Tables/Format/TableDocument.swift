/// One table with all that belongs to it, in every format.
struct TableDocument: Equatable, Sendable {
  /// A part with a title, prose and a table.
  struct Section: Equatable, Sendable {
    var title: String
    /// Plain text; what it says stands before the table.
    var paragraphs: [String] = []
    var items: [String] = []
    var table: Table
  }

  /// A table for programs.
  struct Sheet: Equatable, Sendable {
    var name: String
    var table: Table
  }

  /// The files are called NAME.md, NAME.tex and NAME.json.
  var name: String
  var title: String
  var paragraphs: [String]
  var sections: [Section]
  /// Each becomes NAME.csv.
  var sheets: [Sheet]
  var json: String

  /// In the order in which they are written and compared.
  var files: [TableFile] {
    [TableFile(path: "\(name).md", text: MarkdownWriter.text(self))]
      + sheets.map { TableFile(path: "\($0.name).csv", text: CSVWriter.text($0.table)) }
      + [
        TableFile(path: "\(name).json", text: json),
        TableFile(path: "\(name).tex", text: LaTeXWriter.text(self)),
      ]
  }
}

/// A file to write: its path inside the folder of tables, and its content.
struct TableFile: Equatable, Sendable {
  var path: String
  var text: String
}
