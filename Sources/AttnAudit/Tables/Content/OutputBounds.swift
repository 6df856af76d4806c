internal import ExactArith
internal import ExpBounds

/// `OutputBounds`: the three forms of L3.6, and what Algorithm 1 must be run with (E3, E5).
struct OutputBounds: Sendable {
  let rows: [OutputBoundRow]

  /// 21/221 has a rational sharp bound, 2/21.
  init(epsilons: [Rational]) {
    rows = (epsilons + [Rational(21, 221)]).sorted(by: >).map(OutputBoundRow.init)
  }

  /// The values' bounds of the second table.
  static let valueBounds = [1, 2, 4, 8, 16]

  func document() -> TableDocument {
    TableDocument(
      name: "OutputBounds", title: "Bounds on the output's error",
      paragraphs: [
        "L3.6 bounds the error of the output when every entry of A is approximated within relative ε and every row sum"
          + " D too. All bounds are multiples of B, the largest value. As printed, 2ε, it is false unless the row sums are"
          + " those of the approximated entries (E3). For any diagonal within ε of D, 2ε/(1 − ε) is sharp (E3a); for the"
          + " row sums of the approximated entries, 2ε/(1 + √(1 − ε²)) is (E3b), about half of what is printed."
      ],
      sections: [
        TableDocument.Section(
          title: "L3.6 as printed and corrected",
          paragraphs: ["Bounds are rounded up; a fraction is exact."], table: Table(Self.columns, rows)),
        TableDocument.Section(
          title: "What Algorithm 1 must be run with",
          paragraphs: [
            "With this error of every entry, 4Bε/(4B² + ε²), E3b gives an output within exactly ε (E5); ε itself, as"
              + " printed, does not suffice for B > 1. Rounded down. ε/(2B) is simpler and suffices."
          ],
          table: Table(Self.required, rows)),
      ],
      sheets: [
        TableDocument.Sheet(
          name: "OutputBounds", table: Table(Self.columns + Self.required.dropFirst(), rows))
      ],
      json: TableJSON.text("OutputBounds", ["rows": rows.map(Self.json)]))
  }

  private static var columns: [TableColumn<OutputBoundRow>] {
    [
      TableColumn("epsilon", "ε") { .rational($0.epsilon) },
      TableColumn("printed", "L3.6 as printed") { .fraction($0.printed, .up) },
      TableColumn("general", "any row sums within ε (E3a)") { .fraction($0.general, .up) },
      TableColumn("sharp", "own row sums (E3b)") { .upperBound($0.sharp) },
      TableColumn("sharp_exact", "E3b exactly") { $0.sharpExact.map { .rational($0) } ?? .empty },
    ]
  }

  private static var required: [TableColumn<OutputBoundRow>] {
    [TableColumn("epsilon", "ε") { .rational($0.epsilon) }]
      + valueBounds.map { bound in
        TableColumn("epsilon_a_\(bound)", "B = \(bound)") {
          .fraction(OutputBoundRow.requiredEpsilon(target: $0.epsilon, bound: Rational(bound)), .down)
        }
      }
  }

  private static func json(_ row: OutputBoundRow) -> String {
    let required = valueBounds.map { bound in
      let exact = OutputBoundRow.requiredEpsilon(target: row.epsilon, bound: Rational(bound))
      let simple = OutputBoundRow.simpleEpsilon(target: row.epsilon, bound: Rational(bound))
      return JSONText.object([
        "bound": "\(bound)", "epsilonA": JSONText.quoted("\(exact)"), "simple": JSONText.quoted("\(simple)"),
      ])
    }
    return JSONText.object([
      "epsilon": JSONText.quoted(row.epsilon.shortText), "printed": JSONText.quoted("\(row.printed)"),
      "general": JSONText.quoted("\(row.general)"), "sharp": JSONText.enclosure(row.sharp),
      "sharpExact": JSONText.optional(row.sharpExact) { JSONText.quoted("\($0)") },
      "required": "[\(required.joined(separator: ","))]",
    ])
  }
}
