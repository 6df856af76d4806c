import ExactArith
import Testing

@testable import AttnFast

@Suite struct MonomialOrderTests {
  /// The exponents of every monomial, from the segments alone.
  private func exponents(_ order: MonomialOrder) -> [[Int]] {
    var result = [[Int]](repeating: [Int](repeating: 0, count: order.dimension), count: order.count)
    for segment in order.segments {
      for offset in 0..<segment.count {
        result[segment.start + offset] = result[segment.parent + offset]
        result[segment.start + offset][segment.variable] += 1
      }
    }
    return result
  }

  private func factorial(_ n: Int) -> Integer { (0..<n).reduce(Integer(1)) { $0 * Integer($1 + 1) } }

  /// All degrees up to 12 in up to 8 variables: every monomial once, in ascending degree, and |α|!/α! exactly.
  @Test func everyMonomialOnceWithItsMultinomial() throws {
    for dimension in 1...8 {
      for degree in 0...12 {
        let order = try MonomialOrder(degree: degree, dimension: dimension, limit: 1 << 20)
        let exponents = exponents(order)
        let binomial = factorial(degree + dimension).exactlyDivided(
          by: factorial(degree) * factorial(dimension))
        #expect(Integer(order.count) == binomial)
        #expect(Set(exponents).count == order.count)
        let degrees = exponents.map { $0.reduce(0, +) }
        #expect(degrees == degrees.sorted() && degrees.last == degree)
        #expect(order.lowerCount == max(1, degrees.count { $0 < degree }))
        let areRight = try zip(order.multinomials(), exponents).allSatisfy { multinomial, exponents in
          let product = exponents.reduce(Integer(1)) { $0 * factorial($1) }
          return Integer(Int(exactly: multinomial)!) * product == factorial(exponents.reduce(0, +))
        }
        #expect(areRight, "degree \(degree) in \(dimension) dimensions")
      }
    }
  }

  /// C(57, 28) is above 2⁵³, C(56, 28) is not.
  @Test func multinomialsThatBinary64Holds() throws {
    let largest = try MonomialOrder(degree: 56, dimension: 2, limit: 1 << 20).multinomials().max()
    #expect(largest == 7_648_690_600_760_440)
    #expect(throws: KernelError.inexactMultinomial(degree: 57, dimension: 2)) {
      try MonomialOrder(degree: 57, dimension: 2, limit: 1 << 20).multinomials()
    }
  }

  /// The pieces of all chains are the monomials in order, and each piece's factor and parents yield them.
  @Test func chainsHoldEveryMonomialOnce() throws {
    for (degree, dimension) in [(0, 3), (1, 1), (1, 40), (2, 3), (4, 8), (12, 2), (6, 5)] {
      let order = try MonomialOrder(degree: degree, dimension: dimension, limit: 1 << 20)
      let exponents = exponents(order)
      let chains = FeatureChains(order)
      var next = 0
      for chain in 0..<FeatureChains.count {
        var length = 0
        for piece in chains.pieces[chains.firstPieces[chain]..<chains.firstPieces[chain + 1]] {
          #expect(piece.start == next && piece.parent + piece.count <= order.lowerCount)
          for offset in 0..<piece.count {
            var product = exponents[piece.parent + offset]
            if piece.variable < dimension { product[piece.variable] += 1 }
            #expect(product == exponents[piece.start + offset])
          }
          next += piece.count
          length += piece.count
        }
        #expect(length <= (order.count + FeatureChains.count - 1) / FeatureChains.count)
      }
      #expect(next == order.count)
    }
  }
}
