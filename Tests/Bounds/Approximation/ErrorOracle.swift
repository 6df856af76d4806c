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
  private static let bits = 256
  /// Terms of the series of the exponential function.
  private static let terms = 20

  private let rate: Interval
  /// Of p′ − λp (relative) or p′ (absolute).
  private let slopeCoefficients: [Interval]

  /// nil where subdivision cannot tell: a critical point of higher order, or one at an end.
  init?(_ problem: ApproximationProblem, _ polynomial: Polynomial) {
    self.problem = problem
    self.polynomial = polynomial
    rate = problem.function == .exp ? 1 : Interval.ln2(bits: Self.bits)
    let coefficients = polynomial.coefficients.map { Interval($0, bits: Self.bits) }
    let rate = self.rate
    slopeCoefficients = coefficients.indices.map { k in
      let next = k + 1 < coefficients.count ? coefficients[k + 1] * Interval(k + 1) : 0
      return problem.measure == .relative ? next - rate * coefficients[k] : next
    }
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
  static func value(_ problem: ApproximationProblem, _ polynomial: Polynomial, at x: Rational) -> Interval {
    var p: Rational = 0
    for coefficient in polynomial.coefficients.reversed() { p = p * x + coefficient }
    let value = Interval(p, bits: bits)
    let rate: Interval = problem.function == .exp ? 1 : Interval.ln2(bits: bits)
    let growth = try! (rate * Interval(x, bits: bits)).exp(bits: bits)
    return problem.measure == .absolute ? value - growth : value.divided(by: growth, bits: bits)! - 1
  }

  private func value(at x: Rational) -> Interval { Self.value(problem, polynomial, at: x) }

  private func exponential(_ x: Interval) -> Interval { try! x.exp(bits: Self.bits) }

  /// The Taylor coefficients at the centre of e^(λx)f′(x) (relative) or f′(x) (absolute). The two parts of f′ nearly
  /// cancel: they are subtracted coefficient by coefficient.
  private func expansion(at centre: Interval) -> [Interval] {
    var list = slopeCoefficients
    for lowest in list.indices.dropLast() {
      for k in (lowest..<(list.count - 1)).reversed() {
        list[k] = (list[k] + centre * list[k + 1]).rounded(toBits: Self.bits)
      }
    }
    guard problem.measure == .absolute else { return list }
    var term = rate * exponential(rate * centre)
    for k in 0..<Self.terms {
      if k == list.count { list.append(0) }
      list[k] = list[k] - term
      term = (term * rate).divided(by: Interval(k + 1), bits: Self.bits)!
    }
    return list
  }

  /// What the terms of e^(λ(c + y)) from number `terms` on add to the derivative of that order, for |y| ≤ r:
  /// λ^(1 + order)e^(λc)·z^n/n!·e^z with z = λr and n = terms − order (Lagrange).
  private func remainder(at centre: Interval, within r: Dyadic, derivative order: Int) -> Interval {
    guard problem.measure == .absolute else { return 0 }
    let z = rate * Interval(r)
    var bound = rate * (order == 1 ? rate : 1) * exponential(rate * centre) * exponential(z)
    for k in 1...(Self.terms - order) { bound = (bound * z).divided(by: Interval(k), bits: Self.bits)! }
    return Interval(lower: -bound.upper, upper: bound.upper)
  }

  private static func horner(_ list: [Interval], _ y: Interval) -> Interval {
    list.reversed().reduce(Interval(0)) { ($0 * y + $1).rounded(toBits: bits) }
  }

  /// The enclosure of e^(λx)f′(x) (relative) or f′(x) (absolute), or of its derivative, for all x in the part.
  private func slope(on part: Interval, derivative order: Int) -> Interval {
    let centre = Interval(part.midpoint)
    var list = expansion(at: centre)
    if order == 1 { list = list.enumerated().dropFirst().map { $1 * Interval($0) } }
    return Self.horner(list, part - centre)
      + remainder(at: centre, within: part.width, derivative: order)
  }

  private func sign(at x: Dyadic) -> Int? {
    let point = Interval(x)
    var slope = Self.horner(slopeCoefficients, point)
    if problem.measure == .absolute { slope -= rate * exponential(rate * point) }
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
    guard depth < 40 else { return nil }
    let cut = Self.cut(part)
    guard let left = brackets(Interval(lower: part.lower, upper: cut), depth: depth + 1),
      let right = brackets(Interval(lower: cut, upper: part.upper), depth: depth + 1)
    else { return nil }
    return left + right
  }

  /// A point near the middle, and not the middle: critical points of special polynomials lie at round numbers.
  private static func cut(_ part: Interval) -> Dyadic {
    (part.lower + part.width * Dyadic(exactly: 0x1.08a3p-1)).rounded(toBits: 160, .nearest)
  }

  /// Bisection, down to 2^−96 or as far as the signs can be told.
  private func narrowed(_ bracket: Interval) -> Interval {
    var (lower, upper) = (bracket.lower, bracket.upper)
    let left = sign(at: lower)!
    while upper - lower > Dyadic.powerOfTwo(-96) {
      let middle = Self.cut(Interval(lower: lower, upper: upper))
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

extension ErrorOracle {
  /// The polynomial whose error alternates exactly at the ends and the critical points of this one: one step of Remez's
  /// algorithm, with exact Gaussian elimination.
  fileprivate func levelled() -> Polynomial {
    let points = [problem.lower] + criticalPoints.map { Rational($0.midpoint) } + [problem.upper]
    // p(x_i) + (−1)^i·E·w_i = f(x_i): unknown are the coefficients and E.
    var rows = points.enumerated().map { i, x -> [Rational] in
      let growth = Rational(exponential(rate * Interval(x, bits: Self.bits)).lower)
      let powers = (1..<(points.count - 1)).reduce(into: [Rational(1)]) { list, _ in
        list.append(list.last! * x)
      }
      let weight = problem.measure == .relative ? growth : 1
      return powers + [i.isMultiple(of: 2) ? weight : -weight, growth]
    }
    for column in rows.indices {
      let pivot = rows[column...].firstIndex { !$0[column].isZero }!
      rows.swapAt(column, pivot)
      let scale = rows[column][column].reciprocal
      rows[column] = rows[column].map { $0 * scale }
      for other in rows.indices where other != column && !rows[other][column].isZero {
        let factor = rows[other][column]
        for k in column...rows.count { rows[other][k] = rows[other][k] - factor * rows[column][k] }
      }
    }
    return Polynomial(rows.dropLast().map { Interval($0.last!, bits: 160).lower })
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
  private struct Curve: Hashable {
    var problem: ApproximationProblem
    var polynomial: Polynomial
  }
  private var known: [Key: Interval?] = [:]
  private var oracles: [Curve: ErrorOracle?] = [:]

  /// The oracle for one polynomial, made once.
  mutating func oracle(_ problem: ApproximationProblem, _ polynomial: Polynomial) -> ErrorOracle? {
    let curve = Curve(problem: problem, polynomial: polynomial)
    if let result = oracles[curve] { return result }
    let result = ErrorOracle(problem, polynomial)
    oracles[curve] = .some(result)
    return result
  }

  /// An interval that holds the error of the best polynomial of a degree, or nil where the oracle cannot tell.
  mutating func error(_ problem: ApproximationProblem, degree: Int) -> Interval? {
    let key = Key(problem: problem, degree: degree)
    if let result = known[key] { return result }
    let result = Self.compute(problem, degree)
    known[key] = .some(result)
    return result
  }

  private static func compute(_ problem: ApproximationProblem, _ degree: Int) -> Interval? {
    // The search rounds its polynomial to about 2^−26 of the error; the nodes of the judge's bounds lose less.
    guard let best = try? BestApproximation(problem, degree: degree),
      let near = ErrorOracle(problem, best.attained.polynomial), near.criticalPoints.count == degree,
      let oracle = ErrorOracle(problem, near.levelled())
    else { return nil }
    let deviations = oracle.deviations
    let signs = deviations.map { $0.lower.signum() * $0.upper.signum() > 0 ? $0.lower.signum() : 0 }
    guard deviations.count == degree + 2, zip(signs, signs.dropFirst()).allSatisfy({ $0 * $1 == -1 }) else {
      return nil
    }
    return Interval(lower: deviations.map(\.magnitude.lower).min()!, upper: oracle.norm.upper)
  }
}
