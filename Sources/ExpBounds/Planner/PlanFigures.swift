internal import AttnSpec
public import ExactArith

/// What a polynomial kernel of some degree costs on a problem, beside the quadratic kernel.
public struct PlanFigures: Hashable, Sendable {
  public let degree: Int
  public let dimension: Int
  /// C(g + d, d), the number of features.
  public let rank: Integer
  /// Operations of `AttentionWork`.
  public let polynomialOperations: Integer
  public let quadraticOperations: Integer
  /// The least n for which n queries and n keys cost the polynomial kernel less, if there is one.
  public let crossover: Integer?
  /// Queries of a head.
  public let tokens: Int
  /// Bytes of the states of one key head: those of all segments and their sum in binary64.
  public let stateBytes: Integer
  /// Bytes that each thread works with: a part's sum in binary64; a block's sum and the weighted state; a tile's
  /// features, by keys and by queries.
  public let threadBytes: Integer
  /// Bytes of Q, K, V and the output in the kernel's format.
  public let movedBytes: Integer
  /// Operations, each counted by the bytes of its format, since a vector holds the fewer numbers the longer they are;
  /// with the additions of each block's sums in binary64.
  public let cost: Integer

  /// Preconditions: degree ≥ 0, and the shape's dimension ≥ 1.
  init(_ specification: AttentionSpecification, _ arithmetic: PolynomialArithmetic, degree: Int) {
    let shape = specification.shape
    let work = AttentionWork(specification)
    let block = arithmetic.tile * arithmetic.tilesPerBlock
    let bytes = arithmetic.format.bytes
    self.degree = degree
    dimension = shape.dimension
    tokens = shape.queries
    rank = FeatureRank.monomials(degree: degree, dimension: shape.dimension)
    polynomialOperations = work.polynomial(degree: degree, block: block)
    quadraticOperations = work.quadratic
    crossover = work.crossover(degree: degree, block: block)
    let state = rank * (shape.valueDimension + 1)
    stateBytes = state * (8 * (arithmetic.segments + 1))
    threadBytes = state * (8 + 2 * bytes) + rank * (bytes * (arithmetic.tile + 2 * arithmetic.lanes))
    let (batches, heads) = (Integer(shape.batches), Integer(shape.heads))
    let wide = Integer(shape.dimension) + Integer(shape.valueDimension)
    movedBytes =
      batches * (heads * shape.queries + Integer(shape.keyHeads) * shape.keys) * wide * bytes
    let blocks = batches * shape.keyHeads * Integer(shape.keys).ceilingDivided(by: Integer(block))
    cost = polynomialOperations * bytes + blocks * state * 8
  }

  /// Whether the quadratic kernel needs no more operations.
  public var isPointless: Bool { polynomialOperations >= quadraticOperations }
}

extension NumberFormat {
  fileprivate var bytes: Int {
    switch self {
    case .float64: 8
    case .float32: 4
    case .float16, .bfloat16: 2
    }
  }
}
