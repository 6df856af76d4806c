internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// One row of A and one column of V.
///
/// A is any row of positive rationals: no statement about it uses that it is exp of something.
struct WeightedRow: ExactInstance {
  /// A_ij, positive.
  var weights: [Rational]
  /// Of magnitude at most `bound`.
  var values: [Rational]
  /// B.
  var bound: Rational

  /// D_ii.
  var sum: Rational { weights.reduce(0, +) }
  /// Σ_j A_ij v_j / D_ii.
  var output: Rational { zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / sum }
  var mean: Rational { values.reduce(0, +) / Rational(values.count) }
  /// (max v − min v)/2.
  var spread: Rational { (values.max()! - values.min()!) / 2 }

  var lines: [String] {
    [
      "B = \(bound)", RationalMatrix(rows: [weights]).line("A"),
      RationalMatrix(rows: values.map { [$0] }).line("V"), "output \(output)",
    ]
  }

  static func generator(keys: ClosedRange<Int>) -> Generator<WeightedRow> {
    Generator { source throws(Rejection) in
      let n = try source.draw(.int(in: keys))
      let bound = try source.draw(Generator<Rational>.positive)
      return WeightedRow(
        weights: try source.draw(.array(of: .positive, count: n)),
        values: try source.draw(.array(of: .near(0, radius: bound), count: n)), bound: bound)
    }
  }
}
