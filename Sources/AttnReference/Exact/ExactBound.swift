internal import AttnSpec
internal import ExactArith

/// An interval as a `BoundNumber`: every operation rounded outward to 160 bits.
struct ExactNumber: BoundNumber {
  var interval: Interval
  static let bits = 160

  init(_ interval: Interval) { self.interval = interval.rounded(toBits: Self.bits) }
  init(_ value: Rational) { interval = Interval(value, bits: Self.bits) }
  init(_ value: Dyadic) { self.init(Interval(value)) }

  static var one: ExactNumber { ExactNumber(Dyadic(1)) }
  static func + (a: ExactNumber, b: ExactNumber) -> ExactNumber { ExactNumber(a.interval + b.interval) }
  static func - (a: ExactNumber, b: ExactNumber) -> ExactNumber { ExactNumber(a.interval - b.interval) }
  static func * (a: ExactNumber, b: ExactNumber) -> ExactNumber { ExactNumber(a.interval * b.interval) }
  /// - Precondition: the divisor does not contain 0.
  static func / (a: ExactNumber, b: ExactNumber) -> ExactNumber {
    ExactNumber(a.interval.divided(by: b.interval, bits: bits)!)
  }

  var magnitude: ExactNumber { ExactNumber(interval.magnitude) }

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
  /// δ_β, δⱼ and the scores relative to the reference key.
  private let scoreErrors: [ExactNumber]
  private let distances: [ExactNumber]

  init(_ row: RowExact, _ exactConstants: RoundingConstants<Rational>) {
    self.row = row
    let constants = exactConstants.map { ExactNumber($0) }
    self.constants = constants
    let sigma = ExactNumber(row.exact.head.problem.scale.enclosure(bits: 192)).magnitude
    let reference = row.reference - row.keys.lowerBound
    let scoreErrors = row.magnitudes.map { magnitude in
      let product = ExactNumber(Dyadic(significand: magnitude, exponent: row.exponent))
      return constants.score * sigma * product + constants.scoreUnderflow
    }
    let origin = ExactNumber(row.score(bits: 256))
    let distances = row.scores.indices.map { index in
      index == reference
        ? ExactNumber(Dyadic.zero) : origin - ExactNumber(row.score(index, bits: 256))
    }
    self.scoreErrors = scoreErrors
    self.distances = distances

    var chi = ExactNumber(Dyadic.zero)
    for index in row.scores.indices where index != reference {
      let overtaking = scoreErrors[index] + scoreErrors[reference] - distances[index]
      chi = ExactNumber.maximum(chi, overtaking)
    }
    func exponential(_ x: ExactNumber) -> ExactNumber {
      // An absurdly loose bound need not be computed: 2^40 stands for it, and it is vacuous either way.
      let cap = Dyadic(1 << 39)
      let capped = Interval(lower: min(x.interval.lower, cap), upper: min(x.interval.upper, cap))
      return ExactNumber(try! capped.exp(bits: ExactNumber.bits + 8))
    }
    func sum(_ z: (Int) -> ExactNumber) -> (excess: [ExactNumber], RowSums<ExactNumber>) {
      var terms: [ExactNumber] = []
      var (total, loss) = (ExactNumber(Dyadic.zero), ExactNumber(Dyadic.zero))
      for index in row.scores.indices {
        let p = ExactNumber(row.weight(index))
        let growth = exponential(z(index))
        let term = p * (growth - .one)
        terms.append(term)
        total = total + term
        loss = loss + term / growth
      }
      return (
        terms,
        RowSums(
          rowSum: ExactNumber(row.rowSum), excess: total, loss: loss,
          amplification: exponential(chi + constants.amplification))
      )
    }
    func path(_ index: Int) -> ExactNumber {
      constants.shift * (distances[index] + scoreErrors[index] + scoreErrors[reference] + chi)
    }
    (excess, sums) = sum { index in
      let scores =
        index == reference
        ? ExactNumber(Dyadic.zero) : scoreErrors[index] + scoreErrors[reference]
      return scores + constants.exponentials + path(index)
    }
    var plain = sum { index in scoreErrors[index] + constants.exponentials + path(index) }.1
    plain.amplification = plain.amplification * exponential(scoreErrors[reference])
    self.plain = plain
    shiftError = chi + scoreErrors[reference]
  }

  /// The bound of one output entry; `nil` is infinity.
  func output(_ c: Int) -> Interval? {
    let least = constants.leastRowSum(sums)
    guard least.interval.lower.signum() > 0 else { return nil }
    let (output, magnitude, values) = row.column(c)
    let o = ExactNumber(output)
    var deviation = ExactNumber(Dyadic.zero)
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
