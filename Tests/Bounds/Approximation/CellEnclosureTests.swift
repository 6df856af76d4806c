import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

@testable import AttnReference

/// What the judge says of the error on one cell, which certificates with narrow cells hardly feel: coarse cells show it.
@Suite struct CellEnclosureTests {
  private static let problems = ApproximationProblem.Function.allCases.flatMap { function in
    ApproximationProblem.Measure.allCases.map {
      try! ApproximationProblem(function, $0, from: -8, through: 8)
    }
  }

  /// The enclosure of all values on a cell holds those at its ends and between.
  @Test(arguments: problems) func valuesOnACellAreEnclosed(problem: ApproximationProblem) {
    expectProperty(CellCase.generator, cases: 150) { value in
      try requireEnclosed(problem, value.polynomial, value.cell)
    }
  }

  /// Where p′ and the derivative of the function agree in many Taylor coefficients in the middle of the cell, only what
  /// is left of the series counts.
  @Test(arguments: [0, 1, 3, 7, 8, 9, 12]) func osculatingPolynomialsAreEnclosed(degree: Int) throws {
    let problem = try ApproximationProblem(.exp, .absolute, from: -8, through: 8)
    for index in [-9, 0, 5] {
      let cell = Cell(index: Integer(index), exponent: -1)
      let growth = try Interval.exp(of: cell.midpoint, bits: 256).lower
      let polynomial =
        Rational(growth)
        * Polynomial(CertificateBoundaryTests.taylor(degree)).substituting(slope: 1, offset: -cell.midpoint)
      try requireEnclosed(problem, polynomial, cell)
    }
  }

  private func requireEnclosed(
    _ problem: ApproximationProblem, _ polynomial: Polynomial, _ cell: Cell
  ) throws {
    let function = ErrorFunction(problem, polynomial)
    // A tolerance that all Taylor coefficients serve, and one that a few do.
    for tolerance in [Dyadic.powerOfTwo(-200), Dyadic.powerOfTwo(10)] {
      let values = function.enlarged(function.values(on: cell, bits: 128, tolerance: tolerance))
      for i in 0...6 {
        let x = Rational(cell.lower) + Rational(i, 6) * Rational(cell.upper - cell.lower)
        let value = ErrorOracle.value(problem, polynomial, at: x)
        try require(value.isSubset(of: values), "\(polynomial) at \(x): \(value), not in \(values)")
      }
    }
  }

  /// A cell too coarse for what is claimed of its critical point: the value in the middle alone proves nothing.
  @Test func coarseCellsDoNotProveNarrowClaims() throws {
    let problem = try ApproximationProblem.relative(scoreBound: 1)
    let norm = try SupNormCertificate(
      certifying: Polynomial([1, 1, Rational(1, 2), Rational(1, 7)]), for: problem)
    let shift = 14
    var coarse = norm
    coarse.cellExponent += shift
    coarse.cells = norm.cells.map { $0 >> shift }
    for (k, index) in coarse.cells.enumerated() {
      let middle = Cell(index: index, exponent: coarse.cellExponent).midpoint
      coarse.deviations[k + 1] = ErrorOracle.value(problem, norm.polynomial, at: middle).rounded(toBits: 60)
    }
    #expect(throws: CertificateFlaw.wrongDeviation(index: 1)) { try coarse.verify() }
  }

  /// 2^x is a rational number at an integer x: there the replacement of ln 2 is checked exactly.
  @Test func replacementOfLogarithmIsEnlargedFor() throws {
    for (measure, x) in [
      (ApproximationProblem.Measure.relative, -1000), (.relative, 1000), (.absolute, -3), (.absolute, 1000),
    ] {
      let problem = try ApproximationProblem(.exp2, measure, from: -1024, through: 1024)
      let polynomial = Polynomial([Rational(.powerOfTwo(x)) * Rational(3, 2)])
      let function = ErrorFunction(problem, polynomial)
      let value = function.value(at: Rational(x), bits: 4000)
      let exact = measure == .relative ? Rational(1, 2) : Rational(.powerOfTwo(x)) * Rational(1, 2)
      let enlarged = function.enlarged(value)
      #expect(!value.contains(exact) && enlarged.contains(exact))
      // |x|·2^−320 is what the replacement may change, and 2^−309 of the scale is what is allowed for.
      let scale = measure == .relative ? Dyadic(2) : Dyadic.powerOfTwo(1025)
      #expect(enlarged.width <= scale * Dyadic.powerOfTwo(-307))
    }
  }
}

/// A polynomial, and a cell within [-8, 8].
private struct CellCase: CustomStringConvertible {
  var polynomial: Polynomial
  var cell: Cell

  static let generator = Generator<CellCase> { source throws(Rejection) in
    let coefficients = try source.draw(.array(of: Generator<Rational>.rational(height: 9), count: 1...8))
    let exponent = -1 - (try source.draw(.int(in: 0...6)))
    let index = try source.draw(.int(in: -(4 << -exponent)...(4 << -exponent) - 1))
    return CellCase(
      polynomial: Polynomial(coefficients), cell: Cell(index: Integer(index), exponent: exponent))
  }

  var description: String { "\(polynomial) on [\(cell.lower), \(cell.upper)]" }
}
