internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// `AdditiveDegrees`: absolute error on [0, B].
struct AdditiveDegrees: Sendable {
  let rows: [FormedRow<AdditiveRow>]

  static let forms = [DegreeForm.printed, .corrected]

  init(_ rows: [AdditiveRow]) { self.rows = rows.map { FormedRow($0) } }

  func document() throws -> TableDocument {
    typealias Columns = DegreeColumns<AdditiveRow>
    let keys = Columns.keys(bound: "bound", title: "B")
    let forms = Columns.forms(Self.forms)
    return TableDocument(
      name: "AdditiveDegrees", title: "Degrees for absolute error",
      paragraphs: [
        "Polynomials p in the place of exp on [0, B]; the error is the maximum of |p(x) − exp(x)| there. g is the least"
          + " degree of any polynomial whose error is at most ε: one of degree g is certified to reach it, and every one"
          + " of degree g − 1 is certified to miss it. Taylor and Chebyshev: the least degree at which the series, cut"
          + " off, reaches ε, every lower degree refuted. Upper bounds are rounded up and lower bounds down."
          + " AdditiveDegrees.json has the certificates."
      ],
      sections: [
        TableDocument.Section(title: "Minimal degrees", table: Table(keys + Columns.errors, rows)),
        TableDocument.Section(
          title: "Degrees against the printed and the corrected form",
          paragraphs: [
            "L = log(1/ε). L2.1: \(DegreeForm.printed.text("B")); corrected: \(DegreeForm.corrected.text("B"))."
              + " Rounded to nearest. Over the whole table:"
          ],
          items: Self.forms.map { RatioSummary(form: $0, bound: "B", rows: rows).sentence },
          table: Table(keys + forms, rows)),
        PoleCrossing.section(rows, bound: "B", squares: false),
      ],
      sheets: [
        TableDocument.Sheet(name: "AdditiveDegrees", table: Table(keys + Columns.errors + forms, rows))
      ],
      json: TableJSON.text(
        "AdditiveDegrees",
        ["rows": try rows.map { try DegreeJSON.row($0, boundKey: "bound", forms: Self.forms) }]))
  }
}
