internal import ExactArith
internal import PropertyTesting

extension Statement {
  /// L3.5 and L3.6 are printed for ε_A, ε_D ∈ (0, 0.1).
  static let printedErrors = Rational(1, 10)

  static let l36 = Statement(
    "L3.6", "From weights and row sums to the output",
    [
      .forAll(
        .printed,
        "B > 1, ε_A, ε_D < 1/10, D and D̃ positive diagonals, Ã within ε_A of A, D̃ within ε_D of D: ‖D̃⁻¹ÃV − D⁻¹AV‖∞ ≤ (ε_A+ε_D)·B",
        expected: .refuted, erratum: "E3", ApproximateAttention.generator(.any, errors: printedErrors)
      ) { try $0.requireError(atMost: ($0.weightError + $0.sumError) * $0.bound, "(ε_A+ε_D)·B") },
      .forAll(
        .weakened, "the same with D = diag(A·1), D̃ any diagonal within ε_D of it",
        expected: .refuted, erratum: "E3", ApproximateAttention.generator(.exactSums, errors: printedErrors)
      ) { try $0.requireError(atMost: ($0.weightError + $0.sumError) * $0.bound, "(ε_A+ε_D)·B") },
      .forAll(
        .corrected, "(a) D = diag(A·1), D̃ any diagonal within ε_D < 1: error ≤ (ε_A+ε_D)/(1−ε_D)·B",
        erratum: "E3", ApproximateAttention.generator(.exactSums, errors: 1),
        share: { $0.error / $0.boundA }
      ) { try $0.requireError(atMost: $0.boundA, "(ε_A+ε_D)/(1−ε_D)·B") },
      .forAll(
        .corrected, "(b) D = diag(A·1), D̃ = diag(Ã·1): error ≤ 2ε_A/(1+√(1−ε_A²))·(max v − min v)/2",
        erratum: "E3", ApproximateAttention.generator(.bothSums, errors: 1), extremes: [.attainingB],
        share: { instance in
          guard let tangent = instance.tangent, !instance.spread.isZero else { return nil }
          return instance.error / (tangent * 2 * instance.spread)
        }
      ) { instance in
        try require(
          instance.isWithinB,
          "the error is \(instance.error), the bound with B is larger than that with (max−min)/2")
      },
    ])
}

extension ApproximateAttention {
  fileprivate func requireError(atMost limit: Rational, _ formula: String, line: Int = #line) throws {
    try require(error <= limit, "the error \(error) exceeds \(formula) = \(limit)", line: line)
  }

  fileprivate var boundA: Rational { (weightError + sumError) / (1 - sumError) * bound }

  /// (max v − min v)/2, which is at most B.
  fileprivate var spread: Rational {
    let entries = v.rows.joined()
    return (entries.max()! - entries.min()!) / 2
  }

  /// Whether the error is at most 2ε/(1+√(1−ε²)) times `spread`, in rationals alone: the factor is 2(1−c)/ε with
  /// c = √(1−ε²), so the question is whether c ≤ 1 − rε/2, r = error/spread.
  fileprivate var isWithinB: Bool {
    guard !spread.isZero else { return error.isZero }
    let right = 1 - error / spread * weightError / 2
    return right >= 0 && 1 - weightError * weightError <= right * right
  }

  /// t with ε = 2t/(1+t²), where it is rational: then 2ε/(1+√(1−ε²)) = 2t.
  fileprivate var tangent: Rational? {
    guard let c = (1 - weightError * weightError).rationalSquareRoot else { return nil }
    return (1 - c) / weightError
  }

  /// ε = 21/221, masses 10/21 and 11/21, errors ±ε, V = ±1: exactly 2/21.
  fileprivate static let attainingB: ApproximateAttention = {
    let (ε, masses): (Rational, [Rational]) = (Rational(21, 221), [Rational(10, 21), Rational(11, 21)])
    let near = [masses[0] * (1 + ε), masses[1] * (1 - ε)]
    return ApproximateAttention(
      a: RationalMatrix(rows: [masses]), approximateA: RationalMatrix(rows: [near]), d: [1],
      approximateD: [near[0] + near[1]], v: RationalMatrix(rows: [[1], [-1]]), bound: 1, target: ε,
      weightError: ε,
      sumError: ε)
  }()
}
