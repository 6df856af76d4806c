internal import AttnSpec
internal import ExactArith

/// An interval as a `BoundNumber`: every operation rounded outward to 160 bits.
struct ExactNumber: BoundNumber {
  var interval: Interval
  static let bits = 160

  init(_ interval: Interval) { self.init(rounded: interval.rounded(toBits: Self.bits)) }
  private init(rounded interval: Interval) { self.interval = interval }
  init(_ value: Rational) { interval = Interval(value, bits: Self.bits) }
  init(_ value: Dyadic) { self.init(Interval(value)) }

  static var zero: ExactNumber { ExactNumber(Dyadic.zero) }
  static var one: ExactNumber { ExactNumber(Dyadic(1)) }
  static func + (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    ExactNumber(rounded: .sum(a.interval, b.interval, bits: bits))
  }
  static func - (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    ExactNumber(rounded: .sum(a.interval, -b.interval, bits: bits))
  }
  static func * (a: ExactNumber, b: ExactNumber) -> ExactNumber { ExactNumber(a.interval * b.interval) }
  /// - Precondition: the divisor does not contain 0.
  static func / (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    ExactNumber(a.interval.divided(by: b.interval, bits: bits)!)
  }

  /// p(e^z - 1) and p(1 - e^-z) for a weight p = e^`logarithm`: in this form while z is small, and as
  /// e^(logarithm + z) - p where z may be large and p tiny. `nil` where that is beyond every float.
  static func gainAndLoss(
    weight: ExactNumber, logarithm: ExactNumber, z: ExactNumber
  ) -> (gain: ExactNumber, loss: ExactNumber)? {
    guard z.interval.upper >= 1 else {
      let growth = exponential(z)!
      let gain = weight * (growth - .one)
      return (gain, gain / growth)
    }
    guard let grown = exponential(logarithm + z), let shrunken = exponential(logarithm - z) else {
      return nil
    }
    return (grown - weight, weight - shrunken)
  }

  var magnitude: ExactNumber { ExactNumber(interval.magnitude) }

  /// What is left of a number that only its size matters of: e^x, where x is at most 4096. Beyond that `nil`:
  /// no float lies there, and a bound that large is no bound.
  static func exponential(_ x: ExactNumber) -> ExactNumber? {
    guard x.interval.upper <= Dyadic(4096) else { return nil }
    // Far below, [0, e^-2^20] serves and keeps exponents small.
    let floor = Dyadic(-1 << 20)
    let clipped = Interval(lower: max(x.interval.lower, floor), upper: max(x.interval.upper, floor))
    let power = try! clipped.exp(bits: bits + 8)
    return ExactNumber(x.interval.lower < floor ? Interval(lower: 0, upper: power.upper) : power)
  }
  static func maximum(_ a: ExactNumber, _ b: ExactNumber) -> ExactNumber {
    ExactNumber(
      Interval(
        lower: max(a.interval.lower, b.interval.lower), upper: max(a.interval.upper, b.interval.upper)))
  }
}

/// Theorem R's bounds for one model on one row, in intervals of 160 bits: the exact stage's own evaluation,
/// which shares nothing with the filter's but the formulas of Theorem R.
///
/// Complexity: n exponentials, and n interval products for each output column.
struct ExactBound {
  private let row: RowExact
  private let constants: RoundingConstants<ExactNumber>
  private let sums: RowSums<ExactNumber>
  private let plain: RowSums<ExactNumber>
  /// pⱼ(e^zⱼ - 1).
  private let excess: [ExactNumber]
  private let shiftError: ExactNumber

  /// - Returns: `nil` where the bound is beyond every float.
  init?(_ row: RowExact, _ constants: RoundingConstants<ExactNumber>) {
    self.row = row
    self.constants = constants
    let sigma = row.exact.scaleMagnitude
    let reference = row.reference - row.keys.lowerBound
    let scoreErrors = row.magnitudes.map { magnitude in
      let product = ExactNumber(Dyadic(significand: magnitude, exponent: row.exponent))
      return constants.score * sigma * product + constants.scoreUnderflow
    }
    let origin = ExactNumber(row.score(bits: 256))
    let distances = row.scores.indices.map { index in
      index == reference
        ? ExactNumber.zero : origin - ExactNumber(row.score(index, bits: 256))
    }

    var chi = ExactNumber.zero
    for index in row.scores.indices where index != reference {
      let overtaking = scoreErrors[index] + scoreErrors[reference] - distances[index]
      chi = ExactNumber.maximum(chi, overtaking)
    }
    guard let amplification = ExactNumber.exponential(chi + constants.amplification),
      let referenceGrowth = ExactNumber.exponential(scoreErrors[reference])
    else { return nil }
    func sum(_ z: (Int) -> ExactNumber) -> (excess: [ExactNumber], sums: RowSums<ExactNumber>)? {
      var terms: [ExactNumber] = []
      var (total, loss) = (ExactNumber.zero, ExactNumber.zero)
      for index in row.scores.indices {
        guard
          let (gain, lost) = ExactNumber.gainAndLoss(
            weight: ExactNumber(row.weight(index)), logarithm: .zero - distances[index], z: z(index))
        else { return nil }
        terms.append(gain)
        total = total + gain
        loss = loss + lost
      }
      return (
        terms,
        RowSums(
          rowSum: ExactNumber(row.rowSum), excess: total, loss: loss, amplification: amplification)
      )
    }
    func path(_ index: Int) -> ExactNumber {
      constants.shift * (distances[index] + scoreErrors[index] + scoreErrors[reference] + chi)
    }
    let referred = sum { index in
      let scores = index == reference ? ExactNumber.zero : scoreErrors[index] + scoreErrors[reference]
      return scores + constants.exponentials + path(index)
    }
    guard let referred,
      var plain = sum({ index in scoreErrors[index] + constants.exponentials + path(index) })?.sums
    else { return nil }
    (excess, sums) = (referred.excess, referred.sums)
    plain.amplification = plain.amplification * referenceGrowth
    self.plain = plain
    shiftError = chi + scoreErrors[reference]
  }

  /// The bound of one output entry; `nil` is infinity.
  func output(_ c: Int) -> Interval? {
    let least = constants.leastRowSum(sums)
    guard least.interval.lower.signum() > 0 else { return nil }
    let (output, magnitude, values) = row.column(c)
    let o = ExactNumber(output)
    var deviation = ExactNumber.zero
    for index in excess.indices {
      deviation = deviation + excess[index] * (ExactNumber(row.value(index, c)) - o).magnitude
    }
    let column = ColumnSums(
      output: o.magnitude, magnitude: ExactNumber(magnitude), deviation: deviation,
      values: ExactNumber(values))
    return constants.outputBound(sums, column, leastRowSum: least).interval
  }

  /// The bound of the log-sum-exp; `nil` is infinity.
  func logSumExp() -> Interval? {
    let (above, below) = constants.rowSumDeviation(plain)
    let rest = ExactNumber.one - below
    guard rest.interval.lower.signum() > 0 else { return nil }
    func log(_ x: ExactNumber) -> ExactNumber { ExactNumber(try! x.interval.log(bits: 192)) }
    let deviation = ExactNumber.maximum(log(.one + above), log(.one + below / rest))
    return constants.logSumExpBound(
      deviation: deviation, logarithm: log(ExactNumber(row.rowSum)).magnitude, shift: shiftError,
      magnitude: ExactNumber(row.logSumExp(bits: 192)).magnitude
    ).interval
  }
}
