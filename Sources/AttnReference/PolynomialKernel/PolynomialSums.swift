internal import AttnSpec
internal import ExactArith

/// The sums over degrees that Theorem P's bound is made of, each divided by the number n of a row's keys.
struct PolynomialSums {
  let roundings: PolynomialRoundings
  /// Σ_k Γ_k|c_k|Yᵏ: relative errors, for values of size 1.
  let relative: ExactNumber
  /// What underflow adds to a row sum and to the sum for V.
  let rowSumUnderflow: ExactNumber
  let outputUnderflow: ExactNumber
  /// What it adds to a revealed weight, beside what it adds to a row sum of one key.
  let weightUnderflow: ExactNumber
  private let format: FormatConstants
  private let scale: KernelScale
  private let norms: DataNorms
  private let dimension: Int

  /// Errors: `scoresTooLarge`, `roundingTooLarge`, `overflow`, and those of the scale.
  init(
    _ polynomial: KernelPolynomial, _ specification: AttentionSpecification,
    _ arithmetic: PolynomialArithmetic, _ norms: DataNorms
  ) throws(PolynomialKernelError) {
    guard polynomial.scale == specification.scale, polynomial.dimension == specification.shape.dimension
    else { throw .badScale("the polynomial is certified for another scale or dimension") }
    scale = try KernelScale(specification.scale, dimension: specification.shape.dimension)
    try norms.check()
    try arithmetic.check()
    guard arithmetic.shiftsKeys || norms.shiftProduct == 0 else { throw .badNorms }
    guard Rational(Dyadic(exactly: norms.greatestProduct)) * scale.value <= polynomial.scoreBound else {
      throw .scoresTooLarge
    }
    self.norms = norms
    dimension = specification.shape.dimension
    let isMasked = specification.mask.right != nil
    roundings = PolynomialRoundings(
      arithmetic, degree: polynomial.degree, dimension: dimension, keys: norms.keys, isMasked: isMasked)

    var growth: [ExactNumber] = []
    for k in 0...polynomial.degree {
      guard let value = roundings.growth(degree: k) else { throw .roundingTooLarge(arithmetic.format) }
      growth.append(ExactNumber(value))
    }
    let terms = PolynomialTerms(polynomial, norms, dimension: dimension, growth: growth)
    relative = terms.sum { $0.growth * $0.coefficient * $0.product }
    let lambda = ExactNumber(roundings.underflow)
    func underflow(_ value: ExactNumber) -> ExactNumber {
      let state = terms.featureUnderflow(value: value)
      return terms.greatestGrowth * lambda * (isMasked ? state + terms.hornerUnderflow(value: value) : state)
    }
    rowSumUnderflow = underflow(.one)
    outputUnderflow = underflow(ExactNumber(norms.valueMagnitude))
    weightUnderflow = terms.greatestGrowth * lambda * terms.weightUnderflow
    format = FormatConstants(arithmetic.format)

    let block = arithmetic.tile * arithmetic.tilesPerBlock
    try Self.check(terms.greatestNumber(keys: norms.keys, block: block), in: arithmetic.format)
    try Self.check(terms.greatestState(keys: norms.keys), in: .float64)
  }

  /// Errors: `overflow` where a number of this size might be infinite in the format once it is rounded.
  static func check(_ greatest: ExactNumber, in format: NumberFormat) throws(PolynomialKernelError) {
    let limit = Dyadic.powerOfTwo(FormatConstants(format).overflowExponent - 1)
    guard greatest.interval.upper < limit else { throw .overflow(format) }
  }

  /// σ, enclosed.
  private var sigma: ExactNumber {
    let lower = ExactNumber(scale.value)
    return ExactNumber(
      Interval(
        lower: lower.interval.lower, upper: (lower * (.one + ExactNumber(scale.relativeDoubt))).interval.upper
      ))
  }

  /// A lower bound of every row's mean of e^(σy).
  func leastMeanWeight() throws(PolynomialKernelError) -> ExactNumber {
    exponential(sigma * ExactNumber(max(norms.leastMeanProduct, -norms.greatestProduct)))
  }

  /// e^(σY), which 1/e^(σy) does not exceed.
  var largestInverseWeight: ExactNumber { exponential(sigma * ExactNumber(norms.greatestProduct)) }

  /// An upper bound of e^|m̂ - m|, where the computed shift m̂ passes d roundings of ⟨q, z⟩ and four of σ and of the
  /// product; `nil` where |m̂ - m| may exceed 1/2, ⟨q, z⟩ may overflow, or σ is not among the format's normal numbers.
  var shiftGrowth: ExactNumber? {
    guard norms.shiftProduct > 0 else { return .one }
    let count = Rational(dimension + 4) * roundings.unitRoundoff
    guard count < 1, Rational(format.leastNormal) <= scale.value else { return nil }
    let growth = ExactNumber(count / (1 - count))
    let product = (.one + growth) * .maximum(.one, sigma) * ExactNumber(norms.shiftProduct)
    guard product.interval.upper < Dyadic.powerOfTwo(format.overflowExponent - 1) else { return nil }
    let relative = growth * sigma * ExactNumber(norms.shiftProduct)
    let lost = ExactNumber(roundings.underflow) * (ExactNumber(4 * dimension) * sigma + .one)
    let error = relative + lost
    return error.interval.upper <= Dyadic.powerOfTwo(-1) ? .one + error + error : nil
  }

  /// Scores are at most 1024 in size, since norms are checked.
  private func exponential(_ x: ExactNumber) -> ExactNumber { ExactNumber.exponential(x)! }
}

extension DataNorms {
  /// Errors: `normsTooLarge` where a norm is no finite number, `badNorms` where it is negative, or the least mean of
  /// products greater than the greatest product.
  fileprivate func check() throws(PolynomialKernelError) {
    let magnitudes = [
      greatestProduct, queryMagnitude, keyMagnitude, shiftProduct, valueMagnitude, meanValueMagnitude,
      valueSpread,
    ]
    guard leastMeanProduct.isFinite, magnitudes.allSatisfy(\.isFinite) else { throw .normsTooLarge }
    guard magnitudes.allSatisfy({ $0 >= 0 }), leastMeanProduct <= greatestProduct else { throw .badNorms }
  }
}

extension PolynomialArithmetic {
  /// The longest chain of one kind that is counted.
  private static let longest = 1 << 31

  /// Errors: `badArithmetic`.
  fileprivate func check() throws(PolynomialKernelError) {
    guard (1...Self.longest).contains(tile), (1...Self.longest).contains(tilesPerBlock),
      (1...Self.longest).contains(segments), (1...1024).contains(lanes), lanes & (lanes - 1) == 0
    else { throw .badArithmetic }
  }
}
