import AttnSpec
import ExactArith

/// One row in one arithmetic. A `nil` number is 1, the feature of degree 0: products with it are not computed.
struct SimulatedRun<A: SimulatedArithmetic> {
  let kernel: SimulatedKernel
  let a: A
  let dimension: Int
  let monomials: Monomials

  init(kernel: SimulatedKernel, a: A, dimension: Int) {
    (self.kernel, self.a, self.dimension) = (kernel, a, dimension)
    monomials = Monomials(degree: kernel.coefficients.count - 1, dimension: dimension)
  }

  func chain(_ numbers: [A.Number], _ place: RoundingPlace) -> A.Number? {
    guard var sum = numbers.first else { return nil }
    for number in numbers.dropFirst() { sum = a.sum(sum, number, place) }
    return sum
  }

  func product(_ x: A.Number?, _ y: A.Number?) -> A.Number? {
    guard let x, let y else { return x ?? y }
    return a.product(x, y, .format)
  }

  func features(_ entries: [A.Number]) -> [A.Number?] {
    var features: [A.Number?] = [nil]
    for (monomial, variable) in monomials.parents.dropFirst() {
      features.append(product(features[monomial], entries[variable]))
    }
    return features
  }

  /// 2 to 4: the state of the first `count` keys, weighted, met by the features of the query.
  func statePart(
    query: [A.Number], keys: [[A.Number]], values: [A.Number]?, count: Int
  ) -> A.Number {
    let keyFeatures = keys[..<count].map(features)
    let queryFeatures = features(query)
    let terms = monomials.exponents.indices.map { monomial -> A.Number in
      let products = (0..<count).map { key in
        product(keyFeatures[key][monomial], values?[key]) ?? a.constant(1)
      }
      let weighted = a.product(weight(monomial), sum(products), .wide)
      return product(queryFeatures[monomial], a.rounded(weighted, .format, underflows: true))!
    }
    return lanes(kernel.reversesFeatures ? terms.reversed() : terms)
  }

  /// 5: the query's features, weighted, in the place of a state.
  func weight(query: [A.Number], key: [A.Number]) -> A.Number {
    let (queryFeatures, keyFeatures) = (features(query), features(key))
    let terms = monomials.exponents.indices.map { monomial -> A.Number in
      let weighted = queryFeatures[monomial].map { a.product(weight(monomial), $0, .wide) }
      let state = a.rounded(weighted ?? weight(monomial), .format, underflows: true)
      return product(keyFeatures[monomial], state)!
    }
    return lanes(kernel.reversesFeatures ? terms.reversed() : terms)
  }

  /// w_α, rounded once; never underflows, as it is a multiple of c_|α| by an integer.
  private func weight(_ monomial: Int) -> A.Number {
    let exact =
      Dyadic(exactly: kernel.coefficients[monomials.degree(monomial)])
      * Dyadic(monomials.multinomial(monomial))
    return a.rounded(a.constant(exact), .wide, underflows: false)
  }

  /// Blocks in segments.
  private func sum(_ products: [A.Number]) -> A.Number {
    let blocks = stride(from: 0, to: products.count, by: kernel.block).map {
      tiles(Array(products[$0..<min($0 + kernel.block, products.count)]))
    }
    let segments = min(kernel.arithmetic.segments, blocks.count)
    let parts = (0..<segments).map { part in
      chain(Array(blocks[(blocks.count * part / segments)..<(blocks.count * (part + 1) / segments)]), .wide)!
    }
    return chain(parts, .wide)!
  }

  private func lanes(_ terms: [A.Number]) -> A.Number {
    let count = kernel.arithmetic.lanes
    var sums = (0..<count).map { lane in
      chain(stride(from: lane, to: terms.count, by: count).map { terms[$0] }, .format)
    }
    while sums.count > 1 {
      let half = sums.count / 2
      sums = (0..<half).map { lane in
        chain([sums[lane], sums[lane + half]].compactMap { $0 }, .format)
      }
    }
    return sums[0]!
  }

  /// The sum over the keys that the state does not hold, by Horner's rule.
  func maskedPart(
    query: [A.Number], keys: [[A.Number]], values: [A.Number]?, from first: Int
  ) -> A.Number {
    let coefficients = kernel.coefficients.map {
      a.rounded(a.constant(Dyadic(exactly: $0)), .format, underflows: true)
    }
    let products = (first..<keys.count).map { key -> A.Number in
      let y = chain((0..<dimension).map { a.product(query[$0], keys[key][$0], .format) }, .format)!
      var p = coefficients.last!
      for c in coefficients.dropLast().reversed() { p = a.sum(a.product(p, y, .format), c, .format) }
      return product(p, values?[key])!
    }
    return tiles(products)
  }

  /// Tiles in a chain each, and their sums in another.
  private func tiles(_ products: [A.Number]) -> A.Number {
    let tile = kernel.arithmetic.tile
    let sums = stride(from: 0, to: products.count, by: tile).map {
      chain(Array(products[$0..<min($0 + tile, products.count)]), .format)!
    }
    return chain(sums, .format)!
  }
}
