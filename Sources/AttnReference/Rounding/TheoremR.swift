internal import ExactArith

/// Theorem R: how far one row of a float softmax attention may lie from the exact one.
///
/// The formulas stand here once, for any number that can add, multiply and divide: the filter evaluates them in
/// binary64 from below and from above, the exact stage in intervals. Every quantity is nonnegative, and each
/// bound increases with every argument but Δ.
/// Statement and proof: Documentation/Theory.md, Theorem R.
protocol BoundNumber {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static var one: Self { get }
}

extension Double: BoundNumber {
  static var one: Double { 1 }
}

/// The sums over one row's keys that the bound is made of; the reference key has weight 1.
struct RowSums<Number: BoundNumber> {
  /// D = Σpⱼ.
  var rowSum: Number
  /// W = Σpⱼ(e^zⱼ - 1): how much the weights may grow.
  var excess: Number
  /// S = Σpⱼ(1 - e^-zⱼ): how much they may shrink.
  var loss: Number
  /// F = e^(χ + R(ε_x + λ_x)): the largest factor of an underflow.
  var amplification: Number
}

/// The sums over one row's keys of one column of V.
struct ColumnSums<Number: BoundNumber> {
  /// |o|.
  var output: Number
  /// Σpⱼ|vⱼ|.
  var magnitude: Number
  /// Σpⱼ(e^zⱼ - 1)|vⱼ - o|.
  var deviation: Number
  /// Σ|vⱼ|.
  var values: Number
}

extension RoundingConstants where Number: BoundNumber {
  /// Ω: what underflow may add to any one weight.
  func weightUnderflow(_ row: RowSums<Number>) -> Number { exponentialUnderflow * row.amplification }

  /// Δ: the least that the computed row sum can be; no bound exists unless it is positive. The one quantity
  /// here that decreases with every argument but the row sum.
  func leastRowSum(_ row: RowSums<Number>) -> Number {
    (Number.one - denominator) * (row.rowSum - row.loss - keys * weightUnderflow(row))
      - denominatorUnderflow * row.amplification
  }

  /// By how much the computed row sum may exceed the exact one, relatively, and by how much fall short of it.
  func rowSumDeviation(_ row: RowSums<Number>) -> (above: Number, below: Number) {
    let underflow = keys * weightUnderflow(row)
    let rounding = denominatorUnderflow * row.amplification
    let above =
      denominator + ((Number.one + denominator) * (row.excess + underflow) + rounding) / row.rowSum
    let below =
      denominator + ((Number.one - denominator) * (row.loss + underflow) + rounding) / row.rowSum
    return (above, below)
  }

  /// |ô - o| for one column, given a positive Δ.
  func outputBound(
    _ row: RowSums<Number>, _ column: ColumnSums<Number>, leastRowSum: Number
  ) -> Number {
    let underflow = weightUnderflow(row)
    let excess = row.excess + keys * underflow
    // Small factors first: values near the greatest finite number must not overflow on the way.
    let deviation =
      column.deviation + underflow * column.values + underflow * keys * column.output
    let numeratorError =
      numerator * column.magnitude + numerator * deviation + numerator * excess * column.output
    let denominatorError = denominator * (row.rowSum + excess) * column.output
    let underflows =
      (numeratorUnderflow + numeratorUnderflowPerValue * column.values
        + column.output * denominatorUnderflow) * row.amplification
    let quotient = (deviation + numeratorError + denominatorError + underflows) / leastRowSum
    return (Number.one + final) * quotient + final * column.output + finalUnderflow
      + finalUnderflowPerValue * column.values
  }

  /// |D̂ - D| for revealed row sums, in the units of the revealed shift (R = 0, F = 1).
  func rowSumBound(_ row: RowSums<Number>) -> Number {
    let excess = row.excess + keys * weightUnderflow(row)
    return excess + denominator * (row.rowSum + excess) + denominatorUnderflow * row.amplification
  }

  /// |L̂ - L| for the log-sum-exp L = shift + ln D, where the sum is off by at most e^±`deviation`.
  ///
  /// - Parameters:
  ///   - logarithm: |ln D|, D relative to the reference key.
  ///   - shift: χ + δ_β, how far the kernel's shift may lie from the reference key's score.
  func logSumExpBound(deviation: Number, logarithm: Number, shift: Number, magnitude: Number) -> Number {
    let error = deviation + exponential * (logarithm + shift + deviation) + accumulatorUnderflow
    return error + accumulator * (magnitude + error) + accumulatorUnderflow
  }
}
