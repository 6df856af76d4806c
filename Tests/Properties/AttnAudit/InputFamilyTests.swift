import AttnSpec
import Testing

@testable import AttnAudit

@Suite struct InputFamilyTests {
  static let shapes = [
    AttentionShape(queries: 65, keys: 65, dimension: 32),
    AttentionShape(batches: 2, heads: 4, keyHeads: 2, queries: 7, keys: 33, dimension: 3, valueDimension: 5),
    AttentionShape(queries: 64, keys: 130, dimension: 1),
    AttentionShape(queries: 2, keys: 1, dimension: 128),
    AttentionShape(queries: 3, keys: 0, dimension: 4),
    AttentionShape(queries: 0, keys: 3, dimension: 2),
  ]

  @Test func everyMemberIsDeterministicExactAndOfItsShape() {
    for family in InputFamily.catalogue {
      for shape in Self.shapes {
        for format in NumberFormat.allCases {
          let specification = AttentionSpecification(shape: shape)
          let input = family.make(specification, format: format, seed: 5)
          let again = family.make(specification, format: format, seed: 5)
          let heads = shape.batches * shape.keyHeads
          #expect(
            input.queries.count == shape.batches * shape.heads * shape.queries * shape.dimension)
          #expect(input.keys.count == heads * shape.keys * shape.dimension)
          #expect(input.values.count == heads * shape.keys * shape.valueDimension)
          for (numbers, same) in [
            (input.queries, again.queries), (input.keys, again.keys), (input.values, again.values),
          ] {
            #expect(numbers == same)
            #expect(numbers.allSatisfy(format.represents), "\(family.name) \(format)")
          }
          #expect(shape.keys == 0 || input.keys != input.values, "\(family.name)")
        }
      }
    }
  }

  @Test func namesAreDistinctAndSeedsMatter() {
    #expect(Set(InputFamily.catalogue.map(\.name)).count == InputFamily.catalogue.count)
    let specification = AttentionSpecification(shape: Self.shapes[0])
    for family in InputFamily.catalogue {
      #expect(InputFamily.named(family.name)?.summary == family.summary)
      #expect(family.summary.hasSuffix("."))
      let one = family.make(specification, format: .float32, seed: 1)
      let two = family.make(specification, format: .float32, seed: 2)
      let differs =
        one.queries != two.queries || one.keys != two.keys || one.values != two.values
      #expect(differs, "\(family.name)")
    }
    #expect(InputFamily.named("no-such-family") == nil)
  }

  /// σ·⟨q, k⟩ of one head in binary64, which is plenty for margins of 20.
  static func scores(_ input: AuditInput) -> [[Double]] {
    let shape = input.specification.shape
    let scale =
      input.specification.scale == .inverseDimension
      ? 1 / Double(shape.dimension) : 1 / Double(shape.dimension).squareRoot()
    return (0..<shape.queries).map { row in
      (0..<shape.keys).map { key in
        (0..<shape.dimension).reduce(0) { sum, l in
          sum + input.queries[row * shape.dimension + l] * input.keys[key * shape.dimension + l]
        } * scale
      }
    }
  }

  /// How many keys win a row of the one-hot family, each by its margin.
  static func winners(_ shape: AttentionShape, _ format: NumberFormat) -> Int {
    var winners: Set<Int> = []
    let specification = AttentionSpecification(shape: shape)
    for row in scores(InputFamily.named("one-hot")!.make(specification, format: format, seed: 3)) {
      let best = row.indices.max { row[$0] < row[$1] }!
      let second = row.indices.filter { $0 != best }.map { row[$0] }.max() ?? -.infinity
      // e⁻²⁰ is 2e-9: a thousand losers together weigh a millionth.
      #expect(row[best] - second >= 0.999 * 20)
      winners.insert(best)
    }
    return winners.count
  }

  @Test(arguments: NumberFormat.allCases)
  func everyKeyWinsARowByALargeMargin(format: NumberFormat) {
    for count in [1, 2, 7, 65, 257] {
      for dimension in [3, 8, 32, 128] {
        let shape = AttentionShape(queries: count, keys: count, dimension: dimension)
        #expect(Self.winners(shape, format) == count, "\(count) keys, d = \(dimension)")
      }
      let line = AttentionShape(queries: count, keys: count, dimension: 1)
      #expect(Self.winners(line, format) == min(2, count))
    }
  }

  /// Four heads on two key heads: each head's rows have their winners among the keys of its own key head.
  @Test func everyHeadAimsAtTheKeysItReads() {
    let (rows, keys, width) = (16, 16, 3)
    let shape = AttentionShape(batches: 2, heads: 4, keyHeads: 2, queries: rows, keys: keys, dimension: width)
    let input = InputFamily.named("one-hot")!.make(
      AttentionSpecification(shape: shape), format: .float32, seed: 8)
    for head in 0..<8 {
      let keyHead = head / 4 * 2 + head % 4 / 2
      let one = AttentionShape(queries: rows, keys: keys, dimension: width)
      let part = AuditInput(
        name: "", seed: nil, specification: AttentionSpecification(shape: one), format: .float32,
        queries: Array(input.queries[head * rows * width..<(head + 1) * rows * width]),
        keys: Array(input.keys[keyHead * keys * width..<(keyHead + 1) * keys * width]), values: [])
      let winners = Self.scores(part).map { row in row.indices.max { row[$0] < row[$1] }! }
      #expect(Set(winners).count == keys, "head \(head)")
      // All four heads on the same placement would hide a wrong choice of the key head.
      let first = input.keys[0..<keys * width]
      #expect(keyHead == 0 || first != input.keys[keyHead * keys * width..<(keyHead + 1) * keys * width])
    }
  }

  @Test func aThousandKeysWinInThreeDimensions() {
    for format in [NumberFormat.float64, .float32, .float16] {
      let shape = AttentionShape(queries: 1024, keys: 1024, dimension: 3)
      #expect(Self.winners(shape, format) == 1024)
    }
  }

  /// The largest Σ|q·k|, σ·Σ|q·k| and m·max|V| of each family inside the domain stay below the arithmetic's
  /// largest finite number; each family outside leaves it or has scores beyond 2^(precision + 8).
  @Test func theDomainIsAsDeclared() {
    for family in InputFamily.catalogue {
      for scale in [ScoreScale.inverseSquareRootOfDimension, .inverseDimension, .number("3")] {
        for shape in Self.shapes.prefix(3) {
          for format in NumberFormat.allCases {
            let specification = AttentionSpecification(shape: shape, scale: scale)
            let input = family.make(specification, format: format, seed: 9)
            let arithmetic = format == .float64 ? format : .float32
            let largestQuery = input.queries.map(abs).max()!
            let largestKey = input.keys.map(abs).max()!
            let factor = max(1, scale == .number("3") ? 3 : 1)
            let sum = largestQuery * largestKey * Double(shape.dimension * factor)
            let values = input.values.map(abs).max()! * Double(shape.keys)
            let limit = arithmetic.largestFinite
            let vacuous = Double(sign: .plus, exponent: arithmetic.precision, significand: 1)
            switch family.domain {
            case .inside: #expect(sum < limit && values < limit, "\(family.name) \(format) \(shape)")
            case .outside:
              #expect(
                sum >= limit || values >= limit || sum >= vacuous || format.largestFinite < limit,
                "\(family.name) \(format)")
            }
          }
        }
      }
    }
  }

  /// Beyond -5·10⁴, the stand-in for -∞ that a shipped kernel used, up to 64 dimensions; 4 apart in all.
  @Test func largeScoresLieBeyondTheStandInsAndApart() {
    for dimension in [1, 3, 32, 64, 128] {
      let shape = AttentionShape(queries: 4, keys: 1024, dimension: dimension)
      let specification = AttentionSpecification(shape: shape)
      let family = InputFamily.named("large-scores")!
      for row in Self.scores(family.make(specification, format: .float32, seed: 1)) {
        #expect(row.allSatisfy { abs($0) > (dimension <= 64 ? 5e4 : 3e4) }, "d = \(dimension)")
        let sorted = row.sorted()
        #expect(zip(sorted.dropFirst(), sorted).allSatisfy { $0 - $1 >= 3.99 }, "d = \(dimension)")
      }
    }
  }

  @Test func theOutermostKeysWinAtTheMasksEdge() {
    let shape = AttentionShape(queries: 3, keys: 300, dimension: 2)
    for format in NumberFormat.allCases {
      let specification = AttentionSpecification(shape: shape)
      let family = InputFamily.named("mask-edge")!
      for (index, row) in Self.scores(family.make(specification, format: format, seed: 1)).enumerated() {
        let steps = zip(row.dropFirst(), row).map { $0 - $1 }
        #expect(steps.allSatisfy { index % 2 == 0 ? $0 > 15 : $0 < -15 }, "\(format)")
      }
    }
  }
}
