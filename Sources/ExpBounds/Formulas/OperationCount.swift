public import ExactArith

/// How many arithmetic operations attention on n tokens costs, by Algorithm 1 and by the quadratic kernel, exactly.
///
/// Q, K and V have d columns. A multiply-add is one operation, and so is a product, a division and an exponential. All
/// that is left out favours the quadratic kernel: its exponential is counted as one operation, its score scale, its
/// running maximum and every memory access as none, while Algorithm 1 pays one product for each monomial, also for the
/// constant and the linear ones, which need none.
public struct OperationCount: Hashable, Sendable {
  /// Algorithm 1 with features of rank r: 2nr + 2nr(d + 1) + r(d + 1) + nd.
  ///
  /// One product a monomial for each query and each key, from a monomial of one degree less; r(d + 1) multiply-adds a
  /// key to add φ(k)[v, 1] to the state, and as many a query to apply it; r(d + 1) products once, by which the weights
  /// c_{|α|}·|α|!/α! enter the state; d divisions a query.
  /// Preconditions: tokens ≥ 0, rank ≥ 1, dimension ≥ 1.
  public static func polynomial(tokens: Integer, rank: Integer, dimension: Int) -> Integer {
    check(tokens, rank, dimension)
    let state = rank * (dimension + 1)
    return tokens * (rank * 2 + state * 2 + Integer(dimension)) + state
  }

  /// The quadratic kernel: n²(2d + 2) + nd.
  ///
  /// For each pair d multiply-adds for the score, one exponential, d multiply-adds with a row of V, one addition to the
  /// row sum; d divisions a row. Preconditions: tokens ≥ 0, dimension ≥ 1.
  public static func quadratic(tokens: Integer, dimension: Int) -> Integer {
    check(tokens, 1, dimension)
    return tokens * (tokens * (2 * dimension + 2) + Integer(dimension))
  }

  /// The least n ≥ 1 for which Algorithm 1 needs fewer operations than the quadratic kernel; it needs fewer for every
  /// larger n as well (Theory, S6). Preconditions: rank ≥ 1, dimension ≥ 1.
  ///
  /// Proof. quadratic − polynomial = a·n² − 2b·n − c with a = 2(d + 1), b = r(d + 2), c = r(d + 1): convex in n and
  /// negative at n = 0, so that it is positive exactly beyond its one positive zero, where a·n − b > √(b² + ac). For an
  /// integer on the left that is a·n − b ≥ ⌊√(b² + ac)⌋ + 1.
  public static func crossover(rank: Integer, dimension: Int) -> Integer {
    check(1, rank, dimension)
    let a = Integer(2 * (dimension + 1))
    let b = rank * (dimension + 2)
    let root = (b * b + a * (rank * (dimension + 1))).squareRoot()
    return (b + root + 1).ceilingDivided(by: a)
  }

  private static func check(_ tokens: Integer, _ rank: Integer, _ dimension: Int) {
    precondition(tokens.signum() >= 0, "OperationCount: the number of tokens is negative")
    precondition(rank.signum() > 0, "OperationCount: the rank is not positive")
    precondition(dimension >= 1, "OperationCount: the dimension \(dimension) is not positive")
  }
}
