import AttnReference
import ExactArith
import ExpBounds
import PropertyTesting
import Testing

@testable import AttnTheory

/// Each statement with a constant lowered or a hypothesis dropped: the check that certifies the right one refutes it.
@Suite struct BrokenStatementTests {
  @Test func l33WithoutItsSquare() {
    expectRefuted(BoundedScores.generator) { try require($0.largestScore <= $0.bound) }
    expectRefuted(BoundedScores.generator) {
      try require($0.largestScore < $0.bound * $0.bound)
    }
  }

  @Test func d31WithHalfTheError() {
    expectRefuted(ApproximateAttention.generator(.bothSums, errors: 1)) { instance in
      for (exact, near) in zip(instance.a.rows.joined(), instance.approximateA.rows.joined()) {
        try require(near >= (1 - instance.weightError / 2) * exact)
      }
    }
  }

  @Test func l35WithHalfTheError() {
    expectRefuted(ApproximateAttention.generator(.bothSums, errors: 1)) { instance in
      for (sum, approximate) in zip(instance.d, instance.approximateD) {
        try require((approximate - sum).magnitude <= instance.weightError / 2 * sum)
      }
    }
    // A diagonal that is not that of the row sums.
    expectRefuted(ApproximateAttention.generator(.exactSums, errors: 1)) { instance in
      for (sum, approximate) in zip(instance.a.sums, instance.approximateD) {
        try require((approximate - sum).magnitude <= instance.weightError * sum)
      }
    }
  }

  @Test func l36WithSmallerConstants() {
    @Sendable func bound(_ i: ApproximateAttention) -> Rational {
      (i.weightError + i.sumError) / (1 - i.sumError) * i.bound
    }
    // (a) with a thousandth less, and for any D.
    expectRefuted(ApproximateAttention.generator(.exactSums, errors: 1)) {
      try require($0.error <= bound($0) * Rational(999, 1000))
    }
    expectRefuted(ApproximateAttention.generator(.any, errors: 1)) { try require($0.error <= bound($0)) }
    // (b) at half, which is about ε_A·B/2, and for a D̃ that is not the row sums of Ã.
    expectRefuted(ApproximateAttention.generator(.bothSums, errors: 1)) {
      try require($0.error <= $0.weightError * $0.bound / 2)
    }
    expectRefuted(ApproximateAttention.generator(.exactSums, errors: 1)) {
      try require($0.error <= 2 * $0.weightError * $0.bound)
    }
  }

  @Test func t37WithLargerErrors() {
    // Twice the ε_A of E5.
    expectRefuted(
      ApproximateAttention.generator(
        .bothSums, errors: 1, weightError: { 8 * $1 * $0 / (4 * $1 * $1 + $0 * $0) }
      ).filter { $0.weightError < 1 }
    ) { try require($0.error <= $0.target) }
  }

  @Test func l32WithFewerColumns() {
    let instances = PolynomialOfProducts.generator(
      dimension: 1...3, degree: 1...3, points: { min($0 + 1, 12) })
    expectRefuted(instances) { try require(Integer($0.matrix.rank) < $0.genericRank) }
    expectRefuted(instances) {
      try require(Integer($0.matrix.rank) <= Integer.binomial($0.degree + $0.dimension - 1, $0.dimension))
    }
    // Without the multinomial coefficients.
    expectRefuted(PolynomialOfProducts.generator(dimension: 1...3, degree: 1...3)) { instance in
      let plain = RationalMatrix(
        rows: instance.x.rows.map { point in
          instance.exponents.map { exponent in
            zip(point, exponent).reduce(instance.coefficients[exponent.reduce(0, +)]) {
              $0 * $1.0.power($1.1)
            }
          }
        })
      try require(plain * instance.right.transposed == instance.matrix)
    }
  }

  @Test func degreesWithOtherConstants() {
    for measure in [ApproximationProblem.Measure.absolute, .relative] {
      let instances = ExponentialDegree.generator(measure, largestBound: 16)
      // g + 1 ≤ F, and g + 1 ≥ 5F, are both false.
      expectRefuted(instances) {
        try require(Rational($0.taylorDegree + 1) <= Rational($0.forms.corrected.lower))
      }
      expectRefuted(instances) {
        try require($0.excludes(lengthsThrough: (5 * Rational($0.forms.corrected.upper)).ceiling().asInt!))
      }
    }
  }

  @Test func l34WithATermLess() {
    expectRefuted(AttentionMatrix.generator) { instance in
      var shorter = instance
      // The degree of ten times the error is not enough for the error.
      shorter.degree.epsilon = min(instance.degree.epsilon * 10, Rational(9, 10))
      var term: Rational = 1
      let degree = shorter.degree.taylorDegree
      for score in (instance.q * instance.k.transposed).rows.joined() {
        let x = score / Rational(instance.q.columns)
        var sum: Rational = 1
        term = 1
        for k in stride(from: 1, through: degree, by: 1) {
          term = term * x / Rational(k)
          sum += term
        }
        let exact = try Interval.exp(of: x, bits: 128)
        let error = (Interval(sum, bits: 160) - exact).magnitude
        try require(error.lower <= (exact * Interval(instance.degree.epsilon, bits: 160)).upper)
      }
    }
  }

  /// A ratio that stays bounded is not called asymptotic.
  @Test func aBoundedRatioHolds() {
    let claim = AttnTheory.Claim.ratioStaysBounded(
      .printed, "2 − 1/n", expected: .holds, erratum: nil, sizes: [1, 10, 100, 1000],
      family: { Generator<Int>.int(in: 1...$0) },
      step: { RatioStep(line: "\($0)", ratio: 2 - Rational(1, $0)) })
    #expect(claim.check(ClaimSettings(instances: 100)).finding == .holds)
  }

  /// What reaches half of its bound at most is loose; a little more, and it is not.
  @Test func loosenessIsMeasured() {
    for (factor, finding) in [(2, AttnTheory.Claim.Finding.loose), (1, .holds)] {
      let claim = AttnTheory.Claim.forAll(
        .printed, "a wide bound", BoundedScores.generator,
        share: { $0.largestScore / ($0.bound * $0.bound * Rational(factor)) }
      ) { _ in }
      #expect(claim.check(ClaimSettings(instances: 500)).finding == finding)
    }
  }

  /// A generator that discards everything shows nothing.
  @Test func nothingIsUndecided() {
    let claim = AttnTheory.Claim.forAll(.printed, "nothing", BoundedScores.generator.filter { _ in false }) {
      _ in
    }
    #expect(claim.check(ClaimSettings(instances: 500)).finding == .undecided)
  }

  /// B of the order of √(ln n), or nearly: the exponent does not fall below 1/1000, and nothing is shown.
  @Test func t38AtTheBoundary() {
    #expect(RankExponent.check(boundPower: Rational(1, 4)).finding == .holds)
    for power in [Rational(1, 2), Rational(49, 100)] {
      let outcome = RankExponent.check(boundPower: power)
      #expect(outcome.finding == .undecided && !outcome.witness.isEmpty, "B = (ln n)^(\(power))")
    }
  }
}
