internal import AttnReference
internal import AttnSpec
internal import ExactArith
internal import ExpBounds

extension PolynomialPlan {
  /// What was chosen and what Theorem P proves of it, every number exact.
  var json: String {
    func number(_ value: Dyadic) -> String { JSONText.quoted(value.hexadecimal) }
    return JSONText.object([
      "format": JSONText.quoted(arithmetic.format.rawValue),
      "family": JSONText.quoted(family.rawValue), "degree": "\(degree)",
      "tile": "\(arithmetic.tile)", "tilesPerBlock": "\(arithmetic.tilesPerBlock)",
      "allowedEpsilon": JSONText.quoted(allowedEpsilon.shortestText),
      "epsilon": JSONText.quoted(certificate.polynomial.epsilon.shortestText),
      "approximation": number(bound.approximation), "rounding": number(bound.rounding),
      "output": number(bound.output),
      "weights": JSONText.optional(bound.weights, number),
      "rowSums": JSONText.optional(bound.rowSums, number),
    ])
  }
}
