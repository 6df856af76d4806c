internal import AttnSpec
internal import ExactArith

/// Theorem R's constants in binary64: to nearest, rounded down, and rounded up.
struct ConvertedConstants {
  let nearest: RoundingConstants<Double>
  let lower: RoundingConstants<Double>
  let upper: RoundingConstants<Double>

  init(_ exact: RoundingConstants<Rational>) {
    // One division for all three.
    let enclosures = exact.map { Interval($0, bits: 64) }
    nearest = enclosures.map { $0.upper.double(rounding: .nearest) }
    lower = enclosures.map { $0.lower.double(rounding: .down) }
    upper = enclosures.map { $0.upper.double(rounding: .up) }
  }
}

/// Theorem R's bounds for one rounding model on the filter's row, from below and from above.
///
/// The weights' excesses are computed once, with a relative error `slack`; each bound is then evaluated twice in
/// binary64, with constants rounded down and up, and widened by that slack. Lemma F has the accounting.
struct FilterBound {
  private let constants: ConvertedConstants
  private let slot: Int
  /// Every sum over the row's keys is within this relative error of the exact one.
  private let slack: Double
  private let row: RowSums<Double>
  /// The same sums with weights that are not referred to a key: for the log-sum-exp.
  private let plain: RowSums<Double>
  private let least: ClosedRange<Double>
  /// χ + δ_β: how far the kernel's shift may lie from the reference key's exact score.
  private let shiftError: Double

  /// 1 + 2^-40: far more than the roundings of one evaluation of Theorem R's formulas.
  static let widening = 1 + 0x1p-40

  /// Fills `filter.excess[slot]`; the caller then lets the filter sum the deviations.
  ///
  /// - Returns: `nil` when the filter's knowledge of the weights is too poor to bound anything.
  init?(_ filter: RowFilter, _ constants: ConvertedConstants, slot: Int) {
    let nearest = constants.nearest
    let perProduct = nearest.score * abs(filter.head.scale)
    let reference = filter.referenceKey
    let referenceError = perProduct * filter.products[reference] + nearest.scoreUnderflow
    let chi = filter.greatestOvertaking(
      perProduct: perProduct, constant: referenceError + nearest.scoreUnderflow)
    guard chi < 600 else { return nil }

    let target = filter.excess[slot].base
    let constant = nearest.scoreUnderflow + nearest.exponentials
    let path = referenceError + nearest.scoreUnderflow + chi
    let referred = filter.sumExcess(
      into: target, perProduct: perProduct, constant: constant + referenceError, path: path,
      shift: nearest.shift,
      reference: nearest.exponentials + nearest.shift * (2 * referenceError + chi))
    let unreferred = filter.sumExcess(
      into: nil, perProduct: perProduct, constant: constant, path: path, shift: nearest.shift)

    slack = Self.slack(filter, nearest, worst: max(referred.worst, unreferred.worst))
    guard slack < Self.greatestSlack else { return nil }  // false for NaN as well

    self.constants = constants
    self.slot = slot
    let amplification = scalarExponential(chi + nearest.amplification)
    row = RowSums(
      rowSum: filter.rowSum, excess: referred.excess, loss: referred.loss, amplification: amplification)
    plain = RowSums(
      rowSum: filter.rowSum, excess: unreferred.excess, loss: unreferred.loss,
      amplification: amplification * scalarExponential(referenceError))
    shiftError = chi + referenceError

    // Δ is a difference and may be small: its error is counted absolutely.
    let doubt = 2 * slack * filter.rowSum
    let low = constants.upper.leastRowSum(row.widened(by: slack, rowSum: 0)) - doubt
    let high = constants.lower.leastRowSum(row.widened(by: -slack, rowSum: 0)) + doubt
    least = max(0, low)...max(0, low, high)
  }

  /// The relative error of a sum of excesses pⱼ(e^zⱼ - 1), z at most `worst`.
  static func slack(_ filter: RowFilter, _ constants: RoundingConstants<Double>, worst: Double) -> Double {
    let relative =
      Double(filter.head.dimension + 12) * 0x1p-52
      + constants.shift * 8 * filter.weightError / constants.exponentials
    return 8 * (filter.weightError + (2 + worst) * relative + 0x1p-42)
      + Double(filter.keys.count + 16) * 0x1p-52
  }

  static let greatestSlack = 0x1p-9

  /// Theorem R's bound of the log-sum-exp L, enclosed, given enclosures of |ln D| and |L|.
  func logSumExp(logarithm: ClosedRange<Double>, magnitude: ClosedRange<Double>) -> ClosedRange<Double> {
    let above = constants.upper.rowSumDeviation(plain.widened(by: 3 * slack, rowSum: 0))
    let below = constants.lower.rowSumDeviation(plain.widened(by: -3 * slack, rowSum: 0))
    func deviation(_ sides: (above: Double, below: Double)) -> ClosedRange<Double> {
      guard sides.below < 1 else { return .infinity ... .infinity }
      let grown = logarithmBounds(onePlus: sides.above)
      let shrunk = logarithmBounds(onePlus: sides.below / (1 - sides.below))
      return max(grown.lowerBound, shrunk.lowerBound)...max(grown.upperBound, shrunk.upperBound)
    }
    let upper = constants.upper.logSumExpBound(
      deviation: deviation(above).upperBound, logarithm: logarithm.upperBound,
      shift: shiftError * (1 + slack), magnitude: magnitude.upperBound)
    let lower = constants.lower.logSumExpBound(
      deviation: deviation(below).lowerBound, logarithm: logarithm.lowerBound,
      shift: shiftError * (1 - slack), magnitude: magnitude.lowerBound)
    return enclosing(lower / Self.widening, upper * Self.widening)
  }

