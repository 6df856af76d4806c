public import ExactArith

/// What the rank of L3.2 is worth: the generic rank and the printed one (E1), and from how many tokens on Algorithm 1
/// needs fewer operations than the quadratic kernel with either.
public struct RankRow: Hashable, Sendable {
  public let degree: Int
  public let dimension: Int
  /// C(g + d, d).
  public let rank: Integer
  /// C(2(g + d), 2g).
  public let printedRank: Integer
  public let crossover: Integer
  public let printedCrossover: Integer

  /// Precondition: degree ≥ 0 and dimension ≥ 1.
  public init(degree: Int, dimension: Int) {
    self.degree = degree
    self.dimension = dimension
    rank = FeatureRank.monomials(degree: degree, dimension: dimension)
    printedRank = FeatureRank.printed(degree: degree, dimension: dimension)
    crossover = OperationCount.crossover(rank: rank, dimension: dimension)
    printedCrossover = OperationCount.crossover(rank: printedRank, dimension: dimension)
  }
}
