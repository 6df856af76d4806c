public import AttnSpec
public import ExactArith

/// Theorem P: how far a polynomial kernel's results can lie from exact attention, for every entry of every row.
///
/// Each number is an upper bound of 64 bits. Statement and proof: Documentation/Theory.md, Theorem P.
public struct PolynomialErrorBound: Hashable, Sendable, Codable {
  /// What the polynomial alone costs an output entry: 2ε/(1 + √(1 - ε²)) times half the spread of V (E3b).
  public let approximation: Dyadic
  /// What all roundings and underflows cost it.
  public let rounding: Dyadic
  /// ε_A: |Ã - A| ≤ ε_A·A for every weight that the kernel reveals; `nil` where that promises nothing.
  public let weights: Dyadic?
  /// ε_D: |D̂ - D| ≤ ε_D·D for every row sum; `nil` where that promises nothing.
  public let rowSums: Dyadic?

  /// |T̂ - Att| ≤ output for every entry.
  public var output: Dyadic { approximation + rounding }

  /// Errors: `PolynomialKernelError`. Complexity: O(g) products of 160 bits; the data enter by their norms alone.
  public init(
    _ polynomial: KernelPolynomial, _ specification: AttentionSpecification,
    _ arithmetic: PolynomialArithmetic, _ norms: DataNorms
  ) throws(PolynomialKernelError) {
    guard specification.mask.left == nil else { throw .maskHasLeftSide }
    guard norms.keys > 0 else {
      (approximation, rounding, weights, rowSums) = (0, 0, 0, 0)
      return
    }
    let sums = try PolynomialSums(polynomial, specification, arithmetic, norms)
    let epsilon = ExactNumber(polynomial.epsilon)
    guard epsilon.interval.upper < 1 else { throw .approximationTooCoarse }
    let values = (
      spread: ExactNumber(norms.valueSpread), magnitude: ExactNumber(norms.valueMagnitude),
      mean: ExactNumber(min(norms.meanValueMagnitude, norms.valueMagnitude))
    )
    let u = ExactNumber(sums.roundings.unitRoundoff)
    let lambda = ExactNumber(sums.roundings.underflow)

    // Everything is divided by the number of the row's keys; D/n is at least e^(σ·mean product) by Jensen's inequality.
    let rowSum = try sums.leastMeanWeight()
    let lost = sums.relative + sums.rowSumUnderflow
    let divisor = (.one - epsilon) * rowSum - lost
    guard divisor.interval.lower.signum() > 0 else { throw .roundingTooLarge(arithmetic.format) }
    let quotient =
      (sums.relative * (values.mean + values.magnitude) + sums.outputUnderflow
        + values.magnitude * sums.rowSumUnderflow) / divisor

    let last = quotient + u * (values.magnitude + quotient) + lambda
    try PolynomialSums.check(values.magnitude + last, in: arithmetic.format)
    approximation = Self.upper(sharpFactor(epsilon) * values.spread / ExactNumber(2))
    rounding = Self.upper(last)

    // A single weight e^(σy) with |y| ≤ Y; and the shift m = σ⟨q, z⟩ by which both are multiplied.
    let shift = sums.shiftGrowth
    let largest = sums.largestInverseWeight
    let lostWeight = lost + sums.weightUnderflow
    weights = shift.flatMap { Self.relative((.one + epsilon + lostWeight * largest) * $0 - .one) }
    rowSums = shift.flatMap { Self.relative((.one + epsilon + lost / rowSum) * $0 - .one) }
  }

  private static func upper(_ value: ExactNumber) -> Dyadic { value.interval.upper.rounded(toBits: 64, .up) }

  /// A relative error of 1 or more promises nothing.
  private static func relative(_ value: ExactNumber) -> Dyadic? {
    value.interval.upper < 1 ? upper(value) : nil
  }
}

/// 2ε/(1 + √(1 - ε²)): the sharp factor of E3b, for ε < 1.
func sharpFactor(_ epsilon: ExactNumber) -> ExactNumber {
  let square = (.one - epsilon * epsilon).interval
  let positive = Interval(lower: max(square.lower, 0), upper: max(square.upper, 0))
  let root = ExactNumber(try! positive.squareRoot(bits: ExactNumber.bits))
  return (epsilon + epsilon) / (.one + root)
}

extension ExactNumber {
  /// A finite number, exactly.
  init(_ value: Double) { self.init(Dyadic(exactly: value)) }
  init(_ value: Int) { self.init(Dyadic(value)) }
}
