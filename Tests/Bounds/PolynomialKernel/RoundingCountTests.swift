import AttnAudit
import AttnSpec
import ExactArith
import Testing

@testable import AttnReference

/// P2: no term of a polynomial kernel passes more roundings than are counted for its degree, and few less.
@Suite struct RoundingCountTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var arithmetic: PolynomialArithmetic
    var degree: Int
    var dimension: Int
    var keys: Int
    var isMasked: Bool

    var testDescription: String {
      "\(arithmetic.tile)·\(arithmetic.tilesPerBlock), \(arithmetic.segments) segments, \(arithmetic.lanes) lanes, "
        + "degree \(degree), dimension \(dimension), \(keys) keys\(isMasked ? ", masked" : "")"
    }
  }

  private static func degrees(_ kernel: SimulatedKernel, _ test: Case, stateKeys: Int)
    -> CountingArithmetic.Number
  {
    kernel.sum(
      in: CountingArithmetic(), query: [Dyadic](repeating: 1, count: test.dimension),
      keys: [[Dyadic]](repeating: [Dyadic](repeating: 1, count: test.dimension), count: test.keys),
      values: [Dyadic](repeating: 1, count: test.keys), stateKeys: stateKeys)
  }

  /// Γ_k/(1 + Γ_k) = x_k, the counted roundings times u and u₆₄.
  private static func counted(_ test: Case) -> [Rational] {
    let roundings = PolynomialRoundings(
      test.arithmetic, degree: test.degree, dimension: test.dimension, keys: test.keys,
      isMasked: test.isMasked)
    return (0...test.degree).map { k in
      let growth = roundings.growth(degree: k)!
      return growth / (1 + growth)
    }
  }

  private static func size(_ roundings: CountingArithmetic.Roundings, _ format: NumberFormat) -> Rational {
    Rational(roundings.format) * Rational(FormatConstants(format).unitRoundoff)
      + Rational(roundings.wide) * Rational(FormatConstants(.float64).unitRoundoff)
  }

  private static let cases: [Case] = {
    var cases: [Case] = []
    for (tile, tilesPerBlock, segments, lanes) in [
      (1, 1, 1, 1), (3, 1, 1, 2), (1, 3, 2, 4), (4, 2, 1, 1), (2, 3, 3, 8), (5, 2, 8, 16), (1, 6, 1, 2),
    ] {
      for (degree, dimension) in [(0, 1), (1, 1), (4, 1), (1, 3), (3, 2), (2, 4), (5, 3)] {
        for isMasked in [false, true] {
          for shiftsKeys in [false, true] {
            let block = tile * tilesPerBlock
            for keys in isMasked ? [1, 2 * block - 1, 5 * block + block / 2] : [1, 3 * block, 6 * block + 1] {
              // In binary64 one u is as good as another: there every rounding shows.
              for format in [NumberFormat.float64, .bfloat16] {
                cases.append(
                  Case(
                    arithmetic: PolynomialArithmetic(
                      format: format, tile: tile, tilesPerBlock: tilesPerBlock, segments: segments,
                      lanes: lanes, shiftsKeys: shiftsKeys), degree: degree, dimension: dimension,
                    keys: keys, isMasked: isMasked))
              }
            }
          }
        }
      }
    }
    return cases
  }()

  @Test func noTermPassesMoreThanIsCounted() throws {
    for test in Self.cases {
      let counted = Self.counted(test)
      for reverses in [false, true] {
        let kernel = SimulatedKernel(
          arithmetic: test.arithmetic, coefficients: [Double](repeating: 1, count: test.degree + 1),
          reversesFeatures: reverses)
        let weight = kernel.weight(
          in: CountingArithmetic(), query: [Dyadic](repeating: 1, count: test.dimension),
          key: [Dyadic](repeating: 1, count: test.dimension))
        for (k, roundings) in weight {
          try #require(
            Self.size(roundings, test.arithmetic.format) <= counted[k], "\(test), weight, degree \(k)")
        }
        // Masked work is left with fewer than two blocks.
        let states =
          test.isMasked
          ? (0...(test.keys / kernel.block)).map { $0 * kernel.block }.filter {
            test.keys - $0 < 2 * kernel.block
          } : [test.keys]
        for stateKeys in states {
          for (k, roundings) in Self.degrees(kernel, test, stateKeys: stateKeys) {
            try #require(
              Self.size(roundings, test.arithmetic.format) <= counted[k],
              "\(test), \(stateKeys) in the state, degree \(k): \(roundings)")
          }
        }
      }
    }
  }

  /// Γ = x/(1 - x) up to the last x below 1, and none from 1 on: here 2⁵³ roundings of binary64, nearly all of them in
  /// the sum of blocks.
  @Test func asManyRoundingsAsOneHasUnitsAreTooMany() throws {
    let arithmetic = PolynomialFixtures.arithmetic(.float64, tile: 1, tilesPerBlock: 1)
    func growth(keys: Int) -> Rational? {
      PolynomialRoundings(arithmetic, degree: 0, dimension: 1, keys: keys, isMasked: false)
        .growth(degree: 0)
    }
    let few = try #require(growth(keys: 0))
    let others = try #require((few / (1 + few) * Rational(1 << 53)).numerator.asInt)
    let keys = (1 << 53) - others
    #expect(growth(keys: keys - 1) == Rational((1 << 53) - 1))
    #expect(growth(keys: keys) == nil && growth(keys: keys + 1) == nil)
  }

  /// One rounding to spare in each of three sums, as the documentation says; in binary64 three in the blocks' sum.
  @Test func fewMoreAreCounted() throws {
    for test in Self.cases where !test.isMasked && test.keys > 1 && test.arithmetic.segments == 1 {
      let rank = Monomials(degree: test.degree, dimension: test.dimension).exponents.count
      guard rank >= test.arithmetic.lanes else { continue }
      var kernel = SimulatedKernel(
        arithmetic: test.arithmetic, coefficients: [Double](repeating: 1, count: test.degree + 1))
      // The first features of a lane pass all its additions; here those of degree 0 or of the highest come first.
      var found = Self.degrees(kernel, test, stateKeys: test.keys)
      kernel.reversesFeatures = true
      found.merge(Self.degrees(kernel, test, stateKeys: test.keys)) { $0.joined($1) }
      let spare = CountingArithmetic.Roundings(format: 3, wide: 3)
      for (k, counted) in Self.counted(test).enumerated() where k == 0 || k == test.degree {
        try #require(
          counted <= Self.size(found[k]! + spare, test.arithmetic.format),
          "\(test), degree \(k): \(found[k]!)")
      }
    }
  }
}
