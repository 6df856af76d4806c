internal import ExactArith

/// Σ cᵢ·e^(σyᵢ + rᵢ) with exact coefficients and exponents: what every last decision of the judge comes down to.
///
/// By Lindemann and Weierstrass, exponentials of distinct algebraic numbers are linearly independent over the
/// algebraic numbers: the sum is zero if and only if the coefficients of each group of equal exponents cancel.
/// That is decided in exact arithmetic; otherwise the sum is not zero, and doubling the precision finds its sign.
struct ExponentialSum {
  struct Term {
    var coefficient: Dyadic
    /// The exponent is σ·score + shift.
    var score: Dyadic
    var shift: Rational
  }

  let scale: ExactScale
  private let terms: [Term]

  /// Complexity: O(n log n) comparisons to group equal exponents.
  init(_ terms: [Term], scale: ExactScale) {
    self.scale = scale
    var groups: [Exponent: Dyadic] = [:]
    var order: [Exponent: Term] = [:]
    for term in terms {
      let exponent = Exponent(term, scale)
      groups[exponent, default: .zero] += term.coefficient
      order[exponent] = order[exponent] ?? term
    }
    self.terms = order.compactMap { exponent, term in
      let coefficient = groups[exponent]!
      guard !coefficient.isZero else { return nil }
      return Term(coefficient: coefficient, score: term.score, shift: term.shift)
    }
  }

  /// Two exponents are equal if and only if these are.
  private enum Exponent: Hashable {
    case rational(Rational)
    case irrational(score: Dyadic, shift: Rational)

    init(_ term: Term, _ scale: ExactScale) {
      if let sigma = scale.rational {
        self = .rational(sigma * Rational(term.score) + term.shift)
      } else {
        self = .irrational(score: term.score, shift: term.shift)
      }
    }
  }

  /// The sign of the sum, or `nil` if `budget` bits do not show it.
  func sign(budget: Int = 1 << 14) -> Int? {
    if terms.isEmpty { return 0 }
    if terms.allSatisfy({ $0.coefficient.signum() > 0 }) { return 1 }
    if terms.allSatisfy({ $0.coefficient.signum() < 0 }) { return -1 }
    var bits = 128
    while bits <= budget {
      let sum = enclosure(bits: bits)
      if sum.lower.signum() > 0 { return 1 }
      if sum.upper.signum() < 0 { return -1 }
      bits *= 2
    }
    return nil
  }

  /// The sum divided by the exponential of its greatest exponent.
  private func enclosure(bits: Int) -> Interval {
    func size(_ x: Dyadic) -> Int { x.isZero ? 0 : max(0, x.magnitudeExponent) }
    let greatestSize = terms.map { max(size($0.score), size(Interval($0.shift, bits: 64).magnitude.upper)) }
      .max()!
    let sigma = scale.enclosure(bits: bits + greatestSize + 64)
    let exponents = terms.map {
      sigma * Interval($0.score) + Interval($0.shift, bits: bits + greatestSize + 64)
    }
    let greatest = exponents.map(\.upper).max()!
    var sum = Interval(0)
    for (term, exponent) in zip(terms, exponents) {
      // Exponents are at most 0 up to their own width, so that exp cannot overflow; far below, [0, e^-4·bits]
      // serves, and keeps numbers small.
      let difference = (exponent - Interval(greatest)).rounded(toBits: bits + greatestSize + 64)
      let floor = Dyadic(-4 * bits)
      let clipped = Interval(lower: max(difference.lower, floor), upper: max(difference.upper, floor))
      var power = try! clipped.exp(bits: bits + 8)
      if difference.lower < floor { power = Interval(lower: 0, upper: power.upper) }
      sum = .sum(sum, Interval(term.coefficient) * power, bits: bits + 16)
    }
    return sum
  }
}
