import AttnAudit
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting

/// Everything that Theorem P's bound depends on, at random.
struct RandomPremises {
  let polynomial: KernelPolynomial
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

  init(using generator: inout DeterministicGenerator) {
    func power(_ range: ClosedRange<Int>) -> Double {
      Double.random(in: 1..<2, using: &generator)
        * Double(sign: .plus, exponent: Int.random(in: range, using: &generator), significand: 1)
    }
    func often(_ value: Double, _ other: Double) -> Double {
      Int.random(in: 0..<4, using: &generator) == 0 ? value : other
    }
    polynomial = Self.polynomials.randomElement(using: &generator)!
    let formats: [NumberFormat] = [.float64, .float64, .float32, .float32, .float16, .bfloat16]
    arithmetic = PolynomialArithmetic(
      format: formats.randomElement(using: &generator)!, tile: Int.random(in: 1...20, using: &generator),
      tilesPerBlock: Int.random(in: 1...5, using: &generator),
      segments: Int.random(in: 1...8, using: &generator),
      lanes: 1 << Int.random(in: 0...5, using: &generator),
      shiftsKeys: Bool.random(using: &generator))
    let scale = OracleScale(polynomial.scale, dimension: polynomial.dimension).upper
    let largest = (polynomial.scoreBound / scale).double(rounding: .down)
    let product = largest * [0, 0.01, 0.5, 0.9, 1, 1.1].randomElement(using: &generator)!
    let value = often(0, power(-30...8))
    norms = DataNorms(
      keys: [1, 2, 7, 40, 1 << 20].randomElement(using: &generator)!, greatestProduct: product,
      leastMeanProduct: product * Double.random(in: -1...1, using: &generator),
      queryMagnitude: often(0, power(-6...3)), keyMagnitude: often(0, power(-6...3)),
      shiftProduct: arithmetic.shiftsKeys ? often(0, largest * power(-6...6)) : 0,
      valueMagnitude: value, meanValueMagnitude: value * Double.random(in: 0...1.2, using: &generator),
      valueSpread: value * Double.random(in: 0...2, using: &generator))
    mask =
      [BandMask.none, .causal, .causalBottomRight, BandMask(left: nil, right: -1, alignment: .topLeft)]
      .randomElement(using: &generator)!
  }
}
