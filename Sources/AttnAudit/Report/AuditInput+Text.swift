internal import AttnSpec

extension AuditInput: CustomStringConvertible {
  /// The sizes, scale and mask in a line, and the numbers under it.
  public var description: String {
    "\(sizes), scale \(specification.scale.text), mask \(specification.mask.text)\n" + tensors
  }

  /// The sizes in a few words.
  var sizes: String {
    let shape = specification.shape
    let heads = shape.heads > 1 ? "\(shape.heads) heads, " : ""
    return heads
      + "\(BoundWords.count(shape.queries, "query", plural: "queries")), \(BoundWords.count(shape.keys, "key")),"
      + " dimension \(shape.dimension)"
  }

  /// Q, K and V in full, a line for each head: rows behind one another, equal neighbours counted. Of more than 8
  /// different rows, or of wider ones, what fits.
  public var tensors: String {
    let shape = specification.shape
    let heads = shape.batches * shape.heads
    let keyHeads = shape.batches * shape.keyHeads
    let lines =
      Self.lines("Q", queries, heads, shape.queries, shape.dimension)
      + Self.lines("K", keys, keyHeads, shape.keys, shape.dimension)
      + Self.lines("V", values, keyHeads, shape.keys, shape.valueDimension)
    return lines.map { $0 + "\n" }.joined()
  }

  private static let shown = 8

  private static func lines(
    _ name: String, _ values: [Double], _ heads: Int, _ rows: Int, _ columns: Int
  ) -> [String] {
    (0..<heads).map { head in
      var runs: [(row: String, count: Int)] = []
      for row in 0..<rows {
        let start = (head * rows + row) * columns
        let numbers = values[start..<start + min(columns, shown)].map(shortText)
        let text = numbers.joined(separator: ", ") + (columns > shown ? ", …" : "")
        if runs.last?.row == text, columns <= shown {
          runs[runs.count - 1].count += 1
        } else {
          runs.append((text, 1))
        }
      }
      let parts = runs.prefix(shown).map { $0.count == 1 ? $0.row : "\($0.row) (\($0.count) rows)" }
      let more = runs.count > shown ? "; … \(rows) rows in all" : ""
      return "\(heads > 1 ? "\(name) of head \(head)" : name) = [\(parts.joined(separator: "; "))\(more)]"
    }
  }

  /// An integer without its point.
  private static func shortText(_ value: Double) -> String {
    let isInteger =
      value == value.rounded() && value.magnitude < 1e15 && !(value == 0 && value.sign == .minus)
    return isInteger ? "\(Int(value))" : "\(value)"
  }
}
