internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// `Growth`: the sequence along which the degree leaves L3.4's behind (E2), and the poles of the printed forms (E6).
struct Growth: Sendable {
  /// One sample of a pole.
  struct PoleSample: Sendable {
    let row: PoleRow
    let sample: PoleRow.Sample
  }

  let rows: [GrowthRow]
  let samples: [PoleSample]

  init(logBases: [Int], epsilons: [Rational]) {
    rows = logBases.map(GrowthRow.init)
    // Along the axis, so that the pole lies between the two samples nearest to it.
    samples = epsilons.map(PoleRow.init).flatMap { row in
      row.below.map { PoleSample(row: row, sample: $0) }
        + row.above.reversed().map { PoleSample(row: row, sample: $0) }
    }
  }

  func document() throws -> TableDocument {
    TableDocument(
      name: "Growth", title: "Growth of the degree, and poles of the printed forms",
      paragraphs: [],
      sections: [
        TableDocument.Section(
          title: "The degree grows faster than L3.4 says",
          paragraphs: [
            "B = 2 to the power k, s = B² and ε = B to the power −B², so that L = B²·log B. Certified: no polynomial of"
              + " degree at most c·B² reaches the relative error ε on [−s, s]. L3.4 as printed is"
              + " max{L/log(L/B), B²}, here divided by B². No constant bridges a factor that grows (E2). It grows like"
              + " log B/log log B."
          ],
          table: Table(Self.columns, rows)),
        TableDocument.Section(
          title: "The printed form has a pole",
          paragraphs: [
            "L/log(L/B) near B = L, from both sides; the corrected form max{B, L/log(e + L/B)} passes through (E6)."
          ],
          table: Table(Self.poleColumns, samples)),
      ],
      sheets: [
        TableDocument.Sheet(name: "Growth", table: Table(Self.columns, rows)),
        TableDocument.Sheet(name: "Poles", table: Table(Self.poleColumns, samples)),
      ],
      json: TableJSON.text("Growth", ["rows": try rows.map(Self.json), "poles": samples.map(Self.json)]))
  }

  private static var columns: [TableColumn<GrowthRow>] {
    [
      TableColumn("log2_b", "k") { .count($0.logBase) },
      TableColumn("ratio_lower", "c") { .fraction($0.ratio, .down) },
      TableColumn("printed", "L3.4/B²") { .nearest($0.printed) },
      TableColumn("factor_lower", "factor ≥") {
        .real(Interval($0.ratio, bits: 64).divided(by: $0.printed, bits: 64)!, .down)
      },
      TableColumn("trend", "log B/log log B") { $0.trend.map(TableCell.nearest) ?? .mark("log log B < 0") },
    ]
  }

  private static var poleColumns: [TableColumn<PoleSample>] {
    [
      TableColumn("epsilon", "ε") { .rational($0.row.epsilon) },
      TableColumn("pole", "L") { .nearest($0.row.pole) },
      TableColumn("bound", "B") { .nearest(Interval($0.sample.bound, bits: 64)) },
      TableColumn("distance", "B/L − 1") {
        .nearest(Interval($0.sample.bound, bits: 64).divided(by: $0.row.pole, bits: 64)! - 1)
      },
      TableColumn("inner", "L/log(L/B)") { .nearest($0.sample.inner) },
      TableColumn("corrected", "corrected") { .nearest($0.sample.corrected) },
    ]
  }

  private static func json(_ row: GrowthRow) throws -> String {
    JSONText.object([
      "log2B": "\(row.logBase)", "ratio": JSONText.quoted("\(row.ratio)"),
      "printed": JSONText.enclosure(row.printed),
      "trend": JSONText.optional(row.trend) { JSONText.enclosure($0) },
      "certificates": try JSONText.stored(row.certificate),
    ])
  }

  private static func json(_ sample: PoleSample) -> String {
    JSONText.object([
      "epsilon": JSONText.quoted(sample.row.epsilon.shortText), "L": JSONText.enclosure(sample.row.pole),
      "bound": JSONText.quoted(sample.sample.bound.shortestText),
      "inner": JSONText.enclosure(sample.sample.inner),
      "corrected": JSONText.enclosure(sample.sample.corrected),
    ])
  }
}
