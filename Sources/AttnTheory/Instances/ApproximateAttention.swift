internal import AttnGenerators
internal import ExactArith
internal import PropertyTesting

/// What L3.5 and L3.6 speak of: a positive matrix A and one near it, two diagonals, values.
///
/// A is any positive matrix of rationals: neither statement uses that it is exp of something.
struct ApproximateAttention: ExactInstance {
  /// n×n, positive.
  var a: RationalMatrix
  /// Entrywise within `weightError` of A.
  var approximateA: RationalMatrix
  var d: [Rational]
  var approximateD: [Rational]
  /// n×1, entries of magnitude at most `bound`. (A column of V at a time: the statements are about entries.)
  var v: RationalMatrix
  var bound: Rational
  /// What the output's error should not exceed, for the statements about Algorithm 1.
  var target: Rational
  var weightError: Rational
  var sumError: Rational

  /// ‖D̃⁻¹ÃV − D⁻¹AV‖∞.
  var error: Rational {
    let exact = (a * v).dividingRows(by: d)
    let approximate = (approximateA * v).dividingRows(by: approximateD)
    return RationalMatrix(
      rows: zip(exact.rows, approximate.rows).map { x, y in zip(x, y).map { $0 - $1 } }
    ).largest
  }

  var lines: [String] {
    [
      "ε_A = \(weightError), ε_D = \(sumError), B = \(bound)",
      a.line("A"), approximateA.line("Ã"),
      RationalMatrix.line("D", diagonal: d), RationalMatrix.line("D̃", diagonal: approximateD),
      v.line("V"), "‖D̃⁻¹ÃV − D⁻¹AV‖∞ = \(error)",
    ]
  }
}

extension ApproximateAttention {
  /// Where the diagonals come from.
  enum Diagonals {
    /// D any positive diagonal, D̃ within ε_D of it: what L3.6 says.
    case any
    /// D the row sums of A, D̃ within ε_D of it.
    case exactSums
    /// D and D̃ the row sums of A and Ã: what its proof uses.
    case bothSums
  }

  /// - Parameters:
  ///   - errors: ε_A and ε_D are below it; L3.5 and L3.6 are printed for 1/10.
  ///   - weightError: ε_A as a function of what was drawn for it and of B.
  static func generator(
    _ diagonals: Diagonals, errors: Rational,
    weightError chosen: @escaping @Sendable (_ ε: Rational, _ bound: Rational) -> Rational = { ε, _ in ε }
  ) -> Generator<ApproximateAttention> {
    Generator { source throws(Rejection) in
      let n = try source.draw(.int(in: 1...3))
      let bound = try source.draw(.boundAboveOne)
      let target = try source.draw(.error(below: errors))
      let weightError = chosen(target, bound)
      let sumError = diagonals == .bothSums ? weightError : try source.draw(.error(below: errors))
      let a = try source.draw(.entries(.positive, rows: n, columns: n))
      let approximateA = RationalMatrix(
        rows: try a.rows.map { row throws(Rejection) in
          try row.map { entry throws(Rejection) in try source.draw(.near(entry, within: weightError)) }
        })
      var (d, approximateD) = (a.sums, approximateA.sums)
      if diagonals == .any { d = try source.draw(.array(of: .positive, count: n)) }
      if diagonals != .bothSums {
        approximateD = try d.map { entry throws(Rejection) in
          try source.draw(.near(entry, within: sumError))
        }
      }
      let v = try source.draw(.entries(.near(0, radius: bound), rows: n, columns: 1))
      return ApproximateAttention(
        a: a, approximateA: approximateA, d: d, approximateD: approximateD, v: v, bound: bound,
        target: target, weightError: weightError, sumError: sumError)
    }
  }
}
