import AttnFast
import AttnGenerators
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting

/// One instance of polynomial attention and all that is drawn for it: shapes, masks, shared heads, shifts, scales,
/// degrees, blocks.
struct RandomPolynomialCase<Scalar: KernelScalar & DataScalar>: CustomStringConvertible {
  var input: AttentionInput<Scalar>
  var scoreBound: Rational
  var degree: Int
  var tile: Int
  var tilesPerBlock: Int
  var keyShift: [Scalar]?

  static var generator: Generator<RandomPolynomialCase> {
    Generator { source throws(Rejection) in
      let shape = try source.draw(
        .attentionShape(
          batches: 1...2, heads: 1...4, queries: 1...6, keys: 1...12, dimension: 1...4, valueDimension: 1...3)
      )
      let scales: [ScoreScale] = [.inverseDimension, .inverseSquareRootOfDimension, .number("0.3")]
      let specification = AttentionSpecification(
        shape: shape, scale: try source.draw(.element(of: scales)),
        mask: try source.draw(.element(of: Self.masks)))
      let scores: [Rational] = [1, Rational(1, 8), 2, 9]
      let score = try source.draw(.element(of: Scalar.format == .float32 ? Array(scores.dropLast()) : scores))
      let scale = OracleScale(specification.scale, dimension: shape.dimension).upper
      let size =
        score.double(rounding: .down) * (1 - 0x1p-20)
        / (scale.double(rounding: .up) * Double(shape.dimension))
      let input = try source.draw(BoundedInput.generator(specification, Scalar.self, scoreBound: size))
      // A polynomial for scores of up to 9 has a degree at which its error is below 1.
      let least = score == 9 ? 10 : score == 2 ? 2 : 0
      var result = RandomPolynomialCase(
        input: input, scoreBound: score, degree: try source.draw(.int(in: least...least + 6)),
        tile: try source.draw(.int(in: 1...3)), tilesPerBlock: try source.draw(.int(in: 1...3)))
      if try source.flag(probability: 0.25) { result.keyShift = result.shiftTowardsFirstKeys }
      return result
    }
  }

  static var masks: [BandMask] {
    [
      .none, .causal, .causalBottomRight, BandMask(left: nil, right: -1, alignment: .topLeft),
      BandMask(left: nil, right: 3, alignment: .bottomRight),
    ]
  }

  /// A little of the way to the first key: a shift that may cost, and never gains much.
  private var shiftTowardsFirstKeys: [Scalar] {
    let shape = input.specification.shape
    return (0..<shape.batches * shape.keyHeads * shape.dimension).map { index in
      let (head, l) = index.quotientAndRemainder(dividingBy: shape.dimension)
      return input.keys[head * shape.keys * shape.dimension + l] / 1024
    }
  }

  /// Whether some row has no key.
  var hasEmptyRow: Bool {
    let shape = input.specification.shape
    return (0..<shape.queries).contains {
      KeyRange.allowed(
        row: $0, queries: shape.queries, keys: shape.keys, mask: input.specification.mask
      ).isEmpty
    }
  }

  func instance() throws -> PolynomialInstance<Scalar> {
    let polynomial = try PolynomialCache.shared.polynomial(
      degree: degree, dimension: input.specification.shape.dimension, scale: input.specification.scale,
      scoreBound: scoreBound)
    func instance(_ keyShift: [Scalar]?) throws -> PolynomialInstance<Scalar> {
      try PolynomialInstance(
        input, polynomial: polynomial, tilesPerBlock: tilesPerBlock, tile: tile, keyShift: keyShift,
        revealing: 0..<input.specification.shape.queries)
    }
    do {
      return try instance(keyShift)
    } catch PolynomialKernelError.scoresTooLarge where keyShift != nil {
      // The shift took the scores beyond the polynomial's interval.
      return try instance(nil)
    }
  }

  var description: String {
    "degree \(degree), scores up to \(scoreBound), tiles of \(tile), \(tilesPerBlock) a block, "
      + "shift \(keyShift.map { "\($0)" } ?? "none"), \(input.text)"
  }
}
