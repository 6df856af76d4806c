internal import ExactArith
internal import ExpBounds

/// Between which bounds of a table the logarithm of a printed form changes its sign (E6).
struct PoleCrossing: Sendable {
  let epsilon: Rational
  let length: Interval
  /// The last bound before the pole at bound = L, and the first beyond it.
  let last: Rational?
  let first: Rational?
  /// The same for L3.4, whose pole is at s = L².
  let lastSquared: Rational?
  let firstSquared: Rational?

  init<Row>(_ epsilon: Rational, _ rows: [FormedRow<Row>]) {
    let own = rows.filter { $0.row.epsilon == epsilon }
    func bounds(_ form: DegreeForm, isPositive: Bool) -> [Rational] {
      own.filter { (form.value($0.forms) != nil) == isPositive }.map(\.row.intervalBound)
    }
    self.epsilon = epsilon
    length = own[0].forms.lengthL
    last = bounds(.printed, isPositive: true).max()
    first = bounds(.printed, isPositive: false).min()
    lastSquared = bounds(.printedSquared, isPositive: true).max()
    firstSquared = bounds(.printedSquared, isPositive: false).min()
  }

  /// One row for each epsilon, in the order of the table; `squares` adds L3.4.
  static func section<Row>(
    _ rows: [FormedRow<Row>], bound: String, squares: Bool
  ) -> TableDocument.Section {
    var epsilons: [Rational] = []
    for row in rows where !epsilons.contains(row.row.epsilon) { epsilons.append(row.row.epsilon) }
    var columns: [TableColumn<PoleCrossing>] = [
      TableColumn("epsilon", "ε") { .rational($0.epsilon) },
      TableColumn("pole", "pole at \(bound) = L") { .nearest($0.length) },
      TableColumn("last", "last \(bound) with log > 0") { cell($0.last) },
      TableColumn("first", "first \(bound) with log < 0") { cell($0.first) },
    ]
    if squares {
      columns += [
        TableColumn("pole_squared", "L3.4: pole at \(bound) = L²") { .nearest($0.length.squared) },
        TableColumn("last_squared", "last \(bound) with log > 0") { cell($0.lastSquared) },
        TableColumn("first_squared", "first \(bound) with log < 0") { cell($0.firstSquared) },
      ]
    }
    return TableDocument.Section(
      title: "Poles and changes of sign",
      paragraphs: [
        "Near the pole the printed form exceeds every bound, and beyond it the logarithm is negative, while g and the"
          + " corrected form hardly change (E6)."
      ],
      table: Table(columns, epsilons.map { PoleCrossing($0, rows) }))
  }

  private static func cell(_ bound: Rational?) -> TableCell { bound.map { .rational($0) } ?? .mark("none") }
}
