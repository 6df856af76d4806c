import AttnAudit
import AttnGenerators
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting

/// Everything that Theorem P's bound depends on, at random.
struct RandomPremises: CustomStringConvertible {
  var polynomial: KernelPolynomial
  var arithmetic: PolynomialArithmetic
  var norms: DataNorms
  var mask: BandMask

  var specification: AttentionSpecification {
    PolynomialFixtures.specification(polynomial.scale, dimension: polynomial.dimension, mask: mask)
  }

  /// Certified once, since that takes milliseconds.
  static let polynomials: [KernelPolynomial] = {
    let inverse = ScoreScale.inverseDimension
    let root = ScoreScale.inverseSquareRootOfDimension
    let choices: [(Int, ScoreScale, Int, Rational)] = [
      (0, inverse, 1, Rational(1, 4)), (1, inverse, 2, Rational(1, 2)), (3, inverse, 4, 1),
      (4, inverse, 8, 1), (8, inverse, 1, 2), (12, inverse, 3, 3), (20, inverse, 2, 6),
      (5, root, 3, 1), (9, root, 5, 2), (6, root, 4, 1), (7, .number("3/7"), 3, 2),
      (10, .number("2.5"), 2, 3), (3, .number("0x1p-40"), 2, Rational(1, 8)),
      (2, .number("1e6"), 6, Rational(1, 3)),
      (40, .number("1"), 1, 16),
    ]
    // With a coefficient below 0, as Taylor's polynomials have none.
    let mixed = try! KernelPolynomial(
      coefficients: [1, 0.5, 0.125, 0x1p-6, 0x1p-8, -0x1p-10], scale: inverse, dimension: 2, scoreBound: 1)
    return choices.map {
      try! PolynomialFixtures.taylor(degree: $0.0, scale: $0.1, dimension: $0.2, scoreBound: $0.3)
    } + [mixed]
  }()

  /// `nil` where there is none.
  func bound(_ norms: DataNorms) -> PolynomialErrorBound? {
    try? PolynomialErrorBound(polynomial, specification, arithmetic, norms)
  }

  static let generator = Generator<RandomPremises> { source throws(Rejection) in
    let polynomial = try source.draw(.element(of: polynomials))
    let arithmetic = try source.draw(arithmetics)
    let scale = OracleScale(polynomial.scale, dimension: polynomial.dimension).upper
    let largest = (polynomial.scoreBound / scale).double(rounding: .down)
    let product = largest * (try source.draw(.element(of: [0, 0.01, 0.5, 0.9, 1, 1.1])))
    let value = try source.draw(sometimes(power(-30...8)))
    let norms = DataNorms(
      keys: try source.draw(.element(of: [1, 2, 7, 40, 1 << 20])), greatestProduct: product,
      leastMeanProduct: product * (try source.draw(.signedFraction(bits: 20))),
      queryMagnitude: try source.draw(sometimes(power(-6...3))),
      keyMagnitude: try source.draw(sometimes(power(-6...3))),
      shiftProduct: arithmetic.shiftsKeys ? largest * (try source.draw(sometimes(power(-6...6)))) : 0,
      valueMagnitude: value,
      meanValueMagnitude: 1.2 * value * (try source.draw(.fraction(bits: 20))),
      valueSpread: 2 * value * (try source.draw(.fraction(bits: 20))))
    let mask = try source.draw(
      .element(of: [
        BandMask.none, .causal, .causalBottomRight, BandMask(left: nil, right: -1, alignment: .topLeft),
      ]))
    return RandomPremises(polynomial: polynomial, arithmetic: arithmetic, norms: norms, mask: mask)
  }

  private static let arithmetics = Generator<PolynomialArithmetic> { source throws(Rejection) in
    let formats: [NumberFormat] = [.float64, .float64, .float32, .float32, .float16, .bfloat16]
    return PolynomialArithmetic(
      format: try source.draw(.element(of: formats)), tile: try source.draw(.int(in: 1...20)),
      tilesPerBlock: try source.draw(.int(in: 1...5)), segments: try source.draw(.int(in: 1...8)),
      lanes: 1 << (try source.draw(.int(in: 0...5))), shiftsKeys: try source.draw(.bool))
  }

  /// Numbers in [2ᵃ, 2ᵇ⁺¹] for exponents a...b.
  private static func power(_ exponents: ClosedRange<Int>) -> Generator<Double> {
    zip(.int(in: exponents), .fraction(bits: 20)).map {
      Double(sign: .plus, exponent: $0, significand: 1 + $1)
    }
  }

  /// 0 in one of four cases, and as the simplest.
  private static func sometimes(_ number: Generator<Double>) -> Generator<Double> {
    .weighted([(1, .always(0)), (3, number)])
  }

  var description: String {
    let norms = Mirror(reflecting: norms).children.map { "\($0.label!) \($0.value)" }
    return """
      \(polynomial.text)
      \(arithmetic.text), mask \(mask.text)
      \(norms.joined(separator: ", "))
      """
  }
}

extension KernelPolynomial {
  /// What it is for, and its coefficients.
  var text: String {
    "p = \(coefficients) for scores up to \(scoreBound), d = \(dimension), scale \(scale.text)"
  }
}
