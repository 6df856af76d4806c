/// Comma-separated values (RFC 4180, with line feeds), the keys of the columns first.
enum CSVWriter {
  static func text(_ table: Table) -> String {
    ([table.headers.map(\.key)] + table.rows.map { $0.map(\.exact) })
      .map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  private static func quoted(_ field: String) -> String {
    // Not by character: a carriage return and a line feed are one of those.
    guard field.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
      return field
    }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
