import AttnReference
import AttnSpec
import ExactArith
import ExpBounds

/// Polynomials, arithmetics and norms to try Theorem P on.
enum PolynomialFixtures {
  /// Taylor's polynomial of e^(σy), its coefficients rounded to binary64.
  static func taylor(
    degree: Int, scale: ScoreScale, dimension: Int, scoreBound: Rational
  ) throws -> KernelPolynomial {
    let sigma = OracleScale(scale, dimension: dimension).lower
    var term: Rational = 1
    let coefficients = (0...degree).map { k -> Double in
      if k > 0 { term = term * sigma * Rational(1, k) }
      return term.double(rounding: .nearest)
    }
    return try KernelPolynomial(
      coefficients: coefficients, scale: scale, dimension: dimension, scoreBound: scoreBound)
  }

  /// The best polynomial in σy, its coefficients rounded to binary64. Its error has simple extrema, which
  /// `ErrorOracle` asks for.
  static func best(
    degree: Int, scale: ScoreScale, dimension: Int, scoreBound: Rational
  ) throws -> KernelPolynomial {
    let sigma = OracleScale(scale, dimension: dimension).lower
    let best = try BestApproximation(.relative(scoreBound: scoreBound), degree: degree).attained.polynomial
    let coefficients = (0...degree).map { (best[$0] * sigma.power($0)).double(rounding: .nearest) }
    return try KernelPolynomial(
      coefficients: coefficients, scale: scale, dimension: dimension, scoreBound: scoreBound)
  }

  static func arithmetic(
    _ format: NumberFormat = .float32, tile: Int = 4, tilesPerBlock: Int = 2, segments: Int = 2,
    lanes: Int = 4,
    shiftsKeys: Bool = false
  ) -> PolynomialArithmetic {
    PolynomialArithmetic(
      format: format, tile: tile, tilesPerBlock: tilesPerBlock, segments: segments, lanes: lanes,
      shiftsKeys: shiftsKeys)
  }

  static func specification(
    _ scale: ScoreScale, dimension: Int, keys: Int = 64, mask: BandMask = .none
  ) -> AttentionSpecification {
    AttentionSpecification(
      shape: AttentionShape(queries: keys, keys: keys, dimension: dimension, valueDimension: 1),
      scale: scale, mask: mask)
  }

  /// Norms that are all ordinary: scores of at most `product`·σ.
  static func norms(keys: Int = 64, product: Double = 1, mean: Double = 0) -> DataNorms {
    DataNorms(
      keys: keys, greatestProduct: product, leastMeanProduct: mean, queryMagnitude: 1, keyMagnitude: 1,
      shiftProduct: 0, valueMagnitude: 1, meanValueMagnitude: 0.5, valueSpread: 2)
  }

  static func bound(
    _ polynomial: KernelPolynomial, _ arithmetic: PolynomialArithmetic, _ norms: DataNorms,
    mask: BandMask = .none
  ) throws(PolynomialKernelError) -> PolynomialErrorBound {
    try PolynomialErrorBound(
      polynomial, specification(polynomial.scale, dimension: polynomial.dimension, mask: mask), arithmetic,
      norms)
  }
}
