internal import ExactArith
internal import ExpBounds

/// `Ranks`: what the degrees of the relative table mean for Algorithm 1, for each head dimension.
struct Ranks: Sendable {
  /// For each degree, in increasing order, each dimension.
  let rows: [RankRow]
  let dimensions: [Int]
  let relative: RelativeDegrees

  init(_ relative: RelativeDegrees, dimensions: [Int]) {
    self.dimensions = dimensions
    self.relative = relative
    rows = Set(relative.rows.map(\.degree)).sorted().flatMap { degree in
      dimensions.map { RankRow(degree: degree, dimension: $0) }
    }
  }

  func document() -> TableDocument {
    TableDocument(
      name: "Ranks", title: "Ranks and crossovers",
      paragraphs: [
        "Algorithm 1 writes a polynomial of degree g in the scores as U₁ times U₂ transposed (L3.2). For every g of the"
          + " first table and d columns of Q, K and V: the number of columns that U₁ and U₂ need, C(g + d, d) (E1); the"
          + " number that is printed, C(2(g + d), 2g); and for either the least number of tokens from which on Algorithm"
          + " 1 takes fewer operations than the quadratic kernel. All are exact integers; those of more than"
          + " \(TableCell.shownIntegerDigits) digits are rounded here and stand in full in Ranks.csv."
      ],
      sections: [
        TableDocument.Section(
          title: "The degree g for a score bound s and an error ε", table: grid),
        section("Rank C(g + d, d)", \.rank),
        section("Printed rank C(2(g + d), 2g)", \.printedRank),
        section("Tokens from which on the rank pays", \.crossover),
        section("Tokens from which on the printed rank would pay", \.printedCrossover),
      ],
      sheets: [TableDocument.Sheet(name: "Ranks", table: Table(Self.columns, rows))],
      json: TableJSON.text(
        "Ranks",
        [
          "degrees": relative.rows.map {
            JSONText.object([
              "scoreBound": JSONText.quoted($0.row.scoreBound.shortText),
              "epsilon": JSONText.quoted($0.row.epsilon.shortText), "degree": "\($0.degree)",
            ])
          },
          "rows": rows.map(Self.json),
        ]))
  }

  private static var columns: [TableColumn<RankRow>] {
    [
      TableColumn("degree", "g") { .count($0.degree) },
      TableColumn("dimension", "d") { .count($0.dimension) },
      TableColumn("rank", "rank") { .integer($0.rank) },
      TableColumn("printed_rank", "printed rank") { .integer($0.printedRank) },
      TableColumn("crossover", "crossover") { .integer($0.crossover) },
      TableColumn("printed_crossover", "printed crossover") { .integer($0.printedCrossover) },
    ]
  }

  /// Score bounds downwards, epsilons across.
  private var grid: Table {
    let bounds = unique(relative.rows.map(\.row.scoreBound))
    let epsilons = unique(relative.rows.map(\.row.epsilon))
    let ofEpsilons = epsilons.map { epsilon in
      TableColumn<Rational>("epsilon_\(epsilon.shortText)", "ε = \(epsilon.shortText)") { bound in
        .count(relative[TableSettings.Place(scoreBound: bound, epsilon: epsilon)].degree)
      }
    }
    return Table([TableColumn("score_bound", "s") { .rational($0) }] + ofEpsilons, bounds)
  }

  /// Degrees downwards, dimensions across.
  private func section(_ title: String, _ number: KeyPath<RankRow, Integer>) -> TableDocument.Section {
    let lines = stride(from: 0, to: rows.count, by: dimensions.count).map {
      Array(rows[$0..<$0 + dimensions.count])
    }
    let columns = dimensions.indices.map { index in
      TableColumn<[RankRow]>("d_\(dimensions[index])", "d = \(dimensions[index])") {
        .integer($0[index][keyPath: number])
      }
    }
    return TableDocument.Section(
      title: title, table: Table([TableColumn("degree", "g") { .count($0[0].degree) }] + columns, lines))
  }

  private func unique(_ values: [Rational]) -> [Rational] {
    values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func json(_ row: RankRow) -> String {
    JSONText.object([
      "degree": "\(row.degree)", "dimension": "\(row.dimension)", "rank": JSONText.quoted("\(row.rank)"),
      "printedRank": JSONText.quoted("\(row.printedRank)"),
      "crossover": JSONText.quoted("\(row.crossover)"),
      "printedCrossover": JSONText.quoted("\(row.printedCrossover)"),
    ])
  }
}
