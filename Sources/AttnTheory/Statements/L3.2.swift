internal import AttnGenerators
internal import ExactArith
internal import ExpBounds
internal import PropertyTesting

extension Statement {
  static let l32 = Statement(
    "L3.2", "A polynomial of a product of matrices has low rank",
    [
      .forAll(
        .printed, "the proof: a polynomial of degree g is P(x) = Σ_{i=0}^d c_i x^i, with d the dimension",
        expected: .misprint, erratum: "E1", failure: .misprint,
        PolynomialOfProducts.generator(dimension: 1...3, degree: 1...4)
      ) { instance in
        let cut = Polynomial(Array(instance.coefficients.prefix(instance.dimension + 1)))
        let whole = Polynomial(instance.coefficients)
        try require(cut == whole, "P(1) = \(whole.value(at: 1)), the sum to d is \(cut.value(at: 1))")
      },
      .forAll(
        .printed, "P(XYᵀ) = U₁U₂ᵀ with r = C(2(g+d), 2g) columns, g ≥ 1", expected: .loose, erratum: "E1",
        PolynomialOfProducts.generator(dimension: 1...3, degree: 1...3, points: { min($0 + 1, 12) }),
        share: { Rational(Integer($0.matrix.rank), $0.printedRank) }
      ) { try require(Integer($0.matrix.rank) <= $0.printedRank, "the rank is \($0.matrix.rank)") },
      Claim(
        .printed,
        "the same at the sizes that attention has: the rank itself at generic integer points, for four d and g up to 8"
          + " and 4", expected: .loose, erratum: "E1"
      ) { L32.ranks(sizes: [(1, 2), (2, 3), (4, 4), (8, 4)], seed: $0.seed) },
      .forAll(
        .corrected, "P(XYᵀ) = U₁U₂ᵀ with the C(g+d, d) columns c_|α|·(|α|!/α!)·u^α and v^α, |α| ≤ g",
        erratum: "E1", PolynomialOfProducts.generator(dimension: 1...4, degree: 0...5)
      ) { try require($0.left * $0.right.transposed == $0.matrix, "the product of the factors differs") },
      .forAll(
        .corrected, "rank P(XYᵀ) ≤ Σ_{c_k≠0} C(k+d−1, k), which is C(g+d, d) if no c_k is 0", erratum: "E1",
        PolynomialOfProducts.generator(dimension: 1...3, degree: 0...3, points: { min($0 + 1, 12) }),
        share: { Rational(Integer($0.matrix.rank), $0.genericRank) }
      ) { try require(Integer($0.matrix.rank) <= $0.genericRank, "the rank is \($0.matrix.rank)") },
    ])
}

enum L32 {
  /// The rank at generic points beside the printed number of columns.
  static func ranks(sizes: [(d: Int, g: Int)], seed: UInt64) -> ClaimOutcome {
    var (shares, lines): ([Rational], [String]) = ([], [])
    for (d, g) in sizes {
      let points = GenericPoints(dimension: d, degree: g, seed: seed)
      let printed = FeatureRank.printed(degree: g, dimension: d)
      let size = "d = \(d), g = \(g), \(points.x.count) points"
      guard let rank = points.rank else {
        return ClaimOutcome(.undecided, instances: shares.count, witness: ["\(size): these are not generic"])
      }
      shares.append(Rational(Integer(rank), printed))
      let times = Interval(Rational(printed, Integer(rank)), bits: 64).lower.decimal(
        digits: 5, rounding: .down)
      lines.append("\(size): rank \(rank), printed \(printed), \(times) times as much")
    }
    lines.append(
      "each rank is at least that modulo 2^61 − 1, and at most the number of columns of E1, whose product is P(XYᵀ)"
    )
    let isLoose = shares.allSatisfy { $0 <= Rational(1, 2) }
    return ClaimOutcome(
      isLoose ? .loose : .holds, instances: shares.count, witness: isLoose ? lines : [],
      sharpness: Sharpness(share: shares.max()!, instance: lines))
  }
}

extension PolynomialOfProducts {
  fileprivate var printedRank: Integer { FeatureRank.printed(degree: degree, dimension: dimension) }
}
