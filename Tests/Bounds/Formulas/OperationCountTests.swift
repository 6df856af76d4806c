import ExactArith
import ExpBounds
import Testing

/// E1: from how many tokens on the low rank pays.
struct OperationCountTests {
  /// Counted one by one along the loops of the two algorithms.
  @Test func countsAreThoseOfTheLoops() {
    for (tokens, dimension) in [(1, 1), (3, 2), (5, 4), (7, 1)] {
      for rank in [1, 2, 9] {
        var (low, quadratic) = (0, 0)
        for _ in 0..<tokens {
          for _ in 0..<rank { low += 2 + 2 * (dimension + 1) }
          low += dimension
          for _ in 0..<tokens { quadratic += dimension + 1 + dimension + 1 }
          quadratic += dimension
        }
        low += rank * (dimension + 1)
        #expect(
          OperationCount.polynomial(tokens: Integer(tokens), rank: Integer(rank), dimension: dimension)
            == Integer(low))
        #expect(
          OperationCount.quadratic(tokens: Integer(tokens), dimension: dimension) == Integer(quadratic))
      }
    }
  }

  @Test func crossoverIsTheLeast() {
    for dimension in [1, 2, 3, 8, 16, 64, 128] {
      for rank in (1...40).map({ Integer($0) }) + [495, 735_471, Integer(10).power(30) + 7] {
        let crossover = OperationCount.crossover(rank: rank, dimension: dimension)
        func pays(_ tokens: Integer) -> Bool {
          OperationCount.polynomial(tokens: tokens, rank: rank, dimension: dimension)
            < OperationCount.quadratic(tokens: tokens, dimension: dimension)
        }
        #expect(!pays(crossover - 1) && pays(crossover), "rank \(rank), dimension \(dimension)")
        for beyond in [crossover + 1, crossover + 2, crossover * 2, crossover * 1000] {
          #expect(pays(beyond))
        }
        for before in [crossover.floorDivided(by: 2), crossover - 2] where before.signum() >= 0 {
          #expect(!pays(before))
        }
      }
    }
  }
}
