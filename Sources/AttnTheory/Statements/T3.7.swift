internal import ExactArith
internal import ExpBounds
internal import PropertyTesting

extension Statement {
  static let t37 = Statement(
    "T3.7", "Algorithm 1 reaches its error",
    [
      .forAll(
        .printed, "B > 1, Algorithm 1 run with ε_A = ε < 1/10 has an output within ε of attention",
        expected: .refuted, erratum: "E5",
        ApproximateAttention.generator(.bothSums, errors: printedErrors)
      ) { try $0.requireTarget() },
      .forAll(
        .corrected, "run with ε_A = 4Bε/(4B²+ε²) it has, for ε < 1", erratum: "E5",
        ApproximateAttention.generator(
          .bothSums, errors: 1, weightError: { OutputBoundRow.requiredEpsilon(target: $0, bound: $1) }),
        extremes: [.attainingTarget], share: { $0.error / $0.target }
      ) { try $0.requireTarget() },
      .forAll(
        .corrected, "run with ε_A = ε/(2B), which is less, it has, for ε < 1", erratum: "E5",
        ApproximateAttention.generator(
          .bothSums, errors: 1, weightError: { OutputBoundRow.simpleEpsilon(target: $0, bound: $1) })
      ) { try $0.requireTarget() },
    ])
}

extension ApproximateAttention {
  fileprivate func requireTarget(line: Int = #line) throws {
    try require(error <= target, "the error \(error) exceeds ε = \(target)", line: line)
  }

  /// B = 2, ε = 4/5: with τ = ε/(2B) = 1/5 masses 1 ∓ ε_A and errors ±ε_A, as at the maximum of E3b.
  fileprivate static let attainingTarget: ApproximateAttention = {
    let (bound, target): (Rational, Rational) = (2, Rational(4, 5))
    let ε = OutputBoundRow.requiredEpsilon(target: target, bound: bound)
    // The derivative with respect to the first mass m vanishes where m(1+ε) : (1−m)(1−ε) = √((1+ε)/(1−ε)).
    let root = ((1 + ε) / (1 - ε)).rationalSquareRoot!
    let masses = [1 / (1 + root), root / (1 + root)]
    let near = [masses[0] * (1 + ε), masses[1] * (1 - ε)]
    return ApproximateAttention(
      a: RationalMatrix(rows: [masses]), approximateA: RationalMatrix(rows: [near]), d: [1],
      approximateD: [near[0] + near[1]], v: RationalMatrix(rows: [[bound], [-bound]]), bound: bound,
      target: target, weightError: ε, sumError: ε)
  }()
}
