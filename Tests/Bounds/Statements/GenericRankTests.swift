import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

@testable import AttnTheory

/// The rank at a real size (E1), and what it is computed with.
@Suite struct GenericRankTests {
  /// Against elimination in rationals, for matrices of low rank too: products of random factors.
  @Test func ranksModuloAPrime() throws {
    var random = DeterministicGenerator(seed: 1)
    func matrix(_ rows: Int, _ columns: Int) -> [[Int]] {
      (0..<rows).map { _ in (0..<columns).map { _ in random.below(7) - 3 } }
    }
    for _ in 0..<200 {
      let (rows, columns, inner) = (1 + random.below(6), 1 + random.below(6), 1 + random.below(4))
      let (a, b) = (matrix(rows, inner), matrix(inner, columns))
      let product = a.map { row in
        (0..<columns).map { column in row.indices.reduce(0) { $0 + row[$1] * b[$1][column] } }
      }
      let exact = RationalMatrix(rows: product.map { $0.map { Rational($0) } }).rank
      #expect(RankModuloPrime.rank(product) == exact, "\(product)")
    }
    // Entries that are multiples of the prime, and of either sign.
    let p = 1 << 61 - 1
    #expect(RankModuloPrime.rank([[p, 0], [0, 1]]) == 1)
    #expect(RankModuloPrime.rank([[-1, p], [p + 1, 1 - p]]) == 2)
    #expect(RankModuloPrime.rank([[p - 1, 2], [-1, p + 2]]) == 1)
    #expect(RankModuloPrime.rank([[.min, 1], [.min + 1, 1]]) == 2)
  }

  /// Where points repeat, or a coefficient is 0, the rank is less than the number of columns, and nothing is said.
  @Test func pointsThatAreNotGeneric() {
    let points = GenericPoints(dimension: 2, degree: 3, seed: 0)
    #expect(points.rank == 10)
    let line = Array(repeating: points.x[0], count: points.x.count)
    #expect(GenericPoints(x: line, y: points.y, coefficients: points.coefficients).rank == nil)
    #expect(GenericPoints(x: points.x, y: points.y, coefficients: [1, 0, 1, 1]).rank == nil)
  }

  @Test func theRankThatAttentionHas() throws {
    let outcome = L32.ranks(sizes: [(8, 4)], seed: TestSettings.seed)
    #expect(outcome.finding == .loose)
    #expect(outcome.sharpness?.share == Rational(495, 735_471))
    #expect(outcome.witness[0].contains("rank 495, printed 735471"))
  }
}
