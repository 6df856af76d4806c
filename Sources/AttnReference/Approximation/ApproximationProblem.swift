public import ExactArith

/// Which function polynomials approximate, on which interval, and how their error is measured.
///
/// Every polynomial p has an error: the maximum over [lower, upper] of |p(x)/f(x) − 1| (relative) or |p(x) − f(x)|
/// (absolute), where f(x) is eˣ or 2ˣ.
public struct ApproximationProblem: Hashable, Sendable {
  public enum Function: String, Hashable, Sendable, Codable, CaseIterable { case exp, exp2 }
  public enum Measure: String, Hashable, Sendable, Codable, CaseIterable { case relative, absolute }

  public let function: Function
  public let measure: Measure
  public let lower: Rational
  public let upper: Rational

  /// The largest |x| that an interval may reach.
  public static let largestArgument = 1024
  /// An interval is at least 2^leastWidthExponent wide.
  public static let leastWidthExponent = -64
  /// The most bits that numerator and denominator of an end may have.
  public static let largestEndBits = 256
  /// The highest degree of a polynomial that is certified.
  public static let largestDegree = 512
  /// The most bits that numerators and common denominator of such a polynomial may have.
  public static let largestCoefficientBits = 1 << 16

  /// Errors: `ApproximationError` where the interval is empty, a point, too wide, too narrow, or its ends absurdly precise.
  public init(
    _ function: Function, _ measure: Measure, from lower: Rational, through upper: Rational
  ) throws(ApproximationError) {
    guard lower < upper else { throw .emptyInterval }
    for end in [lower, upper] {
      guard end.magnitude <= Rational(Self.largestArgument) else { throw .intervalTooWide }
      guard max(end.numerator.bitWidth, end.denominator.bitWidth) <= Self.largestEndBits else {
        throw .endsTooPrecise
      }
    }
    guard upper - lower >= Rational(.powerOfTwo(Self.leastWidthExponent)) else { throw .intervalTooNarrow }
    self.function = function
    self.measure = measure
    self.lower = lower
    self.upper = upper
  }

  /// Relative error of eˣ on [−s, s]: the problem of C2.2 and L3.4.
  public static func relative(scoreBound s: Rational) throws(ApproximationError) -> ApproximationProblem {
    guard s.signum() > 0 else { throw .scoreBoundNotPositive }
    return try ApproximationProblem(.exp, .relative, from: -s, through: s)
  }

  /// Absolute error of eˣ on [0, B]: the problem of L2.1.
  public static func absolute(bound: Rational) throws(ApproximationError) -> ApproximationProblem {
    guard bound.signum() > 0 else { throw .scoreBoundNotPositive }
    return try ApproximationProblem(.exp, .absolute, from: 0, through: bound)
  }

  /// The enclosure of f(x), relative width at most 2^(2−bits). Precondition: |x| ≤ `largestArgument`, bits ≥ 8.
  public func value(at x: Rational, bits: Int) -> Interval {
    switch function {
    case .exp: exponential(of: x, bits: bits)
    case .exp2:
      // |x|·2^(−bits − 16) of uncertainty in the exponent, with |x| ≤ 2¹⁰.
      exponential(of: Interval.ln2(bits: bits + 16) * Interval(x, bits: bits + 16), bits: bits + 8)
    }
  }
}

extension ApproximationProblem: Codable {
  private enum CodingKeys: String, CodingKey { case function, measure, lower, upper }

  /// Reads what a certificate holds; an impossible interval is refused as `init(_:_:from:through:)` refuses it.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      fields.decode(Function.self, forKey: .function), fields.decode(Measure.self, forKey: .measure),
      from: fields.decode(Rational.self, forKey: .lower),
      through: fields.decode(Rational.self, forKey: .upper))
  }
}

/// Why there is no such approximation problem, or why a polynomial is not certified. The text says what to do.
public enum ApproximationError: Error, Hashable, Sendable {
  case emptyInterval, intervalTooWide, endsTooPrecise, scoreBoundNotPositive, epsilonOutOfRange, degreeTooHigh
  case intervalTooNarrow, extremaTooClose, errorTooSmall
  case coefficientsTooPrecise, coefficientsTooLarge, notForTaylor, notForChebyshev, epsilonTooClose
}

extension ApproximationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptyInterval: "the interval is empty or a point; its lower end must be below its upper end"
    case .intervalTooWide:
      "the interval reaches beyond ±\(ApproximationProblem.largestArgument); choose a narrower one"
    case .intervalTooNarrow:
      "the interval is narrower than 2^\(ApproximationProblem.leastWidthExponent); choose a wider one"
    case .endsTooPrecise:
      "an end of the interval has more than \(ApproximationProblem.largestEndBits) bits; round it"
    case .scoreBoundNotPositive: "the score bound must be above 0"
    case .epsilonOutOfRange: "the error epsilon must be above 0 and below 1"
    case .degreeTooHigh:
      "the degree is above \(ApproximationProblem.largestDegree); split the interval, or allow a larger error"
    case .notForTaylor:
      "Taylor polynomials are certified for exp on [-s, s] with relative, or on [0, B] with absolute error"
    case .notForChebyshev:
      "Chebyshev series are certified for exp, relative error on [-s, s] or absolute error on any interval"
    case .epsilonTooClose:
      "epsilon agrees with the error of the best polynomial of some degree to seven digits; change it a little"
    case .extremaTooClose:
      "two extrema of the error are closer than 2^\(Cell.leastExponent); round the coefficients"
    case .errorTooSmall:
      "the error is below about 2^-269, where those of exp2 are not certified; lower the degree"
    case .coefficientsTooLarge:
      "a coefficient is too large for float32 or float64; choose a narrower interval"
    case .coefficientsTooPrecise:
      "a coefficient has more than \(ApproximationProblem.largestCoefficientBits) bits; round the coefficients"
    }
  }
}

/// e^x where nothing can overflow: |x| ≤ 2¹¹ for every argument that a problem admits.
func exponential(of x: Rational, bits: Int) -> Interval { try! Interval.exp(of: x, bits: bits) }
func exponential(of x: Interval, bits: Int) -> Interval { try! x.exp(bits: bits) }
