import AttnReference
import ExactArith
import ExpBounds

/// What the error of a polynomial does on an interval, found without the judge's code: subdivision by interval
/// arithmetic on f′ and f″, and the true ln 2 in place of the judge's rational rate.
///
/// On every part either f′ keeps away from 0, or f″ does, so that f′ is monotone and the signs at the ends count its
/// zeros.
struct ErrorOracle {
  let problem: ApproximationProblem
  let polynomial: Polynomial

  /// The sign changes of f′ in the open interval, each in a bracket, in increasing order.
  private(set) var criticalPoints: [Interval] = []
  /// f at the lower end, at each critical point, and at the upper end.
  private(set) var deviations: [Interval] = []

  /// Bits of working precision: far more than the 2^−30 of a certificate needs.
  private static let bits = 320

  private let rate: Interval
  private let coefficients: [Interval]

  /// nil where subdivision cannot tell: a critical point of higher order, or one at an end.
  init?(_ problem: ApproximationProblem, _ polynomial: Polynomial) {
    self.problem = problem
    self.polynomial = polynomial
    rate = problem.function == .exp ? 1 : Interval.ln2(bits: Self.bits)
    coefficients = polynomial.coefficients.map { Interval($0, bits: Self.bits) }
    let ends = (Interval(problem.lower, bits: Self.bits), Interval(problem.upper, bits: Self.bits))
    guard let brackets = brackets(Interval(lower: ends.0.lower, upper: ends.1.upper), depth: 0) else {
      return nil
    }
    criticalPoints = brackets.map(narrowed)
    deviations =
      [value(at: problem.lower)] + criticalPoints.map(values(on:)) + [value(at: problem.upper)]
  }

  /// The enclosure of the maximum of |f|.
  var norm: Interval {
    let sizes = deviations.map(\.magnitude)
    return Interval(lower: sizes.map(\.lower).max()!, upper: sizes.map(\.upper).max()!)
  }

  /// f at a rational point.
  func value(at x: Rational) -> Interval {
    var p: Rational = 0
    for coefficient in polynomial.coefficients.reversed() { p = p * x + coefficient }
    let value = Interval(p, bits: Self.bits)
    let growth = exponential(rate * Interval(x, bits: Self.bits))
    return problem.measure == .absolute ? value - growth : value.divided(by: growth, bits: Self.bits)! - 1
  }

  private func exponential(_ x: Interval) -> Interval { try! x.exp(bits: Self.bits) }

  /// p^(order) in powers of x − centre; entry k bounds p^(order + k)(centre)/k!.
  private func derivative(_ order: Int, at centre: Interval, of list: [Interval]) -> [Interval] {
    var shifted = list
    for lowest in shifted.indices.dropLast() {
      for k in (lowest..<(shifted.count - 1)).reversed() {
        shifted[k] = (shifted[k] + centre * shifted[k + 1]).rounded(toBits: Self.bits)
      }
    }
    for _ in 0..<order {
      shifted = shifted.enumerated().dropFirst().map { $1 * Interval($0) }
    }
    return shifted
  }

  private static func horner(_ list: [Interval], _ y: Interval) -> Interval {
    list.reversed().reduce(Interval(0)) { ($0 * y + $1).rounded(toBits: bits) }
  }

  /// The enclosure of e^(λx)f′(x) (relative) or f′(x) (absolute), or of its derivative, for all x in the part.
  private func slope(on part: Interval, derivative order: Int) -> Interval {
    let centre = Interval(part.midpoint)
    let y = part - centre
    let p = Self.horner(derivative(order + 1, at: centre, of: coefficients), y)
    switch problem.measure {
    case .relative:
      return p - rate * Self.horner(derivative(order, at: centre, of: coefficients), y)
    case .absolute:
      let growth = exponential(rate * part) * rate
      return (order == 0 ? p - growth : p - rate * growth).rounded(toBits: Self.bits)
    }
  }

  private func sign(at x: Dyadic) -> Int? {
    let slope = slope(on: Interval(x), derivative: 0)
    return slope.lower.signum() > 0 ? 1 : slope.upper.signum() < 0 ? -1 : nil
  }

  private func brackets(_ part: Interval, depth: Int) -> [Interval]? {
    let slope = slope(on: part, derivative: 0)
    if slope.lower.signum() > 0 || slope.upper.signum() < 0 { return [] }
    let bend = self.slope(on: part, derivative: 1)
    if bend.lower.signum() > 0 || bend.upper.signum() < 0 {
      guard let left = sign(at: part.lower), let right = sign(at: part.upper) else { return nil }
      return left == right ? [] : [part]
    }
    guard depth < 64 else { return nil }
    // Not the middle: critical points of special polynomials lie at round numbers.
    let cut = (part.lower + part.width * Dyadic(exactly: 0x1.08a3p-1)).rounded(toBits: 128, .nearest)
    guard let left = brackets(Interval(lower: part.lower, upper: cut), depth: depth + 1),
      let right = brackets(Interval(lower: cut, upper: part.upper), depth: depth + 1)
    else { return nil }
    return left + right
  }

  /// Bisection, down to 2^−160 or as far as the signs can be told.
  private func narrowed(_ bracket: Interval) -> Interval {
    var (lower, upper) = (bracket.lower, bracket.upper)
    let left = sign(at: lower)!
    while upper - lower > Dyadic.powerOfTwo(-160) {
      let middle = Interval(lower: lower, upper: upper).midpoint
      guard let sign = sign(at: middle) else { break }
      if sign == left { lower = middle } else { upper = middle }
    }
    return Interval(lower: lower, upper: upper)
  }

  /// f on a narrow part, by the mean value theorem.
  private func values(on part: Interval) -> Interval {
    var steepest = slope(on: part, derivative: 0).magnitude
    if problem.measure == .relative {
      steepest = (steepest * exponential(-(rate * part))).rounded(toBits: Self.bits)
    }
    let variation = (part.width * steepest.upper).rounded(toBits: 64, .up)
    return value(at: Rational(part.midpoint)) + Interval(lower: -variation, upper: variation)
  }
}

/// What is known of the best polynomials, by de la Vallée-Poussin's theorem in its original form: a polynomial of
/// degree g whose error has alternating signs at g + 2 points and magnitudes of at least m there shows that no
/// polynomial of degree g has an error below m. (The judge's certificates use the dual form.)
struct BestErrors {
  private struct Key: Hashable {
    var problem: ApproximationProblem
    var degree: Int
  }
  private var known: [Key: Interval?] = [:]

  /// An interval that holds the error of the best polynomial of a degree, or nil where the oracle cannot tell.
  mutating func error(_ problem: ApproximationProblem, degree: Int) -> Interval? {
    let key = Key(problem: problem, degree: degree)
    if let result = known[key] { return result }
    let result = Self.compute(problem, degree)
    known[key] = .some(result)
    return result
  }

  private static func compute(_ problem: ApproximationProblem, _ degree: Int) -> Interval? {
    guard let best = try? BestApproximation(problem, degree: degree),
      let oracle = ErrorOracle(problem, best.attained.polynomial)
    else { return nil }
    let deviations = oracle.deviations
    let signs = deviations.map { $0.lower.signum() * $0.upper.signum() > 0 ? $0.lower.signum() : 0 }
    guard deviations.count == degree + 2, zip(signs, signs.dropFirst()).allSatisfy({ $0 * $1 == -1 }) else {
      return nil
    }
    return Interval(lower: deviations.map(\.magnitude.lower).min()!, upper: oracle.norm.upper)
  }
}
