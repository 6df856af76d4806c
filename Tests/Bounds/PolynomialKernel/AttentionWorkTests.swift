import AttnReference
import AttnSpec
import ExactArith
import ExpBounds
import Testing

/// What a plan's costs are counted from.
struct AttentionWorkTests {
  @Test func oneUnmaskedHeadCostsWhatOperationCountSays() {
    for (tokens, dimension, degree) in [(1, 1, 0), (7, 3, 2), (1000, 8, 4), (1 << 20, 64, 3)] {
      let work = AttentionWork(
        AttentionSpecification(shape: AttentionShape(queries: tokens, keys: tokens, dimension: dimension)))
      let rank = FeatureRank.monomials(degree: degree, dimension: dimension)
      #expect(work.quadratic == OperationCount.quadratic(tokens: Integer(tokens), dimension: dimension))
      #expect(
        work.polynomial(degree: degree, block: 64)
          == OperationCount.polynomial(tokens: Integer(tokens), rank: rank, dimension: dimension))
      #expect(
        work.crossover(degree: degree, block: 64)
          == OperationCount.crossover(rank: rank, dimension: dimension))
    }
  }

  @Test func pairsAreThoseThatTheMaskAllows() {
    for right in [-9, -1, 0, 1, 4, 100, Int.max, Int.min] {
      for alignment in [MaskAlignment.topLeft, .bottomRight] {
        for (queries, keys) in [(0, 3), (1, 1), (5, 5), (3, 11), (11, 3), (4, 0)] {
          let mask = BandMask(left: nil, right: right, alignment: alignment)
          let shape = AttentionShape(batches: 2, heads: 3, queries: queries, keys: keys, dimension: 1)
          let counted = (0..<queries).reduce(0) {
            $0 + KeyRange.allowed(row: $1, queries: queries, keys: keys, mask: mask).count
          }
          let work = AttentionWork(AttentionSpecification(shape: shape, mask: mask))
          #expect(work.pairs == Integer(6 * counted), "\(mask), \(queries) queries, \(keys) keys")
        }
      }
    }
  }

  /// The work inside chunks, counted as the kernel's partition describes it: with degree 0 in one dimension a feature
  /// costs 4 operations a query and 4 a key, a pair of a chunk 3, and a chunk's state 2.
  @Test func chunksCostTheirOwnPairs() {
    let (block, tokens) = (16, 160)
    for right in [-17, -1, 0, 1, 5, 15, 16] {
      let mask = BandMask(left: nil, right: right, alignment: .topLeft)
      let shape = AttentionShape(queries: tokens, keys: tokens, dimension: 1)
      var left = 0
      for row in 0..<tokens {
        let first = KeyRange.allowed(row: row / block * block, queries: tokens, keys: tokens, mask: mask)
        let own = KeyRange.allowed(row: row, queries: tokens, keys: tokens, mask: mask)
        let state = first.count == tokens ? tokens : first.count / block * block
        left += own.count - min(state, own.count)
      }
      let work = AttentionWork(AttentionSpecification(shape: shape, mask: mask))
      let predicted = work.polynomial(degree: 0, block: block)
      let counted = Integer(tokens * 3 + tokens * 4 + tokens / block * 2 + 3 * left)
      #expect(predicted >= counted, "right \(right)")
      // Ends of the keys, where fewer are left than the formula says, are within the mask's reach and two blocks.
      let ends = 3 * block * (block + abs(right)) * 2
      #expect(predicted - counted <= Integer(ends), "right \(right)")
      if right == -1 || right == 0 { #expect(predicted == counted, "right \(right)") }
    }
  }

  @Test func crossoverIsTheLeastUnderAMask() throws {
    for mask in [BandMask.causal, .causalExclusive, BandMask(left: nil, right: 7, alignment: .bottomRight)] {
      for (degree, dimension, block) in [(0, 1, 64), (1, 1, 16), (4, 2, 64), (3, 8, 256)] {
        func work(_ tokens: Int) -> AttentionWork {
          AttentionWork(
            AttentionSpecification(
              shape: AttentionShape(
                heads: 2, keyHeads: 1, queries: tokens, keys: tokens, dimension: dimension),
              mask: mask))
        }
        func pays(_ tokens: Int) -> Bool {
          let work = work(tokens)
          return work.polynomial(degree: degree, block: block) < work.quadratic
        }
        let crossover = try #require(work(1).crossover(degree: degree, block: block)?.asInt)
        #expect(pays(crossover) && !pays(crossover - 1), "\(mask) \(degree) \(dimension) \(block)")
        for tokens in 1..<min(crossover, 500) { #expect(!pays(tokens)) }
        for tokens in crossover..<(crossover + 500) { #expect(pays(tokens)) }
      }
    }
    let none = AttentionShape(heads: 0, queries: 5, keys: 5, dimension: 2)
    #expect(
      AttentionWork(AttentionSpecification(shape: none)).crossover(degree: 1, block: 16) == nil)
  }
}
