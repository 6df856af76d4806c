internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let d12 = Statement(
    "D1.2", "Approximate attention",
    [
      .forAll(
        .derived, "T = 0 solves AAttC(n, d, B, ε) for every ε ≥ B; for a smaller ε it need not",
        WeightedRow.generator(keys: 1...4), share: { $0.output.magnitude / $0.bound }
      ) { try $0.requireError(of: 0, atMost: $0.bound) },
      .forAll(
        .derived,
        "n even, scores of ±s: no T that is computed from V alone solves it for an ε < B·tanh(s); rational where e^(2s) is",
        BlindAnswer.generator, share: { $0.boundTanh / $0.error }
      ) { try $0.requireError(atLeast: $0.boundTanh) },
      .forAll(
        .derived,
        "scores from −s to s: the mean of V's column is within 2·tanh(s/2)·(max v − min v)/2 of the output; rational where"
          + " e^s is",
        WeightedRow.generator(keys: 1...4), extremes: [.farFromItsMean],
        share: { row in
          guard let tanh = row.tanhOfHalf, tanh > 0, row.spread > 0 else { return nil }
          return (row.output - row.mean).magnitude / (2 * tanh * row.spread)
        }
      ) { try $0.requireMeanIsNear(factor: 2) },
    ])
}

extension WeightedRow {
  func requireError(of answer: Rational, atMost limit: Rational) throws {
    let error = (answer - output).magnitude
    try require(error <= limit, "the error of \(answer) is \(error), more than \(limit)")
  }

  /// e^(2s), the largest weight over the least: scores may be shifted, which changes no output.
  private var ratio: Rational { weights.max()! / weights.min()! }

  /// tanh(s/2) = (e^s − 1)/(e^s + 1), where e^s is rational.
  fileprivate var tanhOfHalf: Rational? { ratio.rationalSquareRoot.map { ($0 - 1) / ($0 + 1) } }

  /// |o − mean| ≤ factor·tanh(s/2)·spread, in rationals alone: for x = |o − mean|/(factor·spread) that is
  /// x ≤ (e^s − 1)/(e^s + 1), so x = 0, or x < 1 and ((1+x)/(1−x))² ≤ e^(2s).
  func requireMeanIsNear(factor: Rational) throws {
    let error = (output - mean).magnitude
    guard !error.isZero else { return }
    let x = error / (factor * spread)
    let ends = x < 1 ? (1 + x) / (1 - x) : 0
    try require(x < 1 && ends * ends <= ratio, "the mean \(mean) is off by \(error), and e^(2s) = \(ratio)")
  }

  /// e^s = 2, one key of three with the greater weight.
  fileprivate static let farFromItsMean = WeightedRow(weights: [4, 1, 1], values: [1, -1, -1], bound: 1)
}

/// An answer that does not look at Q and K, for V with B on half of the keys and −B on the others, and the outputs of two
/// rows: the scores are s on one half and −s on the other, or the other way round. (With σ = 1/d and s = B²: a row of Q is
/// B everywhere, the keys are B everywhere or −B everywhere.)
struct BlindAnswer: ExactInstance {
  var half: Int
  var bound: Rational
  /// e^(2s) > 1.
  var ratio: Rational
  var answer: Rational

  var rows: [WeightedRow] {
    let values = Array(repeating: bound, count: half) + Array(repeating: -bound, count: half)
    let heavy = Array(repeating: ratio, count: half)
    let light = Array(repeating: Rational(1), count: half)
    return [heavy + light, light + heavy].map { WeightedRow(weights: $0, values: values, bound: bound) }
  }

  /// The larger one of the two.
  var error: Rational { rows.map { (answer - $0.output).magnitude }.max()! }

  /// B·tanh(s) = B·(e^(2s) − 1)/(e^(2s) + 1).
  var boundTanh: Rational { bound * (ratio - 1) / (ratio + 1) }

  var lines: [String] { ["T = \(answer), e^(2s) = \(ratio)"] + rows.flatMap(\.lines) }

  func requireError(atLeast least: Rational) throws {
    try require(error >= least, "the errors of T are at most \(error), less than \(least)")
  }

  static let generator = Generator<BlindAnswer> { source throws(Rejection) in
    let bound = try source.draw(Generator<Rational>.positive)
    return BlindAnswer(
      half: try source.draw(.int(in: 1...3)), bound: bound, ratio: try source.draw(.boundAboveOne),
      answer: try source.draw(.near(0, radius: 2 * bound)))
  }
}
