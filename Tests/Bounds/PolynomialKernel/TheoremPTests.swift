import AttnAudit
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

@testable import AttnReference

/// Theorem P: no kernel of low precision, with an adversary's errors, exceeds its bound on any row.
@Suite struct TheoremPTests {
  @Test func noRowExceedsItsBound() throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed &+ 2)
    var worst = (output: Rational(), weight: Rational(), rowSum: Rational())
    var (bounds, outputs, weights) = (0, 0, 0)
    for _ in 0..<500 * TestSettings.effort {
      let trial = RandomTrial(using: &generator)
      guard
        let bound = try? PolynomialFixtures.bound(
          trial.polynomial, trial.arithmetic, SimulatedRow.norms(trial.rows), mask: trial.mask)
      else { continue }
      bounds += 1
      for row in trial.rows {
        let found = Self.errors(trial.polynomial, trial.arithmetic, row, trial.mask, &generator)
        if !bound.output.isZero {
          let share = Rational(found.output) / Rational(bound.output)
          try #require(share <= 1, "\(trial)")
          worst.output = max(worst.output, share)
          outputs += 1
        }
        guard let weight = bound.weights, let rowSum = bound.rowSums else { continue }
        let shares = (Rational(found.weight) / Rational(weight), Rational(found.rowSum) / Rational(rowSum))
        try #require(shares.0 <= 1 && shares.1 <= 1, "\(trial)")
        (worst.weight, worst.rowSum) = (max(worst.weight, shares.0), max(worst.rowSum, shares.1))
        weights += 1
      }
    }
    func text(_ share: Rational) -> String { "\((share * 1000).ceiling())/1000" }
    print(
      "Theorem P: largest error/bound \(text(worst.output)) (output), \(text(worst.weight)) (weight), "
        + "\(text(worst.rowSum)) (row sum); \(bounds) problems, \(outputs) outputs, \(weights) weights")
    #expect(bounds > 150 && weights > 300)
    #expect(worst.output > Rational(1, 4) && worst.weight > Rational(1, 2) && worst.rowSum > Rational(1, 2))
  }

  /// The errors of an output entry, of the weight of one key and of the row sum, the last two relative and with the
  /// computed shift; upper bounds.
  private static func errors(
    _ polynomial: KernelPolynomial, _ arithmetic: PolynomialArithmetic, _ row: SimulatedRow,
    _ mask: BandMask, _ generator: inout DeterministicGenerator
  ) -> (output: Dyadic, weight: Dyadic, rowSum: Dyadic) {
    let kernel = SimulatedKernel(arithmetic: arithmetic, coefficients: polynomial.coefficients)
    let errors = PerturbingArithmetic.Errors(arithmetic.format)
    let n = row.keys.count
    var stateKeys = n
    if mask.right != nil {
      let blocks = n / kernel.block
      stateKeys = max(0, blocks - Int.random(in: 0...1, using: &generator)) * kernel.block
      if n - stateKeys >= 2 * kernel.block { stateKeys += kernel.block }
    }
    // Errors all up, all down, or at random; the other way for the row sum, or the same.
    var signs = generator
    _ = generator.next()
    let mode = Int.random(in: 0..<4, using: &generator)
    func sum(_ keys: [[Dyadic]], _ values: [Dyadic]?, _ direction: Int, state: Int) -> Dyadic {
      kernel.sum(
        in: PerturbingArithmetic(errors) {
          mode < 3 ? direction : Bool.random(using: &signs) ? 1 : -1
        }, query: row.query, keys: keys, values: values, stateKeys: state)
    }
    let direction = mode == 0 ? 1 : -1
    let scale = OracleScale(polynomial.scale, dimension: polynomial.dimension)
    let numerator = sum(row.keys, row.values, direction, state: stateKeys)
    let divisor = sum(row.keys, nil, mode == 2 ? direction : -direction, state: stateKeys)
    let exactOutput = row.attention(scale)
    let quotient = Interval(Rational(numerator) / Rational(divisor), bits: 200)
    let away = quotient.midpoint > exactOutput.midpoint ? 1 : -1
    let last = quotient.magnitude.upper * errors.u + errors.lambda
    let output = (quotient + Interval(Dyadic(away) * last) - exactOutput).magnitude.upper

    // The shift m = σ⟨q, z⟩, in which ⟨q, z⟩ passes d roundings, and σ and the product four.
    let perturbing = PerturbingArithmetic(errors) { direction }
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
    let key = Int.random(in: 0..<n, using: &generator)
    let weight = kernel.weight(
      in: PerturbingArithmetic(errors) { mode < 3 ? direction : Bool.random(using: &signs) ? 1 : -1 },
      query: row.query, key: row.keys[key])
    return (
      output, relative(weight, weights[key]), relative(divisor, weights.reduce(Interval(0), +))
    )
  }
}
