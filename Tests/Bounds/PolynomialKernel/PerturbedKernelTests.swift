import AttnAuditTesting
import AttnGenerators
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
  @Test func underflowStaysBelowItsBound() {
    var worst = Rational()
    expectProperty(
      UnderflowCase.generator, cases: 300,
      labels: [
        Label("a bound", atLeast: 60) { $0.sums != nil },
        Label("above a tenth of the bound", atLeast: 3) { $0.shares.contains { $0 > Rational(1, 10) } },
      ]
    ) { trial in
      guard let sums = trial.sums else { return }
      for share in trial.shares {
        try require(share <= 1, "\(share.double(rounding: .up)) of the bound of the underflow")
        worst = max(worst, share)
      }
      let exact = SimulatedRow.polynomial(trial.polynomial.coefficients, at: trial.row.products[0])
      let bound = sums.rowSumUnderflow + sums.weightUnderflow
      try require(
        Rational((trial.weight - exact).magnitude) <= Rational(bound.interval.lower), "weight")
    }
    print("P3: largest error/bound \(worst.double(rounding: .up))")
    #expect(worst > Rational(3, 10))
  }
}

/// A query and keys of equal entries, and a kernel in which only underflow errs.
private struct UnderflowCase: CustomStringConvertible {
  var polynomial: KernelPolynomial
  var row: SimulatedRow
  var stateKeys: Int

  private var keys: Int { row.keys.count }
  private var arithmetic: PolynomialArithmetic { PolynomialFixtures.arithmetic(.float16, lanes: 2) }
  private var kernel: SimulatedKernel {
    SimulatedKernel(arithmetic: arithmetic, coefficients: polynomial.coefficients)
  }
  private var perturbing: PerturbingArithmetic {
    let errors = PerturbingArithmetic.Errors(u: 0, lambda: PerturbingArithmetic.Errors(.float16).lambda)
    return PerturbingArithmetic(errors, wide: errors) { 1 }
  }

  /// `nil` where Theorem P has no bound.
  var sums: PolynomialSums? {
    try? PolynomialSums(
      polynomial,
      PolynomialFixtures.specification(
        polynomial.scale, dimension: polynomial.dimension, mask: keys == stateKeys ? .none : .causal),
      arithmetic, SimulatedRow.norms([row]))
  }

  /// Error/bound of the row sum and of the sum of the values.
  var shares: [Rational] {
    guard let sums else { return [] }
    return [nil, row.values].map { values in
      let computed = kernel.sum(
        in: perturbing, query: row.query, keys: row.keys, values: values, stateKeys: stateKeys)
      let exact = row.sum(of: polynomial.coefficients, values ?? [Dyadic](repeating: 1, count: keys))
      let bound = values == nil ? sums.rowSumUnderflow : sums.outputUnderflow
      return Rational((computed - exact).magnitude) / (Rational(keys) * Rational(bound.interval.lower))
    }
  }

  var weight: Dyadic { kernel.weight(in: perturbing, query: row.query, key: row.keys[0]) }

  private static let polynomials = RandomPremises.polynomials.filter {
    $0.dimension <= 4 && $0.degree <= 5 && $0.coefficients[0] <= 2
  }

  static let generator = Generator<UnderflowCase> { source throws(Rejection) in
    let polynomial = try source.draw(.element(of: polynomials))
    let size = Generator<Dyadic>.element(of: [1, 4, .powerOfTwo(-3), .powerOfTwo(-6)])
    let (q, k, v) = (try source.draw(size), try source.draw(size), try source.draw(size))
    let stateKeys = try source.draw(.element(of: [0, 8, 16]))
    let keys = stateKeys + (try source.draw(.int(in: (stateKeys == 0 ? 1 : 0)...15)))
    let d = polynomial.dimension
    return UnderflowCase(
      polynomial: polynomial,
      row: SimulatedRow(
        query: [Dyadic](repeating: q, count: d),
        keys: [[Dyadic]](repeating: [Dyadic](repeating: k, count: d), count: keys),
        values: [Dyadic](repeating: v, count: keys)),
      stateKeys: stateKeys)
  }

  var description: String {
    "\(polynomial.text)\nentries \(row.query[0]) of q, \(row.keys[0][0]) of k, \(row.values[0]) of v; "
      + "\(stateKeys) of \(keys) keys in the state"
  }
}
