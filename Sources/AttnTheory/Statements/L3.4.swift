internal import AttnReference
internal import ExactArith
internal import ExpBounds
internal import PropertyTesting

extension Statement {
  static let l34 = Statement(
    "L3.4", "Attention matrices have low-rank approximations",
    [
      .ratioStaysBounded(
        .printed, "the degree needed is g = O(max{L/log(L/B), B²}), L = ln(1/ε)", expected: .asymptotic,
        erratum: "E2", sizes: [2, 8, 32, 128, 512, 1024], family: { LargeScores.generator(logBase: $0) },
        step: { instance in
          guard let printed = instance.printedRatio else { return nil }
          let ratio = instance.excludedRatio / Rational(printed.upper)
          let times = Interval(ratio, bits: 64).lower.decimal(digits: 3, rounding: .down)
          return RatioStep(
            line: "B = 2^\(instance.logBase), ln(1/ε) = \(instance.length)·B²: no degree up to"
              + " \(instance.excludedRatio)·B² suffices, printed"
              + " \(printed.upper.decimal(digits: 4, rounding: .up))·B², too low \(times) times", ratio: ratio
          )
        }),
      .forAll(
        .corrected,
        "some (ε, r)-approximation of A has g + 1 ≤ ⌈5F⌉, F = max{B², L/log(e + L/B²)}, and r = C(g+d, d):"
          + " what is checked is P(QKᵀ/d) for Taylor's polynomial P, entry by entry", erratum: "E2",
        AttentionMatrix.generator
      ) { try $0.requireApproximation() },
    ])
}

extension AttentionMatrix {
  fileprivate func requireApproximation() throws {
    let form = degree.forms.corrected
    let g = degree.taylorDegree
    try require(Integer(g + 1) <= (5 * Rational(form.lower)).ceiling(), "the degree \(g) exceeds 5F")
    var factor = Rational(1)
    let taylor = (0...g).map { k in
      if k > 0 { factor /= Rational(k) }
      return factor
    }
    // P(⟨q, k⟩/d) as a polynomial of ⟨q, k⟩.
    let scaled = taylor.enumerated().map { $1 / Rational(q.columns).power($0) }
    let product = PolynomialOfProducts(x: q, y: k, coefficients: scaled)
    let approximation = product.left * product.right.transposed
    try require(
      product.exponents.count == Integer.binomial(g + q.columns, q.columns).asInt!, "the number of columns")
    for (scores, entries) in zip((q * k.transposed).rows, approximation.rows) {
      for (score, entry) in zip(scores, entries) {
        let exact = try Interval.exp(of: score / Rational(q.columns), bits: 128)
        let error = (Interval(entry, bits: 160) - exact).magnitude
        try require(
          error.upper <= (exact * Interval(degree.epsilon, bits: 160)).lower, "the entry \(entry) is off")
      }
    }
  }
}
