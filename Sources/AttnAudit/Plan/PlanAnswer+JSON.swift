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
      "plan": JSONText.optional(try? plan.get(), Self.plan),
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

  private static func plan(_ plan: PolynomialPlan) -> String {
    func number(_ value: Dyadic) -> String { JSONText.quoted(value.hexadecimal) }
    return JSONText.object([
      "format": JSONText.quoted(plan.arithmetic.format.rawValue),
      "family": JSONText.quoted(plan.family.rawValue), "degree": "\(plan.degree)",
      "tile": "\(plan.arithmetic.tile)", "tilesPerBlock": "\(plan.arithmetic.tilesPerBlock)",
      "allowedEpsilon": JSONText.quoted(plan.allowedEpsilon.shortestText),
      "epsilon": JSONText.quoted(plan.certificate.polynomial.epsilon.shortestText),
      "approximation": number(plan.bound.approximation), "rounding": number(plan.bound.rounding),
      "output": number(plan.bound.output),
      "weights": JSONText.optional(plan.bound.weights, number),
      "rowSums": JSONText.optional(plan.bound.rowSums, number),
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

extension PolynomialPlanError {
  /// One word for each reason.
  fileprivate var reason: String {
    switch self {
    case .targetNotPositive: "target-not-positive"
    case .unsuitable: "unsuitable"
    case .scoresTooLarge: "scores-too-large"
    case .degreeTooHigh: "degree-too-high"
    case .pointlessRank: "pointless-rank"
    case .unsupportedDegree: "unsupported-degree"
    case .coefficientsTooLarge: "coefficients-too-large"
    case .belowRounding: "below-rounding"
    case .belowCoefficients: "below-coefficients"
    }
  }
}
