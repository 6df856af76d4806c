internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// The answer for machines. `certificates` is the row as it is stored; whoever decodes it can verify it.
extension DegreeAnswer {
  func json() throws -> String {
    let excluded = JSONText.optional(row.minimal.excluded) {
      JSONText.object([
        "degree": "\($0.degree)", "bound": JSONText.enclosure(Interval($0.bound)),
      ])
    }
    let ranks = JSONText.optional(rank) {
      JSONText.object([
        "dimension": "\($0.dimension)",
        "monomials": JSONText.quoted("\($0.rank)"), "crossover": JSONText.quoted("\($0.crossover)"),
        "printedRank": JSONText.quoted("\($0.printedRank)"),
        "printedCrossover": JSONText.quoted("\($0.printedCrossover)"),
      ])
    }
    let document = JSONText.object([
      "version": "1",
      "question": JSONText.quoted("degree"),
      "scoreBound": JSONText.quoted(question.scoreBound.shortestText),
      "epsilon": JSONText.quoted(question.epsilon.shortestText),
      "degree": "\(row.minimal.degree)",
      "error": JSONText.enclosure(row.minimal.attained.error),
      "excluded": excluded,
      "families": JSONText.object([
        "taylor": Self.family(row.taylor.degree, row.taylor.deviation.magnitude),
        "chebyshev": Self.family(row.chebyshev.degree, chebyshevError),
        "shiftedChebyshev": Self.family(row.shifted.degree, shiftedError),
      ]),
      "rounded": JSONText.object([
        "float32": JSONText.enclosure(row.float32.error), "float64": JSONText.enclosure(row.float64.error),
      ]),
      "rank": ranks,
      "certificates": try JSONText.stored(row),
    ])
    return document + "\n"
  }

  private static func family(_ degree: Int, _ error: Interval) -> String {
    JSONText.object(["degree": "\(degree)", "error": JSONText.enclosure(error)])
  }
}
