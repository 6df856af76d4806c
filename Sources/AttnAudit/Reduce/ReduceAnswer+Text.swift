internal import AttnSpec
internal import AttnTheory
internal import ExactArith

/// The answer for people: what was asked, the rows, the claims, and what the answers needed.
extension ReduceAnswer {
  var text: String {
    [heading, table, summary, claimsText, needs].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The most rows that are printed; wrong ones before others.
  private static let shownRows = 16

  private var heading: String {
    let instance = question.instance
    let far = Self.number(instance.farDistance)
    var text =
      "Gap-ANN: \(instance.points) points on each side in {0,1}^\(instance.dimension), near up to distance"
      + " t = \(Self.number(instance.distance)), far from (1+ε)t = \(far) on, ε = \(Self.number(instance.gap))."
    guard let reduction else {
      let count = LookUp.count(dimension: instance.dimension, distance: LookUp.radius(instance.distance))
      text +=
        " Case 1: \(count) vectors lie within t of a point, and looking them up is cheaper than attention."
      return TextParagraph.wrapped(text, indent: 0)
    }
    let shape = reduction.specification.shape
    text +=
      " As attention, L4.7 as \(question.version.rawValue): \(shape.queries) queries and keys of dimension"
      + " \(shape.dimension), B = \(BoundWords.exact(Rational(reduction.bound))),"
      + " β = B² = \(BoundWords.exact(reduction.beta)); an output is answered near from"
      + " 2t̃ = \(Self.short(reduction.enclosure(reduction.parameters.threshold))) on."
    return TextParagraph.wrapped(text, indent: 0)
  }

  private var table: String {
    let hasOutput = reduction != nil
    let hasWrong = !wrongRows.isEmpty
    var columns = TextColumns(
      header: ["row", "nearest", "truth"] + (hasOutput ? ["exact output"] : [])
        + answers.map { $0.name == "exact" || !hasOutput ? "answer" : $0.name } + (hasOutput ? ["bits"] : [])
        + (hasWrong ? [""] : []), numeric: hasOutput ? [0, 1, 4 + answers.count] : [0, 1])
    let shown = shownRows
    for index in shown {
      let row = rows[index]
      let isWrong = answers.contains { !row.truth.accepts($0.answers[index]) }
      columns.append(
        ["\(row.number)", "\(row.nearest)", row.truth.rawValue]
          + (hasOutput ? [row.output.map(Self.short) ?? ""] : [])
          + answers.map { answer in
            let output = answer.outputs.map { " (\(Self.short($0[index])))" } ?? ""
            return (answer.answers[index]?.rawValue ?? "no answer") + output
          } + (hasOutput ? [row.bits.map { "\($0)" } ?? ""] : []) + (hasWrong ? [isWrong ? "WRONG" : ""] : [])
      )
    }
    let rest = rows.count - shown.count
    return columns.text
      + (rest > 0 ? "\(BoundWords.count(rest, "more row")); the JSON report has them all.\n" : "")
  }

  /// Wrong rows first, if not all rows can be shown; in their order.
  private var shownRows: [Int] {
    let wrong = wrongRows.prefix(Self.shownRows)
    let others = rows.indices.filter { !wrong.contains($0) }.prefix(Self.shownRows - wrong.count)
    return (wrong + others).sorted()
  }

  private var summary: String {
    answers.map { answer in
      let right = rows.indices.count { rows[$0].truth.accepts(answer.answers[$0]) }
      return "\(answer.name): \(right) of \(rows.count) rows answered right.\n"
    }.joined()
  }

  private var claimsText: String {
    guard !claims.isEmpty else { return "" }
    return "The claims of L4.7 as \(question.version.rawValue), exactly, on this instance:\n"
      + claims.map { claim in
        "  " + (claim.failure.map { "FALSE  \(claim.text): \($0)" } ?? "holds  \(claim.text)") + "\n"
      }.joined()
  }

  private var needs: String {
    guard let reduction, let bits else { return "" }
    let promised = 1 - reduction.enclosure(reduction.parameters.error).lower.magnitudeExponent
    var text =
      "Outputs within 2^-\(bits) of the exact ones give these answers; L4.7 asks for ε_a, above 2^-\(promised)."
    for limit in limits {
      let name = " \(limit.kernel.name) \(limit.kernel.format.rawValue)"
      if let bound = limit.bound, let row = limit.row {
        text +=
          name + " answers wrongly from B = \(BoundWords.exact(Rational(bound))) on, β ="
          + " \(BoundWords.exact(Rational(bound) * Rational(bound))), first in row \(row + 1)."
      } else {
        text += name + " answers right up to B = \(BoundWords.exact(Rational(limit.last)))."
      }
    }
    if !limits.isEmpty {
      text += " (Tried: multiples of 1/4, from the least B with X ≥ 6n on.)"
    }
    return TextParagraph.wrapped(text, indent: 0)
  }

  /// Exactly, where that is short.
  private static func number(_ value: Rational) -> String {
    let text = BoundWords.exact(value)
    return text.count <= 24 ? text : "about \(BoundWords.nearest(value, digits: 6))"
  }

  private static func short(_ value: Interval) -> String {
    value.midpoint.decimal(digits: 3, rounding: .nearest)
  }

  private static func short(_ value: Double) -> String {
    value.isFinite ? Dyadic(exactly: value).decimal(digits: 3, rounding: .nearest) : "\(value)"
  }
}
