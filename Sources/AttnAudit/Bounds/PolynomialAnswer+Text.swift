internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// The answer for people: the error, where it is, the best of the degree beside it, and the proof in words.
extension PolynomialAnswer {
  var text: String {
    [headline, extremaText, proofText, verdictText].compactMap(\.self).joined(separator: "\n")
  }

  /// The most extrema that are printed.
  private static let shownExtrema = 24

  private var degree: Int { polynomial.degree ?? 0 }

  private var headline: String {
    let format = question.format == .exact ? "" : ", coefficients rounded to \(question.format.rawValue)"
    return """
      \(BoundWords.subject(question.problem)), polynomial of degree \(degree)\(format)
        largest error      \(BoundWords.range(given.error)), at \(given.placeText(worst))
        least of degree \(degree)  \(BoundWords.range(optimum))
        ratio              \(BoundWords.range(ratio, digits: 6))

      """
  }

  private var extremaText: String {
    var columns = TextColumns(header: ["extremum", "x", "error"], numeric: [0, 1, 2])
    for (k, deviation) in given.deviations.enumerated().prefix(Self.shownExtrema) {
      columns.append([
        "\(k + 1)", given.place(k).midpoint.decimal(digits: 9, rounding: .nearest),
        deviation.midpoint.decimal(digits: 6, rounding: .nearest),
      ])
    }
    let more = given.deviations.count - Self.shownExtrema
    return columns.text + (more > 0 ? "\(more) more; the JSON report has them all.\n" : "")
  }

  private var proofText: String {
    "Why these are all extrema:\n" + TextParagraph.wrapped(given.proof)
      + "Why degree \(degree) cannot do much better than the best shown:\n"
      + TextParagraph.wrapped(
        "The divided difference over \(bound.nodes.count) nodes is 0 for every polynomial of degree at most \(degree),"
          + " and not for the function, so that at one of them the error is at least"
          + " \(BoundWords.atLeast(bound.bound)). The best has \(degree + 2) extrema of equal error and alternating"
          + " sign; in this polynomial \(alternations) of \(given.deviations.count) alternate.")
  }

  private var verdictText: String? {
    guard let verdict, let epsilon = question.epsilon.map(BoundWords.exact) else { return nil }
    switch verdict {
    case .certified: return "certified: the error is at most \(epsilon)\n"
    case .refuted:
      return
        "refuted: at \(given.placeText(worst)) the error is at least \(BoundWords.atLeast(given.error.lower)),"
        + " more than \(epsilon)\n"
    case .undecided:
      return "undecided: the error and \(epsilon) agree to nine digits; change epsilon a little\n"
    }
  }
}
