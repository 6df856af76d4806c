internal import ExactArith

/// Theorem R: how far one row of a float softmax attention may lie from the exact one.
///
/// The formulas stand here once, for any number that can add, multiply and divide: the filter evaluates them in
/// binary64 from below and from above, the exact stage in intervals. Every quantity is nonnegative, and each
/// result increases with every argument except `denominator`, in which it decreases.
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

  /// Δ: the least that the computed row sum can be, given Σpⱼe^-zⱼ; no bound exists unless it is positive.
  func leastRowSum(shrunken: Number, _ row: RowSums<Number>) -> Number {
    (Number.one - denominator) * (shrunken - keys * weightUnderflow(row))
      - denominatorUnderflow * row.amplification
  }

  /// The greatest that the computed row sum can be.
  func greatestRowSum(_ row: RowSums<Number>) -> Number {
    (Number.one + denominator) * (row.rowSum + row.excess + keys * weightUnderflow(row))
      + denominatorUnderflow * row.amplification
  }

  /// |ô - o| for one column, given a positive Δ.
  func outputBound(
    _ row: RowSums<Number>, _ column: ColumnSums<Number>, leastRowSum: Number
  ) -> Number {
    let underflow = weightUnderflow(row)
    let excess = row.excess + keys * underflow
    let deviation = column.deviation + underflow * (column.values + keys * column.output)
    let numeratorError = numerator * (column.magnitude + deviation + column.output * excess)
    let denominatorError = denominator * column.output * (row.rowSum + excess)
    let underflows =
      (numeratorUnderflow + numeratorUnderflowPerValue * column.values
        + column.output * denominatorUnderflow) * row.amplification
    let quotient = (deviation + numeratorError + denominatorError + underflows) / leastRowSum
    return (Number.one + final) * quotient + final * column.output + finalUnderflow
      + finalUnderflowPerValue * column.values
  }

  /// |D̂ - D| for revealed row sums (no rescaling), in the units of the revealed shift.
  func rowSumBound(_ row: RowSums<Number>) -> Number {
    let excess = row.excess + keys * weightUnderflow(row)
    return excess + denominator * (row.rowSum + excess) + denominatorUnderflow * row.amplification
  }
}
