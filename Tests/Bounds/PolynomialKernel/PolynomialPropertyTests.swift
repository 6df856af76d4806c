import AttnAudit
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import Foundation
import PropertyTesting
import Testing

/// Theorem P on many small instances of every kind, and how near its bound a search comes.
@Suite struct PolynomialPropertyTests {
  /// 10 000 random instances: shapes, masks, shared heads, shifts, scales, degrees, blocks, both formats.
  @Test func noInstanceExceedsItsBound() throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed)
    var polynomials = PolynomialCache()
    var largest = PolynomialVerdict()
    var (weights, outputs, vacuous) = (0, 0, 0)
    for _ in 0..<5000 * TestSettings.effort {
      let small = try RandomPolynomialCase(Float.self, &polynomials, using: &generator).instance()
      let large = try RandomPolynomialCase(Double.self, &polynomials, using: &generator).instance()
      for verdict in [try small.judge(), try large.judge()] {
        #expect(verdict.isWithin)
        largest.output.ratio = max(largest.output.ratio, verdict.output.ratio)
        largest.weights.ratio = max(largest.weights.ratio, verdict.weights.ratio)
        largest.rowSums.ratio = max(largest.rowSums.ratio, verdict.rowSums.ratio)
        weights += verdict.weights.certified
        outputs += verdict.output.certified
        vacuous += verdict.output.vacuous
      }
    }
    #expect(weights > 100_000 * TestSettings.effort, "too few instances reveal their weights")
    #expect(vacuous * 10 < outputs, "too many bounds promise nothing")
    print(
      "Theorem P, random instances: largest error/bound \(largest.output.ratio) (output), "
        + "\(largest.weights.ratio) (A), \(largest.rowSums.ratio) (D)")
  }

  /// Climbs from random instances towards the worst error/bound of an output entry.
  @Test(arguments: [NumberFormat.float32, .float64])
  func searchFindsNoOutputAboveTheBound(format: NumberFormat) throws {
    var generator = DeterministicGenerator(seed: TestSettings.seed &+ 5)
    let worst =
      format == .float32
      ? try PolynomialSearch.worst(Float.self, starts: 30 * TestSettings.effort, using: &generator)
      : try PolynomialSearch.worst(Double.self, starts: 30 * TestSettings.effort, using: &generator)
    #expect(worst <= 1, "an output exceeds Theorem P's bound")
    // What an equioscillating polynomial leaves: keys at its extrema and V chosen against it come near the bound.
    #expect(worst > 0.5, "the search stays below half of the bound")
    print("Theorem P, targeted search, \(format.rawValue): largest error/bound \(worst)")
  }
}

/// Certified polynomials by degree, dimension, scale and score bound, each searched for once.
struct PolynomialCache {
  private struct Key: Hashable {
    var degree: Int
    var dimension: Int
    var scale: ScoreScale
    var score: Rational
  }
  private var known: [Key: KernelPolynomial] = [:]

  mutating func polynomial(
    degree: Int, dimension: Int, scale: ScoreScale, scoreBound: Rational
  ) throws -> KernelPolynomial {
    let key = Key(degree: degree, dimension: dimension, scale: scale, score: scoreBound)
    if let polynomial = known[key] { return polynomial }
    let polynomial = try KernelPolynomials.best(
      degree: degree, scoreBound: scoreBound, scale: scale, dimension: dimension)
    known[key] = polynomial
    return polynomial
  }
}

/// One random instance and all that is drawn for it.
struct RandomPolynomialCase<Scalar: KernelScalar & DataScalar> {
  var input: AttentionInput<Scalar>
  var polynomial: KernelPolynomial
  var tile: Int
  var tilesPerBlock: Int
  var keyShift: [Scalar]?

  init(
    _ format: Scalar.Type, _ polynomials: inout PolynomialCache, using generator: inout DeterministicGenerator
  ) throws {
    func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    let keyHeads = draw(1...2)
    let dimension = draw(1...4)
    let shape = AttentionShape(
      batches: draw(1...2), heads: keyHeads * draw(1...2), keyHeads: keyHeads, queries: draw(1...6),
      keys: draw(1...12), dimension: dimension, valueDimension: draw(1...3))
    let masks: [BandMask] = [
      .none, .causal, .causalBottomRight, BandMask(left: nil, right: -1, alignment: .topLeft),
      BandMask(left: nil, right: 3, alignment: .bottomRight),
    ]
    let scales: [ScoreScale] = [.inverseDimension, .inverseSquareRootOfDimension, .number("0.3")]
    let specification = AttentionSpecification(
      shape: shape, scale: scales[draw(0...2)], mask: masks[draw(0...4)])
    let scores: [Rational] = [Rational(1, 8), 1, 2, 9]
    let score = scores[draw(0...(Scalar.format == .float32 ? 2 : 3))]
    let sigma = try KernelScale(specification.scale, dimension: dimension).value.double(rounding: .up)
    input = BoundedInput.random(
      specification, format,
      scoreBound: score.double(rounding: .down) * (1 - 0x1p-20) / (sigma * Double(dimension)),
      using: &generator)
    // A polynomial for scores of up to 9 has a degree at which its error is below 1.
    let least = score == 9 ? 10 : score == 2 ? 2 : 0
    polynomial = try polynomials.polynomial(
      degree: draw(least...least + 6), dimension: dimension, scale: specification.scale, scoreBound: score)
    (tile, tilesPerBlock) = (draw(1...3), draw(1...3))
    if draw(0...3) == 0 {
      // Half the distance to the first key: a shift that may cost, and never gains much.
      keyShift = (0..<shape.batches * keyHeads * dimension).map { index in
        let (head, l) = index.quotientAndRemainder(dividingBy: dimension)
        return input.keys[head * shape.keys * dimension + l] / 1024
      }
    }
  }

  func instance() throws -> PolynomialInstance<Scalar> {
    do {
      return try PolynomialInstance(
        input, polynomial: polynomial, tilesPerBlock: tilesPerBlock, tile: tile, keyShift: keyShift,
        revealing: 0..<input.specification.shape.queries)
    } catch PolynomialKernelError.scoresTooLarge where keyShift != nil {
      // The shift took the scores beyond the polynomial's interval.
      return try PolynomialInstance(
        input, polynomial: polynomial, tilesPerBlock: tilesPerBlock, tile: tile,
        revealing: 0..<input.specification.shape.queries)
    }
  }
}
