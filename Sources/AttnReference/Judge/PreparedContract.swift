internal import AttnSpec
internal import ExactArith

/// A contract with its numbers read exactly, and its constants kept from row to row.
final class PreparedContract {
  enum Bound {
    case rounding(RoundingModel)
    /// |o - exact| ≤ ε.
    case absolute(Rational)
    /// Relative bounds of A and D; their sum times max|v| for the output.
    case lemma(weights: Rational, rowSums: Rational)
  }

  let bound: Bound
  /// The relative bounds of a weight and of a row sum in binary64, rounded outwards; 0 where there are none.
  let relativeBounds: (weights: ClosedRange<Double>, rowSums: ClosedRange<Double>)
  /// The least normal number of the output's format; 0 for contracts that name no format.
  private let leastNormal: Double
  private let dimension: Int
  private let scaleBound: Rational
  private var cache: [RoundingCounts: RowConstants] = [:]

  init(_ contract: Contract, _ head: HeadReference) throws(ReferenceError) {
    func positive(_ text: String) throws(ReferenceError) -> Rational {
      let value: Rational
      do {
        value = try Rational(parsing: text)
      } catch {
        throw .badContract(text, reason: "\(error)")
      }
      guard value.signum() >= 0 else { throw .badContract(text, reason: "it is negative") }
      return value
    }
    switch contract {
    case .rounding(let model):
      if case .tiled(let size) = model.order, size < 1 {
        throw .badContract("tile \(size)", reason: "a tile holds at least one key")
      }
      let least = min(model.exponentialUlps, model.scaleRoundings)
      guard least >= 0 else { throw .badContract("\(least)", reason: "a count is at least 0") }
      bound = .rounding(model)
    case .absolute(let text): bound = .absolute(try positive(text))
    case .lemma(let weights, let rowSums):
      bound = .lemma(weights: try positive(weights), rowSums: try positive(rowSums))
    }
    if case .lemma(let weights, let rowSums) = bound {
      relativeBounds = (weights.doubleBounds, rowSums.doubleBounds)
    } else {
      relativeBounds = (0...0, 0...0)
    }
    if case .rounding(let model) = bound {
      leastNormal = FormatConstants(model.output).leastNormal.double(rounding: .nearest)
    } else {
      leastNormal = 0
    }
    dimension = head.dimension
    scaleBound = head.scaleBound
  }

  /// Theorem R's constants for a row with these keys; `nil` where no bound exists.
  func constants(_ model: RoundingModel, keys: Range<Int>) -> RowConstants? {
    let counts = RoundingCounts(model, dimension: dimension, keys: keys)
    if let known = cache[counts] { return known }
    guard
      let exact = RoundingConstants(
        model, counts: counts, dimension: dimension, scaleBound: scaleBound)
    else { return nil }
    // Rows of a causal mask have ever new counts, each used once: keep the cache small.
    if cache.count > 16 { cache.removeAll() }
    let value = RowConstants(exact)
    cache[counts] = value
    return value
  }

  /// Below this a bound is never called vacuous: what the row's operations may lose if each of them is flushed
  /// at the output format's least normal number.
  func floor(keys: Int) -> Double { leastNormal * Double(8 * (keys + 1)) }
}

/// Theorem R's constants for one model and one count of keys, exactly and in binary64.
final class RowConstants {
  let converted: ConvertedConstants
  /// The same in intervals, for the exact stage.
  lazy var intervals: RoundingConstants<ExactNumber> = exact.map { ExactNumber($0) }
  let exact: RoundingConstants<Rational>

  init(_ exact: RoundingConstants<Rational>) {
    self.exact = exact
    converted = ConvertedConstants(exact)
  }

  /// How much roundings can add to a score, to the row sum and to a sum of weighted values, as factors, with room.
  ///
  /// A computed weight is at most (1 + ε_x + λ)^(R+1), as no argument of an exponential is positive.
  var growth: (score: Double, rowSum: Double, values: Double) {
    let upper = converted.upper
    let exponent = upper.amplification + upper.exponential + upper.accumulatorUnderflow
    let weight = 1.0625 * scalarExponential(min(exponent, FilterExponential.greatestArgument))
    return (1 + upper.score, (1 + upper.denominator) * weight, (1 + upper.numerator) * weight)
  }
}

extension RoundingModel {
  /// Whether a row is in the domain as far as its scores go: nothing overflows, with room for rounding, and
  /// neither a rounded scale nor the row sum's reciprocal underflows.
  ///
  /// - Parameters:
  ///   - product: max Σ|qk|, in binary64, as the filter computes it in every stage.
  ///   - growth: How much roundings can add to a score and to the row sum, as factors.
  func containsScores(
    product: Double, head: HeadReference, keys: Int, growth: (score: Double, rowSum: Double)
  ) -> Bool {
    let (products, accumulator) = (FormatConstants(products), FormatConstants(accumulator))
    let scale = abs(head.scale)
    let isScaleExact = scaleRoundings == 0 || head.problem.scale.signum == 0
    guard isScaleExact || scale >= products.leastNormal.double(rounding: .nearest),
      scale * 1.125 < products.overflow,
      product * Swift.max(1, scale) * 2.125 * growth.score < products.overflow
    else { return false }
    let rowSum = Double(keys) * growth.rowSum
    let dividesOnly = normalization == .weights || normalization == .quotient
    return rowSum < accumulator.overflow && (dividesOnly || rowSum <= accumulator.leastNormalInverse)
  }

  /// Whether a column is in the domain: neither a sum of weighted values nor the output can overflow.
  ///
  /// - Parameter growth: How much roundings can add to the sum of the weighted values, as a factor.
  func containsValues(sum: Double, greatest: Double, growth: Double) -> Bool {
    sum * growth < FormatConstants(accumulator).overflow
      && greatest * 1.125 < FormatConstants(output).overflow
  }
}

extension FormatConstants {
  /// 2^overflowExponent as binary64 has it: infinite for binary64 itself.
  fileprivate var overflow: Double {
    overflowExponent > 1023 ? .infinity : Double(sign: .plus, exponent: overflowExponent, significand: 1)
  }

  /// The greatest number whose reciprocal is not below the least normal number.
  fileprivate var leastNormalInverse: Double {
    Double(sign: .plus, exponent: -leastNormalExponent, significand: 1)
  }
}
