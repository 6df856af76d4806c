internal import ExactArith
internal import ExpBounds

/// `PhaseDiagram`: over n and B, where Algorithm 1 beats the quadratic kernel.
struct PhaseDiagram: Sendable {
  /// All boundaries at one number of tokens, in the order of the savings.
  typealias Row = [PhaseBoundary]

  let table: PhaseTable
  let measured: MeasuredPoints
  private let rows: [Row]

  init(_ table: PhaseTable, measured: MeasuredPoints) {
    self.table = table
    self.measured = measured
    let columns = table.savings.map(table.boundaries)
    rows = table.dimensions.indices.map { index in columns.map { $0[index] } }
  }

  /// Where neither kernel saves anything.
  var frontier: [PhaseBoundary] { table.boundaries(for: PhaseSaving(quarters: 0)) }

  func document() throws -> TableDocument {
    let columns = frontierColumns + otherColumns
    return TableDocument(
      name: "PhaseDiagram", title: "Where fast attention pays",
      paragraphs: [
        "The regime of the main theorem: n tokens in d = log₂ n dimensions, every entry of Q, K and V at most B in size,"
          + " scores scaled by 1/d, so that s = B² bounds them (L3.3), and an output within ε = 1/n of the exact one. For that"
          + " Algorithm 1 must approximate every entry of A within relative 4Bε/(4B² + ε²) (E5), and g is the least degree"
          + " that does. Operations are counted as in Ranks.md, with rank C(g + d, d).",
        "The frontier: for every B up to the first number Algorithm 1 needs fewer operations than the quadratic kernel,"
          + " because a certified polynomial of degree g suffices and its rank is small enough; from the second number on,"
          + " \(PhaseBoundary.step.shortText) further, it does not, because no polynomial of degree g suffices and the rank of"
          + " g + 1 is too large. PhaseDiagram.json has the certificates of both sides. As n doubles, ε falls and B"
          + " with it, until one more degree fits: hence the steps.",
        "[AS23] proves that an algorithm in n to the power 1 + o(1) exists where B = o(√log n), this one, and that under"
          + " SETH none in n to the power 2 − q exists, for any q > 0, where B and the exponents of d = O(log n) and of 1/n"
          + " are large enough multiples of √log n, log n and 1, depending on q.",
      ],
      sections: [
        TableDocument.Section(title: "The frontier", table: Table(frontierColumns, rows)),
        TableDocument.Section(
          title: "Savings as powers of n",
          paragraphs: [
            "The largest B for which the quadratic kernel needs more than a power of n times the operations of Algorithm 1,"
              + " with the degree used there. A negative power: Algorithm 1 needs less than so many times as many."
          ],
          table: Table([keyColumn] + otherColumns, rows)),
        measuredSection,
      ],
      sheets: [TableDocument.Sheet(name: "PhaseDiagram", table: Table(columns, rows))],
      json: TableJSON.text("PhaseDiagram", ["rows": try rows.flatMap { try $0.map(Self.json) }]))
  }

  private var keyColumn: TableColumn<Row> {
    TableColumn("log2_tokens", "d = log₂ n") { .count($0[0].dimension) }
  }

  private var frontierColumns: [TableColumn<Row>] {
    let index = table.savings.firstIndex(of: PhaseSaving(quarters: 0))!
    return [
      keyColumn, TableColumn("degree", "g") { .count($0[index].degree) },
      TableColumn("rank", "rank") {
        .integer(FeatureRank.monomials(degree: $0[index].degree, dimension: $0[index].dimension))
      },
      TableColumn("bound_within", "cheaper for B ≤") { .fraction($0[index].within, .down) },
      TableColumn("bound_beyond", "not for B ≥") { .fraction($0[index].beyond, .up) },
      TableColumn("ratio", "B/√(ln n)") { .nearest($0[index].ratioToRoot) },
    ]
  }

  private var otherColumns: [TableColumn<Row>] {
    table.savings.indices.filter { table.savings[$0].quarters != 0 }.flatMap { index in
      let power = Rational(table.savings[index].quarters, 4)
      let key = "\(table.savings[index].quarters)_quarters".replacing("-", with: "minus_")
      return [
        TableColumn<Row>("bound_\(key)", "power \(power.shortText): B ≤") {
          .fraction($0[index].within, .down)
        },
        TableColumn<Row>("degree_\(key)", "g") { .count($0[index].degree) },
      ]
    }
  }

  private var measuredSection: TableDocument.Section {
    let text =
      measured.points.isEmpty
      ? "Nothing: there was no file of measured points, which 'make bench-phase' writes."
      : "\(measured.remark). Entries are drawn uniformly from [−B, B] or are ±B; degree and format are the"
        + " planner's choice for these data and 1/n. The ratio is the quadratic kernel's time over the polynomial kernel's."
    return TableDocument.Section(
      title: "Measured", paragraphs: [text], table: Table(Self.measuredColumns, measured.points))
  }

  private static var measuredColumns: [TableColumn<MeasuredPoint>] {
    [
      TableColumn("log2_tokens", "d = log₂ n") { .count($0.dimension) },
      TableColumn("bound", "B") { .rational($0.bound) },
      TableColumn("entries", "entries", isNumeric: false) { .text($0.entries) },
      TableColumn("degree", "g") { .count($0.degree) },
      TableColumn("format", "format", isNumeric: false) { .text($0.format) },
      TableColumn("polynomial_seconds", "polynomial, s") { .text($0.polynomialSeconds) },
      TableColumn("quadratic_seconds", "quadratic, s") { .text($0.quadraticSeconds) },
      TableColumn("ratio", "ratio") { .fraction($0.ratio, .nearest) },
    ]
  }

  private static func json(_ boundary: PhaseBoundary) throws -> String {
    JSONText.object([
      "log2Tokens": "\(boundary.dimension)",
      "savedPower": JSONText.quoted("\(Rational(boundary.saving.quarters, 4))"),
      "degree": "\(boundary.degree)", "within": JSONText.quoted("\(boundary.within)"),
      "beyond": JSONText.quoted("\(boundary.beyond)"), "certificates": try JSONText.stored(boundary),
    ])
  }
}

extension PhaseBoundary {
  /// B/√(ln n) for `within`.
  var ratioToRoot: Interval {
    let logarithm = Interval.ln2(bits: 96) * Interval(dimension)
    // ln n > 0: nothing can throw.
    return Interval(within, bits: 96).divided(by: try! logarithm.squareRoot(bits: 96), bits: 64)!
  }
}
