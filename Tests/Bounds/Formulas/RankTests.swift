import ExactArith
import ExpBounds
import Testing

/// E1: the rank of P(XYᵀ).
struct RankTests {
  @Test func knownValues() {
    #expect(FeatureRank.monomials(degree: 4, dimension: 8) == 495)
    #expect(FeatureRank.printed(degree: 4, dimension: 8) == 735_471)
    #expect(FeatureRank.monomials(degree: 0, dimension: 64) == 1)
    #expect(FeatureRank.printed(degree: 0, dimension: 64) == 1)
    #expect(
      FeatureRank.monomials(degree: 100, dimension: 64) == FeatureRank.monomials(degree: 64, dimension: 100))
  }

  @Test func monomialsAreCounted() {
    for degree in 0...4 {
      for dimension in 1...4 {
        #expect(
          FeatureRank.monomials(degree: degree, dimension: dimension)
            == Integer(exponents(degree: degree, dimension: dimension).count))
      }
    }
    // The printed rank counts monomials of twice the degree in twice the variables.
    for (degree, dimension) in [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 2)] {
      #expect(
        FeatureRank.printed(degree: degree, dimension: dimension)
          == Integer(exponents(degree: 2 * degree, dimension: 2 * dimension).count))
    }
  }

  /// The matrix P(⟨u_i, v_j⟩) at integer points in general position has exactly that rank, by elimination.
  @Test(arguments: [(1, 1), (2, 1), (1, 3), (2, 2), (3, 2), (2, 3)])
  func rankIsAttained(_ sizes: (degree: Int, dimension: Int)) {
    let expected = FeatureRank.monomials(degree: sizes.degree, dimension: sizes.dimension).asInt!
    let count = expected + 3
    func point(_ seed: Int) -> [Int] {
      (0..<sizes.dimension).map { (seed * (31 + 17 * $0) + seed * seed * ($0 + 3)) % 23 }
    }
    let matrix = (0..<count).map { i in
      (0..<count).map { j in
        let y = zip(point(i), point(j + 40)).reduce(0) { $0 + $1.0 * $1.1 }
        return (0...sizes.degree).reduce(Rational(0)) { $0 + Rational(y).power($1) }
      }
    }
    #expect(rank(matrix) == expected)
  }

  @Test func rowHoldsBoth() {
    let row = RankRow(degree: 4, dimension: 8)
    #expect(row.rank == 495 && row.printedRank == 735_471)
    #expect(row.crossover == OperationCount.crossover(rank: 495, dimension: 8))
    #expect(row.printedCrossover == OperationCount.crossover(rank: 735_471, dimension: 8))
  }

  /// All exponent vectors of at most this degree.
  private func exponents(degree: Int, dimension: Int) -> [[Int]] {
    guard dimension > 0 else { return [[]] }
    return (0...degree).flatMap { first in
      exponents(degree: degree - first, dimension: dimension - 1).map { [first] + $0 }
    }
  }

  private func rank(_ matrix: [[Rational]]) -> Int {
    var rows = matrix
    var rank = 0
    for column in rows.indices {
      guard let pivot = rows.indices.dropFirst(rank).first(where: { !rows[$0][column].isZero }) else {
        continue
      }
      rows.swapAt(rank, pivot)
      for i in rows.indices.dropFirst(rank + 1) where !rows[i][column].isZero {
        let factor = rows[i][column] / rows[rank][column]
        for j in rows.indices { rows[i][j] -= factor * rows[rank][j] }
      }
      rank += 1
    }
    return rank
  }
}
