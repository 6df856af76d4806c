internal import AttnReference
internal import AttnSpec
internal import ExactArith
internal import ExpBounds

/// The answer for people: what to run and what is certified of it, or why not; what it costs; where it lies.
extension PlanAnswer {
  var text: String {
    [headline, verdict, certifiedText, costText, borderText].compactMap(\.self).joined(separator: "\n")
  }

  private var headline: String {
    let specification = question.specification
    let bound = BoundWords.exact(question.bound)
    return """
      attention on \(BoundWords.count(question.tokens, "token")) of dimension \(question.dimension), scale \
      \(specification.scale.text), mask \(specification.mask.text)
      entries of Q, K and V in [-\(bound), \(bound)], every output entry within \(BoundWords.exact(question.epsilon))

      """
  }

  private var verdict: String {
    switch plan {
    case .success(let plan):
      let arithmetic = plan.arithmetic
      return """
        PolynomialAttention in \(arithmetic.format.rawValue), degree \(plan.degree), \(plan.family.text), blocks of \
        \(arithmetic.tilesPerBlock) tiles of \(arithmetic.tile) keys

        """
    case .failure(let error):
      return "No plan.\n" + TextParagraph.wrapped("\(error)".capitalizedFirst + ".")
    }
  }

  private var certifiedText: String? {
    guard case .success(let plan) = plan else { return nil }
    let bound = plan.bound
    var columns = TextColumns(header: ["certified for all such inputs", "at most"], numeric: [1])
    func append(_ name: String, _ value: Dyadic?) {
      columns.append([name, value?.decimal(digits: 6, rounding: .up) ?? "no promise"])
    }
    append("error of an output entry, from the polynomial", bound.approximation)
    append("error of an output entry, from roundings", bound.rounding)
    append("error of an output entry", bound.output)
    append("relative error of a weight (ε_A)", bound.weights)
    append("relative error of a row sum (ε_D)", bound.rowSums)
    return columns.text
  }

  private var costText: String? {
    guard let figures else { return nil }
    var columns = TextColumns(header: ["cost", "polynomial", "quadratic"], numeric: [1, 2])
    func powers(_ operations: Integer) -> String {
      exponent(of: operations).map { "n^\($0.midpoint.decimal(digits: 4, rounding: .nearest))" } ?? "-"
    }
    let (degree, dimension) = (figures.degree, figures.dimension)
    columns.append(["features, C(\(degree + dimension), \(dimension))", figures.rank.shortText, "-"])
    columns.append([
      "operations", figures.polynomialOperations.shortText, figures.quadraticOperations.shortText,
    ])
    columns.append([
      "as a power of n", powers(figures.polynomialOperations), powers(figures.quadraticOperations),
    ])
    columns.append(["bytes of state for a key head", figures.stateBytes.shortText, "-"])
    columns.append(["bytes that a thread works with", figures.threadBytes.shortText, "-"])
    let moved = figures.movedBytes.shortText
    columns.append(["bytes of Q, K, V and the output", moved, moved])
    columns.append(["cheaper from n tokens on", figures.crossover?.shortText ?? "never", "-"])
    return columns.text
  }

  /// A Θ has no constant, so that one n lies on neither side of it; what can be said is said in numbers.
  private var borderText: String? {
    guard let ratios else { return nil }
    func digits(_ value: Interval) -> String { value.midpoint.decimal(digits: 3, rounding: .nearest) }
    var text =
      "Scores fill [-s, s] with s = \(digits(scoreBound)), which is \(digits(ratios.scores))·ln n; B is"
      + " \(digits(ratios.bound))·√(ln n). With a dimension of order log n, an error of 1/poly(n) and the scale 1/d,"
      + " where s = B²: B = o(√log n) allows n^(1+o(1)) operations (T3.8), and at"
      + " a large enough multiple of √log n, for each q > 0, there is no way with n^(2-q), unless SETH fails (T4.6). Both"
      + " are about all large n; an o has no constant, and a single n lies on neither side."
    if let breakEven {
      let ratio = Interval(breakEven.bound, bits: 64).divided(
        by: try! logarithm!.squareRoot(bits: 64), bits: 64)!
      let border = "B = \(breakEven.bound.shortDecimal), which is \(digits(ratio))·√(ln n)"
      text +=
        breakEven.isBeyondScores
        ? " At this n, dimension and error, a polynomial kernel needs fewer operations than a quadratic one as far as"
          + " binary64 carries its coefficients, beyond \(border)."
        : " At this n, dimension and error, a polynomial kernel needs fewer operations than a quadratic one up to"
          + " degree \(breakEven.degree), which reaches the error, if nothing is rounded, up to \(border):"
          + " the B asked for is \(question.bound <= breakEven.bound ? "below" : "above")."
    } else if !isBelowRounding {
      text += " At this n and dimension even one feature takes as many operations as a quadratic kernel."
    }
    return TextParagraph.wrapped(text, indent: 0)
  }
}

extension PolynomialFamily {
  fileprivate var text: String {
    switch self {
    case .minimax: "the best polynomial"
    case .chebyshev: "a Chebyshev series cut off"
    case .taylor: "Taylor's polynomial"
    }
  }
}

extension Rational {
  fileprivate var shortDecimal: String { BoundWords.nearest(self, digits: 3) }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
