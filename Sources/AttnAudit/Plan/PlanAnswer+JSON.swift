internal import AttnReference
internal import AttnSpec
internal import ExactArith
internal import ExpBounds

/// The answer for machines. Whoever decodes the certificate can verify it: `PolynomialCertificateFile` reads this file.
extension PlanAnswer {
  func json() throws -> String {
    let specification = question.specification
    let document = JSONText.object([
      "version": "1",
      "tokens": "\(question.tokens)",
      "dimension": "\(question.dimension)",
      "bound": JSONText.quoted(question.bound.shortestText),
      "epsilon": JSONText.quoted(question.epsilon.shortestText),
      "scale": JSONText.quoted(specification.scale.text),
      "mask": JSONText.quoted(specification.mask.text),
      "scoreBound": JSONText.enclosure(scoreBound),
      "boundOverRootLog": JSONText.optional(ratios) { JSONText.enclosure($0.bound) },
      "scoreBoundOverLog": JSONText.optional(ratios) { JSONText.enclosure($0.scores) },
      "breakEven": JSONText.optional(breakEven) {
        JSONText.object([
          "degree": "\($0.degree)", "bound": JSONText.quoted($0.bound.shortestText),
          "isBeyondScores": "\($0.isBeyondScores)",
        ])
      },
      "cost": JSONText.optional(figures, Self.cost),
      "plan": JSONText.optional(try? plan.get()) { $0.json },
      "refusal": refusal,
      "keyShift": "null",
      "certificate": try (try? plan.get()).map { try JSONText.stored($0.certificate) } ?? "null",
    ])
    return document + "\n"
  }

  private var refusal: String {
    guard case .failure(let error) = plan else { return "null" }
    return JSONText.object([
      "reason": JSONText.quoted(error.reason), "text": JSONText.quoted("\(error)"),
    ])
  }

  private static func cost(_ figures: PlanFigures) -> String {
    func number(_ value: Integer) -> String { JSONText.quoted("\(value)") }
    return JSONText.object([
      "degree": "\(figures.degree)", "rank": number(figures.rank),
      "polynomialOperations": number(figures.polynomialOperations),
      "quadraticOperations": number(figures.quadraticOperations),
      "crossover": JSONText.optional(figures.crossover, number),
      "stateBytes": number(figures.stateBytes), "threadBytes": number(figures.threadBytes),
      "movedBytes": number(figures.movedBytes),
    ])
  }
}
