internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// `Degrees`: relative error on [−s, s].
struct RelativeDegrees: Sendable {
  let rows: [FormedRow<RelativeRow>]

  static let forms = [DegreeForm.printed, .printedSquared, .corrected]

  init(_ rows: [RelativeRow]) { self.rows = rows.map { FormedRow($0) } }

  /// Precondition: the table has that row.
  subscript(_ place: TableSettings.Place) -> FormedRow<RelativeRow> {
    let found = rows.first { $0.row.scoreBound == place.scoreBound && $0.row.epsilon == place.epsilon }
    precondition(found != nil, "RelativeDegrees: there is no row \(place)")
    return found!
  }

  func document() throws -> TableDocument {
    typealias Columns = DegreeColumns<RelativeRow>
    let keys = Columns.keys(bound: "score_bound", title: "s")
    let errors = Columns.errors + Columns.relativeErrors
    let forms = Columns.forms(Self.forms)
    return TableDocument(
      name: "Degrees", title: "Degrees for relative error",
      paragraphs: [
        "Polynomials p in the place of exp on [−s, s]; the error is the maximum of |p(x)/exp(x) − 1| there."
          + " g is the least degree of any polynomial whose error is at most ε: one of degree g is certified to"
          + " reach it, and every one of degree g − 1 is certified to miss it. Upper bounds are rounded up and lower"
          + " bounds down. Degrees.json has the certificates.",
        "Taylor and Chebyshev: the least degree at which the series, cut off, reaches ε, every lower degree refuted."
          + " C2.2: the degree by its path from L2.1, P(x) = P₀(x + s)/exp(s) with P₀ from the Chebyshev series on"
          + " [0, 2s]. Float and Double: the certified error of the polynomial of degree g once its coefficients, in"
          + " powers of x, are rounded to that format, and evaluated exactly.",
      ],
      sections: [
        TableDocument.Section(title: "Minimal degrees", table: Table(keys + errors, rows)),
        TableDocument.Section(
          title: "Degrees against the printed and the corrected forms",
          paragraphs: [
            "L = log(1/ε). "
              + Self.forms.map { "\($0.name): \($0.text("s"))" }.joined(separator: "; ")
              + ". Each stands for a degree up to a constant factor; g divided by it is the constant that this row"
              + " asks for. Where the logarithm is negative the printed form means nothing (E6). Rounded to nearest.",
            "No constant bounds g by L3.4's form, although it looks so here: Growth.md has a sequence along which the"
              + " ratio grows without limit (E2). Over this table:",
          ],
          items: Self.forms.map { RatioSummary(form: $0, bound: "s", rows: rows).sentence },
          table: Table(keys + forms, rows)),
        PoleCrossing.section(rows, bound: "s", squares: true),
      ],
      sheets: [TableDocument.Sheet(name: "Degrees", table: Table(keys + errors + forms, rows))],
      json: TableJSON.text("Degrees", ["rows": try rows.map(Self.json)]))
  }

  private static func json(_ formed: FormedRow<RelativeRow>) throws -> String {
    try DegreeJSON.row(
      formed, boundKey: "scoreBound", forms: forms,
      more: [
        ("shiftedChebyshev", "\(formed.row.shifted.degree)"),
        ("float32", JSONText.object(["error": JSONText.enclosure(formed.row.float32.error)])),
        ("float64", JSONText.object(["error": JSONText.enclosure(formed.row.float64.error)])),
      ])
  }
}
