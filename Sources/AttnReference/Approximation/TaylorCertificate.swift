public import ExactArith

/// The proof that `degree` is the least degree of a Taylor polynomial T_g(x) = Σ_{k≤g} xᵏ/k! whose error is at most
/// epsilon.
///
/// One point decides each degree: −s for relative error on [−s, s], B for absolute error on [0, B] (Theory, S1). The
/// error is not monotone in the degree, so every lower one is refuted.
public struct TaylorCertificate: Hashable, Sendable, Codable {
  public var problem: ApproximationProblem
  public var epsilon: Rational
  public var degree: Int
  /// The signed error of T_degree at the worst point, relative width at most 2^−30.
  public var deviation: Interval

  /// The highest degree that is looked at.
  public static let largestDegree = 4096

  /// The least degree that reaches epsilon. Errors: `degreeTooHigh`; `epsilonOutOfRange`; `notForTaylor` where the
  /// worst point is not known.
  public init(_ problem: ApproximationProblem, epsilon: Rational) throws(ApproximationError) {
    guard epsilon.signum() > 0, epsilon < 1 else { throw .epsilonOutOfRange }
    guard let point = Self.worstPoint(problem) else { throw .notForTaylor }
    var sum = PartialSum(at: point)
    while true {
      let value = sum.deviation(problem, isMoreThan: epsilon)
      if !value.exceeds {
        self.problem = problem
        self.epsilon = epsilon
        degree = sum.degree
        deviation = value.deviation.rounded(toBits: 48)
        return
      }
      guard sum.degree < Self.largestDegree else { throw .degreeTooHigh }
      sum.advance()
    }
  }

  /// Returns where every lower degree is refuted and this one proved; otherwise throws the first flaw.
  /// Complexity: O(degree) exact terms.
  public func verify() throws(CertificateFlaw) {
    guard epsilon.signum() > 0, epsilon < 1 else { throw .malformed("epsilon is not between 0 and 1") }
    guard (0...Self.largestDegree).contains(degree) else { throw .malformed("the degree is out of range") }
    guard deviation.isWithinLimits else { throw .malformed("the deviation has too many bits") }
    guard let point = Self.worstPoint(problem) else {
      throw .malformed("the worst point of a Taylor polynomial is not known on this interval")
    }
    var sum = PartialSum(at: point)
    while sum.degree < degree {
      guard sum.deviation(problem, isMoreThan: epsilon).exceeds else {
        throw .degreeNotProved("degree \(sum.degree) already reaches epsilon")
      }
      sum.advance()
    }
    let last = sum.deviation(problem, isMoreThan: epsilon)
    guard !last.exceeds else { throw .degreeNotProved("degree \(degree) does not reach epsilon") }
    guard last.deviation.isSubset(of: deviation) else { throw .wrongDeviation(index: 0) }
    guard deviation.width <= last.deviation.magnitude.upper.scaled(byPowerOfTwo: -30) else {
      throw .loose("deviation")
    }
  }

  /// Where the error of every Taylor polynomial is largest (S1), or nil where no statement says so.
  private static func worstPoint(_ problem: ApproximationProblem) -> Rational? {
    guard problem.function == .exp else { return nil }
    switch problem.measure {
    case .relative: return problem.lower == -problem.upper ? problem.lower : nil
    case .absolute: return problem.lower.isZero ? problem.upper : nil
    }
  }
}

/// T_j(x) = numerator / denominator at x = p/q, with the denominator q^j·j!.
private struct PartialSum {
  let point: Rational
  private(set) var degree = 0
  private var numerator: Integer = 1
  private var denominator: Integer = 1
  private var power: Integer = 1

  init(at point: Rational) { self.point = point }

  mutating func advance() {
    degree += 1
    let factor = point.denominator * degree
    power *= point.numerator
    numerator *= factor
    numerator += power
    denominator *= factor
  }

  /// The error of T_j at the point, and whether its magnitude exceeds epsilon. Ends: the error is transcendental.
  func deviation(
    _ problem: ApproximationProblem, isMoreThan epsilon: Rational
  ) -> (deviation: Interval, exceeds: Bool) {
    var bits = 128
    while true {
      let sum = Interval(
        lower: Dyadic.quotient(numerator, denominator, bits: bits, rounding: .down),
        upper: Dyadic.quotient(numerator, denominator, bits: bits, rounding: .up))
      let error =
        switch problem.measure {
        case .relative: sum * exponential(of: -point, bits: bits) - 1
        case .absolute: sum - exponential(of: point, bits: bits)
        }
      let size = error.magnitude
      if size.width <= size.lower.scaled(byPowerOfTwo: -56) {
        if Rational(size.lower) > epsilon { return (error, true) }
        if Rational(size.upper) <= epsilon { return (error, false) }
      }
      bits *= 2
    }
  }
}
