/// The statement of one attention problem: what is to be computed, as data.
///
/// Subject and judge share this statement and nothing else. There are no functions here on purpose: each side
/// writes its own mask predicate, its own scale and its own index arithmetic, and a test compares them.
public struct AttentionSpecification: Hashable, Sendable, Codable {
  public var shape: AttentionShape
  public var scale: ScoreScale
  public var mask: BandMask
  public var fullyMaskedRow: FullyMaskedRow

  public init(
    shape: AttentionShape, scale: ScoreScale = .inverseSquareRootOfDimension,
    mask: BandMask = .none, fullyMaskedRow: FullyMaskedRow = .zero
  ) {
    self.shape = shape
    self.scale = scale
    self.mask = mask
    self.fullyMaskedRow = fullyMaskedRow
  }
}

/// The sizes of one problem. Tensors are dense and row-major:
///
/// - queries `[batches, heads, queries, dimension]`
/// - keys `[batches, keyHeads, keys, dimension]`
/// - values `[batches, keyHeads, keys, valueDimension]`
/// - output `[batches, heads, queries, valueDimension]`
///
/// Head `h` reads key head `h / (heads / keyHeads)` (grouped-query attention; `keyHeads` divides `heads`).
public struct AttentionShape: Hashable, Sendable, Codable {
  public var batches: Int
  public var heads: Int
  public var keyHeads: Int
  public var queries: Int
  public var keys: Int
  public var dimension: Int
  public var valueDimension: Int

  public init(
    batches: Int = 1, heads: Int = 1, keyHeads: Int? = nil, queries: Int, keys: Int,
    dimension: Int, valueDimension: Int? = nil
  ) {
    self.batches = batches
    self.heads = heads
    self.keyHeads = keyHeads ?? heads
    self.queries = queries
    self.keys = keys
    self.dimension = dimension
    self.valueDimension = valueDimension ?? dimension
  }
}

/// The factor σ in the scores s = σ·⟨q, k⟩.
public enum ScoreScale: Hashable, Sendable {
  /// σ = 1/√d, exactly: an irrational number for most d.
  case inverseSquareRootOfDimension
  /// σ = 1/d, the paper's scale.
  case inverseDimension
  /// σ = the exact value of the text: a decimal (`0.125`), a fraction (`3/7`) or a hexadecimal float (`0x1p-3`).
  case number(String)
}

/// A band of keys that each query may attend to.
///
/// Query `i` sees key `j` if and only if `i + o - left ≤ j ≤ i + o + right`, where the offset `o` is 0 when
/// aligned top-left and `keys - queries` when aligned bottom-right. `nil` leaves that side open.
public struct BandMask: Hashable, Sendable, Codable {
  public var left: Int?
  public var right: Int?
  public var alignment: MaskAlignment

  public init(left: Int?, right: Int?, alignment: MaskAlignment) {
    self.left = left
    self.right = right
    self.alignment = alignment
  }

  public static let none = BandMask(left: nil, right: nil, alignment: .topLeft)
  /// PyTorch's convention: the first query sees the first key.
  public static let causal = BandMask(left: nil, right: 0, alignment: .topLeft)
  /// The order of seed 000's prefix sums: query i sees the keys before i, and not its own. The first row is empty.
  public static let causalExclusive = BandMask(left: nil, right: -1, alignment: .topLeft)
  /// flash-attention's convention: the last query sees the last key.
  public static let causalBottomRight = BandMask(left: nil, right: 0, alignment: .bottomRight)
}

/// Which corner of the score matrix a band's diagonal passes through.
public enum MaskAlignment: String, Hashable, Sendable, Codable {
  case topLeft
  case bottomRight
}

/// What a row without any allowed key yields (no keys at all among them). Its log-sum-exp is -∞ either way.
public enum FullyMaskedRow: String, Hashable, Sendable, Codable {
  case zero
  case nan
}
