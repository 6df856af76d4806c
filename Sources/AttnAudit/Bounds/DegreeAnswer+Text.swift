internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// The answer for people: the row, the polynomial, and the proofs in words.
extension DegreeAnswer {
  var text: String {
    [headline, polynomialText, upperProof, lowerProof, familiesText, rankText].compactMap(\.self)
      .joined(separator: "\n")
  }

  private var epsilon: String { BoundWords.exact(question.epsilon) }
  private var degree: Int { row.minimal.degree }
  private var error: Interval { row.minimal.attained.error }

  private var headline: String {
    let excluded =
      row.minimal.excluded.map {
        "degree \(degree - 1) cannot do better than \(BoundWords.atLeast($0.bound))"
      } ?? "there is no lower degree"
    return """
      \(BoundWords.subject(row.minimal.problem)), at most \(epsilon)
      minimal degree \(degree), over all polynomials: an error of at most \(BoundWords.atMost(error)) is attained, \
      and \(excluded)

      """
  }

  private var polynomialText: String {
    let polynomial = row.minimal.attained.polynomial
    var columns = TextColumns(header: ["power", "coefficient", "as float64", "as float32"], numeric: [])
    for power in 0..<(degree + 1) {
      columns.append([
        "x^\(power)", BoundWords.nearest(polynomial[power], digits: 12),
        polynomial[power].double(rounding: .nearest).hexadecimal,
        polynomial[power].float(rounding: .nearest).hexadecimal,
      ])
    }
    columns.append(
      ["error ≤"]
        + [row.minimal.attained, row.float64, row.float32].map { BoundWords.atMost($0.error) })
    return columns.text
  }

  private var upperProof: String {
    let attained = row.minimal.attained
    return "Why the error is \(BoundWords.range(error)):\n" + TextParagraph.wrapped(attained.proof)
  }

  private var lowerProof: String? {
    guard let excluded = row.minimal.excluded else { return nil }
    let points = excluded.nodes.map {
      Dyadic(significand: $0, exponent: excluded.nodeExponent).decimal(digits: 6, rounding: .nearest)
    }
    let shown =
      points.count <= 16
      ? points.joined(separator: ", ")
      : points.prefix(8).joined(separator: ", ") + ", …, " + points.suffix(7).joined(separator: ", ")
    return "Why degree \(degree - 1) does not do:\n"
      + TextParagraph.wrapped(
        "The divided difference over these \(points.count) nodes is 0 for every polynomial of degree at most"
          + " \(degree - 1), and not for e^x, so that at one of them the error is at least"
          + " \(BoundWords.atLeast(excluded.bound)). To six digits they are \(shown).")
  }

  private var familiesText: String {
    let end = BoundWords.exact(-question.scoreBound)
    var columns = TextColumns(
      header: ["family", "degree", "error ≤", "why no lower degree"], numeric: [1, 2])
    columns.append(["all polynomials", "\(degree)", BoundWords.atMost(error), "the nodes above"])
    func append(_ family: String, _ degree: Int, _ error: Interval, _ reason: String) {
      columns.append([
        family, "\(degree)", BoundWords.atMost(error), degree == 0 ? "there is none" : reason,
      ])
    }
    append(
      "Taylor", row.taylor.degree, row.taylor.deviation.magnitude, "each has a larger error at x = \(end)")
    append("Chebyshev", row.chebyshev.degree, chebyshevError, "each has a larger error at x = \(end)")
    append(
      "Chebyshev, by C2.2", row.shifted.degree, shiftedError,
      "each has a larger absolute error on [0, \(BoundWords.exact(question.scoreBound * 2))], at its upper end"
    )
    return columns.text
  }

  private var rankText: String? {
    guard let rank else { return nil }
    return """
      Features of degree \(rank.degree) in dimension \(rank.dimension)
        rank C(\(rank.degree + rank.dimension), \(rank.dimension)) = \(rank.rank), \
      cheaper than quadratic attention from n = \(rank.crossover) on
        as printed in L3.2, C(\(2 * (rank.degree + rank.dimension)), \(2 * rank.degree)) = \(rank.printedRank): \
      from n = \(rank.printedCrossover) on

      """
  }
}
