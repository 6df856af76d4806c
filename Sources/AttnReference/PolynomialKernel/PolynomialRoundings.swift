internal import AttnSpec
internal import ExactArith

/// The largest number of roundings that a term of degree k passes in a polynomial kernel (Theorem P), and what they
/// do to it at most.
struct PolynomialRoundings {
  /// u and λ of the kernel's format.
  let unitRoundoff: Rational
  let underflow: Rational
  private let counts: [Rational]

  /// - Parameters:
  ///   - keys: The largest number of keys of a row.
  ///   - isMasked: Whether keys may be left to exact masked work.
  init(_ arithmetic: PolynomialArithmetic, degree: Int, dimension: Int, keys: Int, isMasked: Bool) {
    let format = FormatConstants(arithmetic.format)
    let (u, u64) = (Rational(format.unitRoundoff), Rational(FormatConstants(.float64).unitRoundoff))
    unitRoundoff = u
    underflow = Rational(format.underflow(flushing: false))

    // Each is at most 2³¹.
    let (tile, tiles) = (arithmetic.tile, arithmetic.tilesPerBlock)
    let rank = Integer.binomial(degree + dimension, degree)
    let chain = rank.ceilingDivided(by: Integer(arithmetic.lanes))
    let halvings = arithmetic.lanes.trailingZeroBitCount
    // A sum of m terms is m - 1 additions; counting m costs nothing and needs no case for m = 0. Then the rounding of the
    // weighted state.
    let state = tile + tiles + 1
    // Blocks, segments, and the roundings of w_α and of its product with the state.
    let wide = Rational(Integer(keys / (tile * tiles)) + Integer(1 + arithmetic.segments + 2)) * u64
    // ⟨q, k⟩, d roundings in each of k factors; Horner's 2k + 2; the product with v; a tile; fewer than two blocks of
    // tiles.
    let rest = tile + 2 * tiles

    counts = (0...degree).map { k in
      let shift = arithmetic.shiftsKeys ? k : 0
      let features = (Rational(chain) + Rational(state + halvings + 2 * k + shift)) * u + wide
      let horner = Rational(k * dimension + 2 * k + 3 + rest + shift) * u
      // Both parts are added once more.
      return isMasked ? max(features, horner) + u : features
    }
  }

  /// Γ_k = x/(1 - x), which (1 + u)^m·(1 + u₆₄)^m′ - 1 does not exceed for x = m·u + m′·u₆₄ < 1; `nil` from 1 on.
  func growth(degree k: Int) -> Rational? {
    counts[k] < 1 ? counts[k] / (1 - counts[k]) : nil
  }
}