  /// Encloses Theorem R's bound of every output entry, into `filter.leastBounds` and `greatestBounds`.
  func encloseOutputs(_ filter: RowFilter) {
    let upperConstants = constants.upper.map(LaneNumber.init)
    let lowerConstants = constants.lower.map(LaneNumber.init)
    let upperRow = row.widened(by: slack).lanes
    let lowerRow = row.widened(by: -slack).lanes
    let n = Double(filter.keys.count)
    let tiny = Lanes(repeating: n * (2 * FilterExponential.flushError))
    let zero = Lanes()
    // What the evaluation itself may lose to underflow: before the division by Δ, and after it.
    let grain = (n + 16) * 0x1p-1074 * (row.amplification * (1 + slack))
    let (leastGrain, greatestGrain) = (
      grain / least.upperBound + 0x1p-1070, grain / least.lowerBound + 0x1p-1070
    )
    for c in stride(from: 0, to: filter.head.paddedColumns, by: 8) {
      let o = filter.outputs.base.lanes(c).absolute
      let radius = filter.radii.base.lanes(c)
      let deviation = filter.deviations[slot].base.lanes(c)
      let magnitude = filter.magnitudes.base.lanes(c)
      let values = filter.valueSums.base.lanes(c)
      let flushed = (filter.greatestValues.base.lanes(c) + o + radius) * tiny
      let upper = upperConstants.outputBound(
        upperRow,
        ColumnSums(
          output: LaneNumber(o + radius), magnitude: LaneNumber(magnitude * (1 + slack) + flushed),
          deviation: LaneNumber(deviation * (1 + slack) + upperRow.excess.lanes * radius + flushed),
          values: LaneNumber(values * (1 + slack))),
        leastRowSum: LaneNumber(least.lowerBound)
      ).lanes
      let leastDeviation = deviation * (1 - slack) - upperRow.excess.lanes * radius - flushed
      let lower = lowerConstants.outputBound(
        lowerRow,
        ColumnSums(
          output: LaneNumber(zero.maximum(o - radius)), magnitude: LaneNumber(magnitude * (1 - slack)),
          deviation: LaneNumber(zero.maximum(leastDeviation)), values: LaneNumber(values * (1 - slack))),
        leastRowSum: LaneNumber(least.upperBound)
      ).lanes
      // No bound without a positive Δ; and whatever rounding has left without order (or a NaN) encloses nothing.
      let isBounded =
        (Lanes(repeating: least.lowerBound) .> zero) .& (lower .<= upper)
        .& (upper .< Lanes(repeating: .infinity))
      filter.leastBounds[slot].base.set(
        lanes: zero.replacing(
          with: zero.maximum(lower / Self.widening - leastGrain), where: isBounded), c)
      filter.greatestBounds[slot].base.set(
        lanes: Lanes(repeating: .infinity).replacing(
          with: upper * Self.widening + greatestGrain, where: isBounded), c)
    }
  }

  /// Theorem R's bound of one output entry, enclosed, after `encloseOutputs`.
  func output(_ filter: RowFilter, column c: Int) -> ClosedRange<Double> {
    filter.leastBounds[slot][c]...filter.greatestBounds[slot][c]
  }
}

/// Eight binary64 numbers as one `BoundNumber`.
private struct LaneNumber: BoundNumber {
  var lanes: Lanes

  init(_ lanes: Lanes) { self.lanes = lanes }
  init(_ value: Double) { lanes = Lanes(repeating: value) }

  static var one: LaneNumber { LaneNumber(1) }
  static func + (a: LaneNumber, b: LaneNumber) -> LaneNumber { LaneNumber(a.lanes + b.lanes) }
  static func - (a: LaneNumber, b: LaneNumber) -> LaneNumber { LaneNumber(a.lanes - b.lanes) }
  static func * (a: LaneNumber, b: LaneNumber) -> LaneNumber { LaneNumber(a.lanes * b.lanes) }
  static func / (a: LaneNumber, b: LaneNumber) -> LaneNumber { LaneNumber(a.lanes / b.lanes) }
}

extension RowSums<Double> {
  /// All sums times 1 + slack, the row sum times 1 + its own.
  func widened(by slack: Double, rowSum rowSlack: Double? = nil) -> RowSums {
    RowSums(
      rowSum: rowSum * (1 + (rowSlack ?? slack)), excess: excess * (1 + slack), loss: loss * (1 + slack),
      amplification: amplification * (1 + slack))
  }

  fileprivate var lanes: RowSums<LaneNumber> {
    RowSums<LaneNumber>(
      rowSum: LaneNumber(rowSum), excess: LaneNumber(excess), loss: LaneNumber(loss),
      amplification: LaneNumber(amplification))
  }
}

/// e^x in the filter's arithmetic, for one x ≤ 700.
func scalarExponential(_ x: Double) -> Double {
  FilterExponential.exponential(Lanes(repeating: x))[0]
}

/// Bounds of ln(1 + x) for x ≥ 0; infinite for an infinite x.
func logarithmBounds(onePlus x: Double) -> ClosedRange<Double> {
  // x - x²/2 ≤ ln(1 + x) ≤ x, and rounding costs less than another x²/2.
  if x < 0x1p-20 { return x * (1 - x)...x }
  guard x.isFinite, let enclosure = try? Interval.log(of: Dyadic(exactly: x) + 1, bits: 64) else {
    return .infinity ... .infinity
  }
  return enclosure.lower.double(rounding: .down)...enclosure.upper.double(rounding: .up)
}
