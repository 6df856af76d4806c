internal import AttnSpec
internal import ExactArith

/// The constants of Theorem R for one model and one row, as exact rationals or converted to another number.
///
/// Nothing here depends on the data, only on the model, the dimension and the row's number of keys.
struct RoundingConstants<Number> {
  /// γ of a score's roundings.
  var score: Number
  /// The absolute error of a score from underflow: (2d|σ|(1 + γ) + 1)λ.
  var scoreUnderflow: Number
  /// u of the shift's subtraction.
  var shift: Number
  /// What the R + 1 exponentials of a weight add to its exponent: (R + 1)(ε_x/(1 - ε_x) + λ).
  var exponentials: Number
  /// Ω without its factor F: (R + 1)·λ_x.
  var exponentialUnderflow: Number
  /// The exponent R(ε_x + λ_x) that F adds to χ.
  var amplification: Number
  /// η_N and η_D.
  var numerator: Number
  var denominator: Number
  /// ω_N without F: a constant, and the factor of Σ|vⱼ|.
  var numeratorUnderflow: Number
  var numeratorUnderflowPerValue: Number
  /// ω_D without F.
  var denominatorUnderflow: Number
  /// η_o, and what is added undivided at the end: a constant, and the factor of Σ|vⱼ|.
  var final: Number
  var finalUnderflow: Number
  var finalUnderflowPerValue: Number
  /// ε_x, which bounds the logarithm's relative error too; λ and u of the accumulator.
  var exponential: Number
  var accumulatorUnderflow: Number
  var accumulator: Number
  /// n.
  var keys: Number

  func map<Other>(_ convert: (Number) -> Other) -> RoundingConstants<Other> {
    RoundingConstants<Other>(
      score: convert(score), scoreUnderflow: convert(scoreUnderflow), shift: convert(shift),
      exponentials: convert(exponentials), exponentialUnderflow: convert(exponentialUnderflow),
      amplification: convert(amplification), numerator: convert(numerator),
      denominator: convert(denominator), numeratorUnderflow: convert(numeratorUnderflow),
      numeratorUnderflowPerValue: convert(numeratorUnderflowPerValue),
      denominatorUnderflow: convert(denominatorUnderflow), final: convert(final),
      finalUnderflow: convert(finalUnderflow),
      finalUnderflowPerValue: convert(finalUnderflowPerValue), exponential: convert(exponential),
      accumulatorUnderflow: convert(accumulatorUnderflow), accumulator: convert(accumulator),
      keys: convert(keys))
  }
}

extension RoundingConstants where Number == Rational {
  /// - Parameter scaleBound: a rational upper bound of |σ|.
  /// - Returns: `nil` when a sum is so long that k·u ≥ 1, or that η_D ≥ 1: no bound exists, and every entry is
  ///   vacuous.
  init?(_ model: RoundingModel, counts: RoundingCounts, dimension: Int, scaleBound: Rational) {
    let products = FormatConstants(model.products)
    let accumulator = FormatConstants(model.accumulator)
    let weights = FormatConstants(model.weights)
    let output = FormatConstants(model.output)
    let flushing = model.flushesSubnormals
    let u = Rational(accumulator.unitRoundoff)
    let lambda = Rational(accumulator.underflow(flushing: flushing))
    let epsilon = 2 * u * Rational(Integer(model.exponentialUlps))
    let one = Rational(1)

    func gamma(_ count: Int, _ u: Rational) -> Rational? {
      let ku = Rational(Integer(count)) * u
      return ku < one ? ku / (one - ku) : nil
    }
    let productUnit = Rational(products.unitRoundoff)
    let productUnderflow = Rational(products.underflow(flushing: flushing))
    guard let gammaScore = gamma(counts.score, productUnit),
      let gammaNumerator = gamma(counts.numerator, u),
      let gammaDenominator = gamma(counts.denominator, u), gammaDenominator < one, epsilon < one
    else { return nil }

    let n = Rational(Integer(counts.keys))
    let changes = Rational(Integer(counts.shiftChanges))
    let rescalings = Rational(Integer(counts.rescalings))
    let d = Rational(Integer(dimension))

    // Another format costs something only where it is narrower than the accumulator, in precision or in range.
    func narrowing(_ format: FormatConstants) -> (unit: Rational, underflow: Rational) {
      let isCoarser = format.precision < accumulator.precision
      let isNarrow = isCoarser || format.leastNormalExponent > accumulator.leastNormalExponent
      return (
        isCoarser ? Rational(format.unitRoundoff) : 0,
        isNarrow ? Rational(format.underflow(flushing: flushing)) : 0
      )
    }
    let (narrowUnit, narrowUnderflow) = narrowing(weights)
    let numeratorGrowth = (one + gammaNumerator) * (one + narrowUnit)
    let dividesWeights = model.normalization == .weights || model.normalization == .any
    let dividesSum = model.normalization != .weights

    let quotient: Rational
    switch model.normalization {
    case .weights: quotient = 0
    case .quotient: quotient = u
    case .reciprocal, .any: quotient = 2 * u + u * u
    }
    let (outputUnit, outputUnderflow) = narrowing(output)
    let outputGrowth = one + outputUnit

    score = gammaScore
    scoreUnderflow = (2 * d * scaleBound * (one + gammaScore) + one) * productUnderflow
    shift = productUnit
    exponentials = (changes + one) * (epsilon / (one - epsilon) + productUnderflow)
    exponentialUnderflow = (changes + one) * lambda
    amplification = changes * (epsilon + lambda)
    numerator = numeratorGrowth - one
    denominator = gammaDenominator
    numeratorUnderflow = numeratorGrowth * (2 * n + rescalings) * lambda
    numeratorUnderflowPerValue = dividesSum ? numeratorGrowth * narrowUnderflow : 0
    denominatorUnderflow = (one + gammaDenominator) * (n + rescalings) * lambda
    final = (one + quotient) * outputGrowth - one
    finalUnderflow =
      outputUnderflow
      + (dividesSum ? 2 * lambda * outputGrowth : 0)
      + (dividesWeights ? 2 * n * lambda * numeratorGrowth * outputGrowth : 0)
    finalUnderflowPerValue =
      dividesWeights ? (lambda + narrowUnderflow) * numeratorGrowth * outputGrowth : 0
    exponential = epsilon
    accumulatorUnderflow = lambda
    self.accumulator = u
    keys = n
  }
}
