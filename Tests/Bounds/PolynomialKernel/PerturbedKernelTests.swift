import AttnAudit
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

@testable import AttnReference

/// Sums whose every operation errs as much as the model admits: P2 and P3 hold, and are not far above.
@Suite struct PerturbedKernelTests {
  /// Where everything is positive and all errors go up, the relative error is (1 + u)^k - 1 with k the roundings passed.
  @Test(arguments: [
    (0, 2, 3, 2, false, 12), (1, 3, 2, 1, true, 12), (3, 2, 2, 4, false, 12), (4, 1, 1, 8, true, 12),
    (3, 6, 1, 2, false, 12), (3, 3, 2, 1, true, 6), (2, 4, 2, 2, false, 0), (5, 2, 3, 1, true, 6),
  ]) func relativeErrorsComeNearTheirBound(
    degree: Int, tile: Int, tilesPerBlock: Int, lanes: Int, shifts: Bool, stateKeys: Int
  ) {
    let isMasked = stateKeys < 12
    let arithmetic = PolynomialFixtures.arithmetic(
      .bfloat16, tile: tile, tilesPerBlock: tilesPerBlock, lanes: lanes, shiftsKeys: shifts)
    let keys = isMasked ? stateKeys + 5 : stateKeys
    let row = SimulatedRow(
      query: [1, 3], keys: (0..<keys).map { [1, Dyadic($0 % 3 + 1)] },
      values: [Dyadic](repeating: 1, count: keys))
    let coefficients = (0...degree).map { $0 == degree ? 1.0 : 0 }
    let kernel = SimulatedKernel(arithmetic: arithmetic, coefficients: coefficients)
    let computed = kernel.sum(
      in: PerturbingArithmetic(.init(.bfloat16)) { 1 }, query: row.query, keys: row.keys,
      values: row.values, stateKeys: stateKeys)
    let exact = row.sum(of: coefficients, row.values)
    let growth = PolynomialRoundings(
      arithmetic, degree: degree, dimension: 2, keys: keys, isMasked: isMasked
    ).growth(degree: degree)!
    let share = Rational(computed - exact) / Rational(exact) / growth
    #expect(share <= 1)
    #expect(share >= Rational(2, 5), "\(share.double(rounding: .up))")
  }

  /// Without any relative error, only underflow errs: with greatest entries and all errors up, the most it can.
  ///
  /// P3 with revealed weights, whose underflow meets the key and not the query.
  @Test func underflowStaysBelowItsBound() throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed)
    let lambda = PerturbingArithmetic.Errors(.float16).lambda
    var (worst, tight) = (Rational(), 0)
    for _ in 0..<300 * TestSettings.effort {
      let polynomial = RandomPremises.polynomials.filter {
        $0.dimension <= 4 && $0.degree <= 5 && $0.coefficients[0] <= 2
      }.randomElement(using: &generator)!
      let d = polynomial.dimension
      let arithmetic = PolynomialFixtures.arithmetic(.float16, lanes: 2)
      let sizes = [Dyadic(1), 4, Dyadic.powerOfTwo(-3), Dyadic.powerOfTwo(-6)]
      let (q, k) = (sizes.randomElement(using: &generator)!, sizes.randomElement(using: &generator)!)
      let v = sizes.randomElement(using: &generator)!
      let stateKeys = [0, 8, 16].randomElement(using: &generator)!
      let keys = stateKeys + Int.random(in: (stateKeys == 0 ? 1 : 0)...15, using: &generator)
      let row = SimulatedRow(
        query: [Dyadic](repeating: q, count: d),
        keys: [[Dyadic]](repeating: [Dyadic](repeating: k, count: d), count: keys),
        values: [Dyadic](repeating: v, count: keys))
      let mask: BandMask = keys == stateKeys ? .none : .causal
      guard
        let sums = try? PolynomialSums(
          polynomial, PolynomialFixtures.specification(polynomial.scale, dimension: d, mask: mask),
          arithmetic, SimulatedRow.norms([row]))
      else { continue }
      let errors = PerturbingArithmetic.Errors(u: 0, lambda: lambda)
      let kernel = SimulatedKernel(arithmetic: arithmetic, coefficients: polynomial.coefficients)
      for values in [nil, row.values] {
        let computed = kernel.sum(
          in: PerturbingArithmetic(errors, wide: errors) { 1 }, query: row.query, keys: row.keys,
          values: values, stateKeys: stateKeys)
        let exact = row.sum(
          of: polynomial.coefficients, values ?? [Dyadic](repeating: 1, count: keys))
        let bound = values == nil ? sums.rowSumUnderflow : sums.outputUnderflow
        let share =
          Rational((computed - exact).magnitude) / (Rational(keys) * Rational(bound.interval.lower))
        try #require(
          share <= 1, "q \(q), k \(k), v \(v), \(stateKeys) of \(keys) keys, \(polynomial.coefficients)")
        worst = max(worst, share)
        if share > Rational(1, 10) { tight += 1 }
      }
      let weight = kernel.weight(
        in: PerturbingArithmetic(errors, wide: errors) { 1 }, query: row.query, key: row.keys[0])
      let exact = SimulatedRow.polynomial(polynomial.coefficients, at: row.products[0])
      let bound = sums.rowSumUnderflow + sums.weightUnderflow
      try #require(Rational((weight - exact).magnitude) <= Rational(bound.interval.lower), "q \(q), k \(k)")
    }
    print("P3: largest error/bound \(worst.double(rounding: .up)), \(tight) above 0.1")
    #expect(worst > Rational(3, 10) && tight > 20)
  }
}
