internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// The answer for machines. Whoever decodes the certificates can verify them.
extension PolynomialAnswer {
  func json() throws -> String {
    let document = JSONText.object([
      "version": "1",
      "question": JSONText.quoted("polynomial"),
      "function": JSONText.quoted(question.problem.function.rawValue),
      "measure": JSONText.quoted(question.problem.measure.rawValue),
      "interval": JSONText.object([
        "lower": JSONText.quoted(question.problem.lower.shortestText),
        "upper": JSONText.quoted(question.problem.upper.shortestText),
      ]),
      "coefficients": JSONText.quoted(question.format.rawValue),
      "degree": "\(polynomial.degree ?? 0)",
      "error": JSONText.enclosure(given.error),
      "worst": "\(worst)",
      "optimum": JSONText.enclosure(optimum),
      "ratio": JSONText.enclosure(ratio),
      "alternations": "\(alternations)",
      "extrema": extrema,
      "epsilon": JSONText.optional(question.epsilon) { JSONText.quoted($0.shortestText) },
      "verdict": JSONText.optional(verdict) { JSONText.quoted($0.rawValue) },
      "certificates": JSONText.object([
        "given": try JSONText.stored(given), "best": try JSONText.stored(best),
        "bound": try JSONText.stored(bound),
      ]),
    ])
    return document + "\n"
  }

  private var extrema: String {
    let items = given.deviations.indices.map { k in
      JSONText.object([
        "x": JSONText.enclosure(given.place(k), digits: 17),
        "error": JSONText.enclosure(given.deviations[k]),
      ])
    }
    return "[\(items.joined(separator: ","))]"
  }
}
