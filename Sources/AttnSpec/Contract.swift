/// What a kernel promises of its result.
public enum Contract: Hashable, Sendable {
  /// Every quantity is within the bound of Theorem R for this rounding model, row by row, from the data.
  case rounding(RoundingModel)
  /// |o - exact| ≤ ε for every output entry; ε is the exact value of the text.
  case absolute(String)
  /// D3.1 and L3.6: A within relative ε_A, D within relative ε_D, the output within (ε_A + ε_D)·max|V|.
  case lemma(weights: String, rowSums: String)
}

/// How a kernel's floating-point arithmetic rounds: the parameters of Theorem R.
///
/// A promise about the *structure* of a computation. The judge derives the number of roundings from it and the
/// row's key count; the kernel is never asked for an error bound.
public struct RoundingModel: Hashable, Sendable {
  /// The format of score products, score sums and of the subtraction of the shift.
  public var products: NumberFormat
  /// The format that the weights are rounded to before they meet V (numerator only); as wide as the
  /// accumulator means that they are not rounded again.
  public var weights: NumberFormat
  /// The format of exp's result, of the row sum and of the output accumulator.
  public var accumulator: NumberFormat
  /// The format that the output is stored in.
  public var output: NumberFormat
  /// The largest relative error of exp, of the rescaling factor's too, and of the logarithm, in units of the
  /// accumulator's 2u. exp(0) is 1 exactly and exp is never negative.
  public var exponentialUlps: Int
  /// The order of the sums over keys.
  public var order: SummationOrder
  /// Where the division by the row sum stands.
  public var normalization: Normalization
  /// How many roundings the scale itself carries before it multiplies a score (1 for a rounded σ).
  public var scaleRoundings: Int
  /// Whether results below the least normal number may be flushed to zero, in exp and in every operation.
  public var flushesSubnormals: Bool

  public init(
    products: NumberFormat, weights: NumberFormat, accumulator: NumberFormat, output: NumberFormat,
    exponentialUlps: Int, order: SummationOrder, normalization: Normalization, scaleRoundings: Int,
    flushesSubnormals: Bool
  ) {
    self.products = products
    self.weights = weights
    self.accumulator = accumulator
    self.output = output
    self.exponentialUlps = exponentialUlps
    self.order = order
    self.normalization = normalization
    self.scaleRoundings = scaleRoundings
    self.flushesSubnormals = flushesSubnormals
  }
}

/// The order in which a row's keys are summed. The sum of a score's d products may always be in any order.
public enum SummationOrder: Hashable, Sendable {
  /// One sum over all the row's keys, in any order, with one fixed shift.
  case single
  /// Keys in tiles that begin at multiples of the size; a running maximum; the accumulators are rescaled at
  /// most once a tile. Each tile is summed by itself, in any order, and its sum then added to the accumulator.
  case tiled(Int)
  /// Anything: any order, any tiles, a rescaling after every key.
  case any
}

/// Where the division by the row sum stands.
public enum Normalization: String, Hashable, Sendable {
  /// Every weight is divided before it meets V.
  case weights
  /// The accumulated output is divided once.
  case quotient
  /// The accumulated output is multiplied by the rounded reciprocal of the row sum.
  case reciprocal
  /// Any of the three.
  case any
}
