internal import AttnTheory
internal import ExactArith

/// The report for people: a table of all claims, then each finding with its witness.
extension LemmaReport {
  var text: String {
    var parts = [table]
    parts += rows.filter { $0.outcome.finding != .holds || !$0.isExpected }.map(Self.finding)
    parts.append(summary)
    return parts.joined(separator: "\n")
  }

  private var table: String {
    var columns = TextColumns(
      header: ["id", "form", "found", "instances", "largest share of the bound", ""], numeric: [3])
    for row in rows {
      columns.append([
        row.id, row.claim.form.rawValue,
        row.outcome.finding.rawValue
          + (row.claim.erratum.map { row.outcome.finding == .holds ? "" : ", \($0)" } ?? ""),
        "\(row.outcome.instances)", row.outcome.sharpness.map { Self.share($0.share) } ?? "",
        row.isExpected ? "" : "EXPECTED: \(row.claim.expected.rawValue)",
      ])
    }
    return columns.text
  }

  private static func finding(_ row: Row) -> String {
    let name = row.claim.erratum.map { "\($0): " } ?? ""
    return "\(name)\(row.id), \(row.claim.form.rawValue), is \(row.outcome.finding.rawValue)\n"
      + TextParagraph.wrapped(row.claim.text) + row.outcome.witness.map { "    \($0)\n" }.joined()
  }

  private var summary: String {
    let strange = rows.count { !$0.isExpected }
    return strange == 0
      ? "Everything is as the theory says: \(BoundWords.count(rows.count, "claim")).\n"
      : "\(BoundWords.count(strange, "claim")) of \(rows.count) unlike the theory.\n"
  }

  /// 1 exactly, or a decimal rounded down.
  private static func share(_ value: Rational) -> String {
    value == 1 ? "1, attained" : BoundWords.nearest(value, digits: 6)
  }
}
