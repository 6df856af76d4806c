internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let t46 = Statement(
    "T4.6", "Attention with large entries is hard",
    [
      .forAll(
        .corrected,
        "under SETH, for every q > 0, no n^(2−q) algorithm at a large enough multiple B of √log n. No finite check shows"
          + " this; what is checked is the chain from any points in {0,1}^d: balanced, one AAttC(2n, 4d, B, ε_a) with B² = (40C/(cε))·ln n and"
          + " ε_a = n^(−4)·e^(−B²/2) answers every row right for every whole t ≥ c·ln n, from outputs within ε_a",
        erratum: "E4", HardnessChain.generator
      ) { try $0.requireRightAnswers(from: $0.least, base: $0.base()) { $0.parameters.error } }
    ])
}

/// Points that need not be balanced, and c·ln n.
struct HardnessChain: ExactInstance {
  var a: [BitVector]
  var b: [BitVector]
  /// The least t, c·ln n.
  var least: Int
  /// A_ij = n^(k·(2d − 2‖a_i−b_j‖²)), with ε = 10/(2·least·k).
  var k: Int

  var n: Int { a.count }
  var d: Int { a[0].count }
  var gap: Rational { Rational(10, 2 * least * k) }

  /// θ for B = C_b·√(ln n), or for a multiple of that C_b: n^(k·factor²), or just above it where that is not whole.
  func base(factor: Rational = 1) -> PowerBase {
    let square = factor * factor
    let power = Rational(k) * square
    if power.denominator == 1 { return .integer(Integer(n).power(power.numerator.asInt!)) }
    let bound = ReductionParameters.bound(
      points: n, dimension: 2 * d, leastDistance: Rational(2 * least), gap: gap / square)
    return ReductionParameters.base(bound: bound, dimension: 2 * d)
  }

  /// Balanced, with this θ, every row is answered right for every whole t from `first` on, from outputs within `error`,
  /// which is at most t̃.
  func requireRightAnswers(
    from first: Int, base: PowerBase, error: (HardnessInstance) -> PowerSum
  ) throws {
    for t in first...d {
      let points = try GapInstance(a: a, b: b, distance: Rational(t), gap: gap).balanced
      let instance = HardnessInstance(points, base: base)
      try require(
        instance.points.queryBits.allSatisfy { $0.count == 4 * d } && instance.a.count == 2 * n, "the sizes")
      try require(error(instance).isAtMost(instance.parameters.unit, base), "t = \(t): t̃ < ε_a")
      try instance.requireRightAnswers(instance.parameters, error: error(instance))
    }
  }

  var lines: [String] {
    [
      "n = \(n), d = \(d), c·ln n = \(least), ε = \(gap), θ = n^k = \(n)^\(k)",
      "a = \(a.map(\.description).joined(separator: ", "))",
      "b = \(b.map(\.description).joined(separator: ", "))",
    ]
  }

  static let generator = Generator<HardnessChain> { source throws(Rejection) in
    let n = try source.draw(.int(in: 2...4))
    let d = try source.draw(.int(in: 1...5))
    let points = Generator<[[Bool]]>.matrix(of: .bool, rows: n, columns: d).map { $0.map { BitVector($0) } }
    return HardnessChain(
      a: try source.draw(points), b: try source.draw(points), least: try source.draw(.int(in: 1...d)),
      k: try source.draw(.int(in: 1...5)))
  }
}
