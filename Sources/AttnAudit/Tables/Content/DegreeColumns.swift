internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// The columns of both tables of degrees.
enum DegreeColumns<Row: DegreeRow> {
  typealias Column = TableColumn<FormedRow<Row>>

  static func keys(bound: String, title: String) -> [Column] {
    [
      Column(bound, title) { .rational($0.row.intervalBound) },
      Column("epsilon", "ε") { .rational($0.row.epsilon) },
      Column("degree", "g") { .count($0.degree) },
    ]
  }

  static var errors: [Column] {
    [
      Column("error_upper", "error at g ≤") { .upperBound($0.row.minimal.attained.error) },
      Column("error_below_lower", "error at g − 1 ≥") {
        $0.row.minimal.excluded.map { .lowerBound($0.bound) } ?? .empty
      },
      Column("taylor", "Taylor") { .count($0.row.taylor.degree) },
      Column("chebyshev", "Chebyshev") { .count($0.row.chebyshev.degree) },
    ]
  }

  static func forms(_ forms: [DegreeForm]) -> [Column] {
    forms.flatMap { form in
      [
        Column("form_\(form.key.snakeCased)", form.name) {
          form.value($0.forms).map(TableCell.nearest) ?? .mark("log < 0")
        },
        Column("ratio_\(form.key.snakeCased)", "g/(\(form.name))") {
          form.ratio($0).map(TableCell.nearest) ?? .empty
        },
      ]
    }
  }
}

extension String {
  /// `printed_squared` for `printedSquared`.
  fileprivate var snakeCased: String {
    map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
  }
}

extension DegreeColumns where Row == RelativeRow {
  /// What only the relative table has.
  static var relativeErrors: [Column] {
    [
      Column("c22", "C2.2") { .count($0.row.shifted.degree) },
      Column("float32_error_upper", "error in Float ≤") { .upperBound($0.row.float32.error) },
      Column("float64_error_upper", "error in Double ≤") { .upperBound($0.row.float64.error) },
    ]
  }
}
