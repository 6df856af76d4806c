/// How a polynomial kernel (Algorithm 1) rounds: what Theorem P counts its roundings from.
///
/// The kernel replaces e^(σ⟨q, k⟩) by p(⟨q, k⟩), p(y) = Σ c_k·yᵏ, and never forms the weights: with one feature
/// f_α(x) = Π x_l^(α_l) for each of the C(g+d, d) exponents α of degree |α| ≤ g,
///
///     p(⟨q, k⟩) = Σ_α w_α·f_α(q)·f_α(k),   w_α = c_|α|·|α|!/α!,
///
/// so that the sums over keys of f_α(k)·[v, 1], the state, are all that a query needs. Its parts:
///
/// 1. A feature of degree m is m - 1 products in `format`; of degree 0 it is 1.
/// 2. The state: each product f_α(k)·v is rounded to `format`. `tile` consecutive keys are summed in one chain, up
///    to `tilesPerBlock` tiles' sums in another, both in `format`; these blocks are summed in binary64, in at
///    most `segments` parts, whose sums are then added in binary64.
/// 3. The state times w_α in binary64, where w_α is rounded once and the product once, then rounded to `format`.
/// 4. An output: products f_α(q)·state in `format`, summed in `format` in `lanes` chains of at most ⌈C(g+d, d)/lanes⌉
///    features each, and these pairwise. The sum for V is divided by that for 1 once.
///
/// With a mask the state holds whole blocks of keys that every query of a chunk of tile·tilesPerBlock queries
/// may attend to (or all keys, if every one of them may); for the fewer than two blocks of keys left to each query,
/// ⟨q, k⟩ is one chain in `format`, p is evaluated by Horner's rule in `format` with coefficients rounded to it, and the
/// products with [v, 1] are summed tile by tile like the state; that sum is then added to that of 4.
///
/// Multiplications and additions may be fused. Underflow is gradual.
///
/// A revealed weight is like an output of one key, but there f_α(q) times w_α in binary64, rounded to `format`, is the
/// state, and f_α(k) meets it. Its shift σ⟨q, z⟩ is one chain in `format`, times σ, which passes at most three roundings.
public struct PolynomialArithmetic: Hashable, Sendable, Codable {
  /// Features, products, short sums and the output.
  public var format: NumberFormat
  /// Keys whose products are summed in one chain.
  public var tile: Int
  /// Tiles whose sums are added in one chain of `format`, before they are added in binary64.
  public var tilesPerBlock: Int
  /// Independent parts of the sum of blocks, at most.
  public var segments: Int
  /// Chains of the sum over features: a power of 2.
  public var lanes: Int
  /// Whether one vector is subtracted from all keys first, each entry with one rounding to `format`.
  public var shiftsKeys: Bool

  public init(
    format: NumberFormat, tile: Int, tilesPerBlock: Int, segments: Int, lanes: Int, shiftsKeys: Bool
  ) {
    self.format = format
    self.tile = tile
    self.tilesPerBlock = tilesPerBlock
    self.segments = segments
    self.lanes = lanes
    self.shiftsKeys = shiftsKeys
  }
}
