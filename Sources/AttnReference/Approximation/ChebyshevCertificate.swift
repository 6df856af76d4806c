public import ExactArith

/// The proof that `degree` is the least degree at which the Chebyshev series of e^x, cut off, has an error of at most
/// epsilon: the Aggarwal–Alman construction.
///
/// Every lower truncation is refuted at one point, from enclosures of its exact coefficients: the lower end for
/// relative error, the upper end for absolute error. The polynomial that reaches epsilon has rational coefficients,
/// each within 2^−fractionBits of the exact one in the Chebyshev basis, and is certified as the polynomial that it is.
public struct ChebyshevCertificate: Hashable, Sendable, Codable {
  public var problem: ApproximationProblem
  public var epsilon: Rational
  public var degree: Int
  public var fractionBits: Int
  /// The coefficients of T_0, …, T_degree.
  public var coefficients: [Dyadic]
  /// As in `SupNormCertificate`, for the polynomial with these coefficients.
  public var cellExponent: Int
  public var cells: [Integer]
  public var deviations: [Interval]

  public init(
    problem: ApproximationProblem, epsilon: Rational, degree: Int, fractionBits: Int, coefficients: [Dyadic],
    cellExponent: Int, cells: [Integer], deviations: [Interval]
  ) {
    self.problem = problem
    self.epsilon = epsilon
    self.degree = degree
    self.fractionBits = fractionBits
    self.coefficients = coefficients
    self.cellExponent = cellExponent
    self.cells = cells
    self.deviations = deviations
  }

  /// The certificate of the polynomial's error. Errors: `notForChebyshev`.
  public func attained() throws(ApproximationError) -> SupNormCertificate {
    SupNormCertificate(
      problem: problem, polynomial: try ChebyshevSeries(problem).polynomial(coefficients),
      cellExponent: cellExponent, cells: cells, deviations: deviations)
  }

  /// An upper bound of the error of the exact series cut off: that of the polynomial, and at most 2^−fractionBits for
  /// each coefficient, divided by the least e^x where the error is relative. Without the second part a polynomial far
  /// better than the truncation could stand in for it.
  public func truncationError(_ attained: SupNormCertificate) -> Dyadic {
    let weight = problem.measure == .relative ? exponential(of: -problem.lower, bits: 64).upper : .one
    return attained.error.upper + weight * Dyadic(degree + 1) * Dyadic.powerOfTwo(-fractionBits)
  }

  /// Returns where every lower degree is refuted and this one proved; otherwise throws the first flaw.
  public func verify() throws(CertificateFlaw) {
    let series = try checkedSeries(problem, epsilon, degree, fractionBits, coefficients)
    guard let attained = try? attained() else { throw .malformed("there is no Chebyshev series here") }
    try attained.verify()
    guard Rational(truncationError(attained)) <= epsilon else {
      throw .degreeNotProved("the error of the polynomial and its roundings is above epsilon")
    }
    guard degree > 0 else { return }
    try refuteLowerDegrees(epsilon: epsilon) { bits in
      switch problem.measure {
      case .relative: series.relativeErrorsAtLowerEnd(through: degree - 1, bits: bits)
      case .absolute: series.remaindersAtUpperEnd(through: degree - 1, bits: bits)
      }
    }
  }
}

/// C2.2's path from L2.1: P(x) = factor·P₀(x + s) on [−s, s], where P₀ is the Chebyshev series of e^x on [0, 2s] cut off
/// where its *absolute* error is at most epsilon, and the rational factor stands for e^(−s).
///
/// With |factor·e^s − 1| ≤ ρ and an absolute error ε₀ of P₀, roundings of its coefficients included, the relative error
/// of P is at most ε₀(1 + ρ) + ρ (Theory, S5). `degree` is the least at which that path reaches epsilon: every lower
/// truncation has an absolute error above epsilon. The true relative error of P is certified beside it.
public struct ShiftedChebyshevCertificate: Hashable, Sendable, Codable {
  public var scoreBound: Rational
  public var epsilon: Rational
  public var degree: Int
  public var factor: Dyadic
  public var fractionBits: Int
  /// The coefficients of T_0, …, T_degree of P₀.
  public var coefficients: [Dyadic]
  /// As in `SupNormCertificate`, for P on [−s, s].
  public var cellExponent: Int
  public var cells: [Integer]
  public var deviations: [Interval]

