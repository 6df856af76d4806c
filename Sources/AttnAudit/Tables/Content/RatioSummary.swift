internal import ExactArith
internal import ExpBounds

/// What the constant of a form must be, read off a table of degrees.
struct RatioSummary<Row: DegreeRow> {
  let form: DegreeForm
  /// What the table calls the interval's bound.
  let bound: String
  let rows: [FormedRow<Row>]

  /// One sentence: least and greatest ratio, rounded outwards, and where.
  var sentence: String {
    let ratios = rows.compactMap { row in form.ratio(row).map { (row: row, ratio: $0) } }
    let absent = rows.count - ratios.count
    guard let least = ratios.min(by: { $0.ratio.lower < $1.ratio.lower }),
      let greatest = ratios.max(by: { $0.ratio.upper < $1.ratio.upper })
    else { return "g/(\(form.name)): the logarithm is negative in every row." }
    let range =
      "g/(\(form.name)) is at least \(least.ratio.lower.decimal(digits: 4, rounding: .down)) (\(place(least.row)))"
      + " and at most \(greatest.ratio.upper.decimal(digits: 4, rounding: .up)) (\(place(greatest.row)))"
    return absent == 0
      ? range + ", over all \(rows.count) rows."
      : range + ", over the \(ratios.count) rows with a positive logarithm; in \(absent) it is negative."
  }

  private func place(_ row: FormedRow<Row>) -> String {
    "\(bound) = \(row.row.intervalBound.shortText), ε = \(row.row.epsilon.shortText)"
  }
}
