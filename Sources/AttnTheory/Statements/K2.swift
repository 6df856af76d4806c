internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

extension Statement {
  static let k2 = Statement(
    "K2", "Shifting keys by one vector",
    [
      .forAll(
        .derived,
        "with k_j − z for every key, A_ij and D_ii are multiplied by e^(−σ⟨q_i, z⟩), so that log-sum-exp gains −σ⟨q_i, z⟩;"
          + " the output is the same",
        ShiftedScores.generator
      ) { try $0.requireSameOutput() },
      .forAll(
        .derived, "with the mean for z, entries are at most 2B(1−1/n)", ShiftedKeys.generator,
        share: { keys in
          let limit = keys.meanLimit(factor: 2)
          return limit.isZero ? nil : keys.largest(less: keys.mean) / limit
        }
      ) { try $0.requireEntries(less: $0.mean, atMost: $0.meanLimit(factor: 2)) },
      .forAll(
        .derived,
        "with the midrange of each coordinate for z, the entries of a coordinate are at most half its spread, which is at"
          + " most B, and no z has less",
        ShiftedKeys.generator, share: { $0.largest(less: $0.midrange) / $0.bound }
      ) { keys in
        try keys.requireEntries(less: keys.midrange, atMost: keys.bound)
        try keys.requireLeast(keys.midrange)
      },
    ])
}

/// Keys with entries at most B, and some vector.
struct ShiftedKeys: ExactInstance {
  var keys: RationalMatrix
  var bound: Rational
  var z: [Rational]

  private var coordinates: [[Rational]] { keys.transposed.rows }
  var mean: [Rational] { coordinates.map { $0.reduce(0, +) / Rational($0.count) } }
  var midrange: [Rational] { coordinates.map { ($0.max()! + $0.min()!) / 2 } }

  /// factor·B(1 − 1/n).
  func meanLimit(factor: Rational) -> Rational { factor * bound * (1 - Rational(1, keys.count)) }

  /// max |k_jl − z_l|.
  func largest(less z: [Rational]) -> Rational { keys.less(z).largest }

  func requireEntries(less z: [Rational], atMost limit: Rational) throws {
    let largest = largest(less: z)
    try require(largest <= limit, "an entry of k − z is \(largest), more than \(limit)")
  }

  /// No entry of a coordinate exceeds half its spread, and with the instance's z one reaches that.
  func requireLeast(_ least: [Rational]) throws {
    for (l, entries) in coordinates.enumerated() {
      let half = (entries.max()! - entries.min()!) / 2
      let reached = [least[l], z[l]].map { z in entries.map { ($0 - z).magnitude }.max()! }
      try require(reached[0] <= half, "coordinate \(l + 1) has \(reached[0]), half its spread is \(half)")
      try require(reached[1] >= half, "with \(z[l]) coordinate \(l + 1) has \(reached[1])")
    }
  }

  var lines: [String] {
    ["B = \(bound)", keys.line("K"), RationalMatrix(rows: [z]).line("z")]
  }

  static let generator = Generator<ShiftedKeys> { source throws(Rejection) in
    let n = try source.draw(.int(in: 1...4))
    let d = try source.draw(.int(in: 1...3))
    let bound = try source.draw(Generator<Rational>.positive)
    return ShiftedKeys(
      keys: try source.draw(.entries(.near(0, radius: bound), rows: n, columns: d)), bound: bound,
      z: try source.draw(.array(of: .near(0, radius: bound), count: d)))
  }
}

/// Whole queries and keys, so that with e^σ = θ rational every weight is: A_ij = θ^⟨q_i, k_j⟩.
struct ShiftedScores: ExactInstance {
  var q: RationalMatrix
  var k: RationalMatrix
  var z: [Rational]
  var v: RationalMatrix
  var theta: Rational

  private func weights(_ keys: RationalMatrix) -> RationalMatrix {
    RationalMatrix(
      rows: (q * keys.transposed).rows.map { $0.map { theta.power($0.numerator.asInt!) } })
  }

  func requireSameOutput(
    shift: (RationalMatrix, [Rational]) -> RationalMatrix = { keys, z in keys.less(z) }
  ) throws {
    let (a, shifted) = (weights(k), weights(shift(k, z)))
    for (i, query) in q.rows.enumerated() {
      let product = zip(query, z).reduce(Rational(0)) { $0 + $1.0 * $1.1 }
      let factor = theta.power(-product.numerator.asInt!)
      for j in a.rows[i].indices {
        try require(shifted[i, j] == a[i, j] * factor, "A_\(i + 1),\(j + 1) becomes \(shifted[i, j])")
      }
      try require(shifted.sums[i] == a.sums[i] * factor, "D_\(i + 1) becomes \(shifted.sums[i])")
    }
    let (output, after) = ((a * v).dividingRows(by: a.sums), (shifted * v).dividingRows(by: shifted.sums))
    try require(output == after, after.line("the output becomes"))
  }

  var lines: [String] {
    [
      "e^σ = \(theta)", q.line("Q"), k.line("K"), RationalMatrix(rows: [z]).line("z"), v.line("V"),
    ]
  }

  static let generator = Generator<ShiftedScores> { source throws(Rejection) in
    let n = try source.draw(.int(in: 1...3))
    let d = try source.draw(.int(in: 1...3))
    let entry = Generator<Rational>.rational(numerator: -4...4, denominator: 1...1)
    let entries = Generator<RationalMatrix>.entries(entry, rows: n, columns: d)
    return ShiftedScores(
      q: try source.draw(entries), k: try source.draw(entries),
      z: try source.draw(.array(of: entry, count: d)), v: try source.draw(entries),
      theta: try source.draw(.positive))
  }
}

extension RationalMatrix {
  /// z subtracted from each row.
  func less(_ z: [Rational]) -> RationalMatrix {
    RationalMatrix(rows: rows.map { row in zip(row, z).map { $0 - $1 } })
  }
}