  public init(
    scoreBound: Rational, epsilon: Rational, degree: Int, factor: Dyadic, fractionBits: Int,
    coefficients: [Dyadic], cellExponent: Int, cells: [Integer], deviations: [Interval]
  ) {
    self.scoreBound = scoreBound
    self.epsilon = epsilon
    self.degree = degree
    self.factor = factor
    self.fractionBits = fractionBits
    self.coefficients = coefficients
    self.cellExponent = cellExponent
    self.cells = cells
    self.deviations = deviations
  }

  /// The certificate of P's relative error. Errors: where s is not a score bound.
  public func attained() throws(ApproximationError) -> SupNormCertificate {
    let onDouble = try ApproximationProblem.absolute(bound: scoreBound * 2)
    let shifted = try ChebyshevSeries(onDouble).polynomial(coefficients)
      .substituting(slope: 1, offset: scoreBound)
    return SupNormCertificate(
      problem: try .relative(scoreBound: scoreBound), polynomial: Rational(factor) * shifted,
      cellExponent: cellExponent, cells: cells, deviations: deviations)
  }

  /// Returns where the path reaches epsilon at this degree and at no lower one; otherwise throws the first flaw.
  public func verify() throws(CertificateFlaw) {
    guard let problem = try? ApproximationProblem.absolute(bound: scoreBound * 2) else {
      throw .malformed("the score bound is not above 0 or too large")
    }
    let series = try checkedSeries(problem, epsilon, degree, fractionBits, coefficients)
    guard factor.isWithinLimits(bits: 8192) else { throw .malformed("the factor has too many bits") }
    guard let attained = try? attained() else { throw .malformed("the score bound is too large") }
    try attained.verify()
    guard Rational(attained.error.upper) <= epsilon else {
      throw .degreeNotProved("the polynomial's error is above epsilon")
    }
    let roundings = Interval(Dyadic.powerOfTwo(-fractionBits) * Dyadic(degree + 1))
    try decide("whether the path reaches epsilon") { bits in
      let rho = (Interval(factor) * exponential(of: scoreBound, bits: bits) - 1).magnitude
      let remainder = series.remaindersAtUpperEnd(through: degree, bits: bits)[degree].magnitude
      let total = (remainder + roundings) * (rho + 1) + rho
      if Rational(total.upper) <= epsilon { return true }
      return Rational(total.lower) > epsilon ? false : nil
    }
    guard degree > 0 else { return }
    try refuteLowerDegrees(epsilon: epsilon) { series.remaindersAtUpperEnd(through: degree - 1, bits: $0) }
  }
}

/// What both have in common: reasonable sizes, and coefficients close to those of the series.
private func checkedSeries(
  _ problem: ApproximationProblem, _ epsilon: Rational, _ degree: Int, _ fractionBits: Int,
  _ coefficients: [Dyadic]
) throws(CertificateFlaw) -> ChebyshevSeries {
  guard epsilon.signum() > 0, epsilon < 1 else { throw .malformed("epsilon is not between 0 and 1") }
  guard (0...ApproximationProblem.largestDegree).contains(degree), coefficients.count == degree + 1 else {
    throw .malformed("degree and number of coefficients do not agree")
  }
  guard (0...4096).contains(fractionBits),
    coefficients.allSatisfy({ $0.isWithinLimits(bits: 8192) })
  else { throw .malformed("a coefficient has too many bits") }
  guard let series = try? ChebyshevSeries(problem) else {
    throw .malformed("there is no Chebyshev series here")
  }
  try decide("whether the coefficients are those of the series") {
    series.areClose(coefficients, fractionBits: fractionBits, bits: $0 + fractionBits)
  }
  return series
}

private func refuteLowerDegrees(
  epsilon: Rational, errors: (_ bits: Int) -> [Interval]
) throws(CertificateFlaw) {
  try decide("whether every lower degree misses epsilon") { bits in
    var isDecided = true
    for error in errors(bits).map(\.magnitude) {
      if Rational(error.upper) <= epsilon { return false }
      if Rational(error.lower) <= epsilon { isDecided = false }
    }
    return isDecided ? true : nil
  }
}

/// Doubles the precision until the question is decided; a claim that is false or cannot be decided is not proved.
private func decide(_ question: String, _ answer: (_ bits: Int) -> Bool?) throws(CertificateFlaw) {
  var bits = 256
  while bits <= 1 << 14 {
    if let answer = answer(bits) {
      guard answer else { throw .degreeNotProved("it is false: \(question)") }
      return
    }
    bits *= 2
  }
  throw .degreeNotProved("it is undecided at \(bits) bits: \(question)")
}
