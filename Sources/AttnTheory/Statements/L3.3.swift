internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let l33 = Statement(
    "L3.3", "Scores of bounded entries",
    [
      .forAll(
        .printed, "B ≥ 1, entries of Q and K at most B: ‖QKᵀ/d‖∞ ≤ B²", BoundedScores.generator,
        share: { $0.largestScore / ($0.bound * $0.bound) }
      ) {
        try require($0.largestScore <= $0.bound * $0.bound, "a score is \($0.largestScore)")
      }
    ])
}

/// Q and K with bounded entries.
struct BoundedScores: ExactInstance {
  var q: RationalMatrix
  var k: RationalMatrix
  var bound: Rational

  /// ‖QKᵀ/d‖∞.
  var largestScore: Rational { (q * k.transposed).largest / Rational(q.columns) }

  var lines: [String] { ["B = \(bound)", q.line("Q"), k.line("K"), "‖QKᵀ/d‖∞ = \(largestScore)"] }

  static let generator = Generator<BoundedScores> { source throws(Rejection) in
    let n = try source.draw(.int(in: 1...3))
    let d = try source.draw(.int(in: 1...4))
    let bound = try source.draw(Generator<Rational>.one(of: [.always(1), .boundAboveOne]))
    let entries = Generator<RationalMatrix>.entries(.near(0, radius: bound), rows: n, columns: d)
    return BoundedScores(q: try source.draw(entries), k: try source.draw(entries), bound: bound)
  }
}
