import AttnAuditTesting
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

@testable import AttnReference

/// Theorem P: no kernel of low precision, with an adversary's errors, exceeds its bound on any row.
@Suite struct TheoremPTests {
  @Test func noRowExceedsItsBound() {
    var worst = (output: Rational(), weight: Rational(), rowSum: Rational())
    expectProperty(
      RandomTrial.generator, cases: 500,
      labels: [
        Label("a bound", atLeast: 30) { $0.bound != nil },
        Label("ε_A and ε_D below 1", atLeast: 20) { $0.bound?.weights != nil && $0.bound?.rowSums != nil },
        Label("masked, with a bound", atLeast: 10) { $0.bound != nil && $0.mask != .none },
        Label("keys shifted, with a bound", atLeast: 10) {
          $0.bound != nil && $0.rows.contains { !$0.row.shift.allSatisfy(\.isZero) }
        },
        Label("a part that the state does not hold", atLeast: 5) { trial in
          trial.bound != nil && trial.rows.contains { trial.stateKeys($0) < $0.row.keys.count }
        },
      ]
    ) { trial in
      guard let bound = trial.bound else { return }
      for attacked in trial.rows {
        let found = Self.errors(trial, attacked)
        if !bound.output.isZero {
          let share = Rational(found.output) / Rational(bound.output)
          try require(share <= 1, "output: \(share.double(rounding: .up)) of the bound")
          worst.output = max(worst.output, share)
        }
        guard let weight = bound.weights, let rowSum = bound.rowSums else { continue }
        let shares = (Rational(found.weight) / Rational(weight), Rational(found.rowSum) / Rational(rowSum))
        try require(shares.0 <= 1, "weight: \(shares.0.double(rounding: .up)) of the bound")
        try require(shares.1 <= 1, "row sum: \(shares.1.double(rounding: .up)) of the bound")
        (worst.weight, worst.rowSum) = (max(worst.weight, shares.0), max(worst.rowSum, shares.1))
      }
    }
    func text(_ share: Rational) -> String { "\((share * 1000).ceiling())/1000" }
    print(
      "Theorem P: largest error/bound \(text(worst.output)) (output), \(text(worst.weight)) (weight), "
        + "\(text(worst.rowSum)) (row sum)")
    #expect(worst.output > Rational(1, 4) && worst.weight > Rational(1, 2) && worst.rowSum > Rational(1, 2))
  }

  /// The errors of an output entry, of the weight of one key and of the row sum, the last two relative and with the
  /// computed shift; upper bounds.
  private static func errors(
    _ trial: RandomTrial, _ attacked: (row: SimulatedRow, adversary: Adversary)
  ) -> (output: Dyadic, weight: Dyadic, rowSum: Dyadic) {
    let (row, adversary) = attacked
    let (polynomial, kernel) = (trial.polynomial, trial.kernel)
    let errors = PerturbingArithmetic.Errors(trial.arithmetic.format)
    let stateKeys = trial.stateKeys(attacked)
    let sign = adversary.stream()
    func sum(_ values: [Dyadic]?, _ direction: Int) -> Dyadic {
      kernel.sum(
        in: PerturbingArithmetic(errors) { sign(direction) }, query: row.query, keys: row.keys,
        values: values, stateKeys: stateKeys)
    }
    let scale = OracleScale(polynomial.scale, dimension: polynomial.dimension)
    let numerator = sum(row.values, adversary.numerator)
    let divisor = sum(nil, adversary.divisor)
    let exactOutput = row.attention(scale)
    let quotient = Interval(Rational(numerator) / Rational(divisor), bits: 200)
    let away = quotient.midpoint > exactOutput.midpoint ? 1 : -1
    let last = quotient.magnitude.upper * errors.u + errors.lambda
    let output = (quotient + Interval(Dyadic(away) * last) - exactOutput).magnitude.upper

    // The shift m = σ⟨q, z⟩, in which ⟨q, z⟩ passes d roundings, and σ and the product four.
    let perturbing = PerturbingArithmetic(errors) { adversary.numerator }
    let exactShift = SimulatedRow.product(row.query, row.shift)
    let sigma = Interval(scale.lower, bits: 300).lower
    var growth = Interval(1)
    if !row.shift.isEmpty {
      let products = zip(row.query, row.shift).map { perturbing.product($0, $1, .format) }
      let sum = products.dropFirst().reduce(products[0]) { perturbing.sum($0, $1, .format) }
      let factor = (0..<3).reduce(sigma) { value, _ in perturbing.rounded(value, .format, underflows: false) }
      let shift = perturbing.product(factor, sum, .format)
      growth = try! (Interval(shift) - Interval(sigma) * Interval(exactShift)).exp(bits: 160)
    }
    let weights = row.weights(scale)
    func relative(_ computed: Dyadic, _ exact: Interval) -> Dyadic {
      ((Interval(computed) * growth).divided(by: exact, bits: 160)! - 1).magnitude.upper
    }
    let weight = kernel.weight(
      in: PerturbingArithmetic(errors) { sign(adversary.numerator) }, query: row.query,
      key: row.keys[adversary.key])
    return (
      output, relative(weight, weights[adversary.key]), relative(divisor, weights.reduce(Interval(0), +))
    )
  }
}
