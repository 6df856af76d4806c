public import ExactArith

/// Σ c·θᵉ with rational c and e, for one number θ > 1: every quantity of the reduction is one, with θ = e^(β/(4d)).
public struct PowerSum: Sendable, Equatable {
  /// e → c; no c is 0.
  private(set) var terms: [Rational: Rational]

  public init(_ constant: Rational) { self.init([0: constant]) }

  /// coefficient·θ^exponent.
  public static func power(_ exponent: Rational, times coefficient: Rational = 1) -> PowerSum {
    PowerSum([exponent: coefficient])
  }

  private init(_ terms: [Rational: Rational]) { self.terms = terms.filter { !$0.value.isZero } }

  public static func + (a: PowerSum, b: PowerSum) -> PowerSum {
    PowerSum(a.terms.merging(b.terms) { $0 + $1 })
  }

  public static func - (a: PowerSum, b: PowerSum) -> PowerSum { a + PowerSum(-1) * b }

  public static func * (a: PowerSum, b: PowerSum) -> PowerSum {
    var products: [Rational: Rational] = [:]
    for (e, c) in a.terms {
      for (f, k) in b.terms { products[e + f, default: 0] += c * k }
    }
    return PowerSum(products)
  }
}

/// The number θ > 1 of a `PowerSum`.
public enum PowerBase: Sendable, Equatable {
  /// An integer above 1: exponents of one sum differ by integers then, and everything is rational.
  case integer(Integer)
  /// eˣ for a rational x > 0.
  case exponential(Rational)
}

extension PowerSum {
  /// −1, 0 or 1. It is always decided: by rational arithmetic, or because exponentials of distinct rational numbers are
  /// linearly independent (Lindemann and Weierstrass), so that some precision shows the sign of a sum that has terms.
  ///
  /// Precondition: with an integer θ the exponents differ by integers.
  public func sign(_ base: PowerBase) -> Int {
    if terms.values.allSatisfy({ $0 > 0 }) { return terms.isEmpty ? 0 : 1 }
    if terms.values.allSatisfy({ $0 < 0 }) { return -1 }
    switch base {
    case .integer(let θ):
      let least = terms.keys.min()!
      return terms.reduce(Rational(0)) { sum, term in
        let steps = term.key - least
        precondition(steps.denominator == 1, "θ^(\(steps)) is not rational")
        return sum + term.value * Rational(θ.power(steps.numerator.asInt!))
      }.signum()
    case .exponential(let x):
      // Relative to the greatest power.
      let scaled = self * .power(-terms.keys.max()!)
      var bits = 128
      while true {
        let sum = scaled.enclosure(logBase: x, bits: bits)
        if sum.lower.signum() > 0 { return 1 }
        if sum.upper.signum() < 0 { return -1 }
        bits *= 2
      }
    }
  }

  /// The value for θ = eˣ, every term and every partial sum to `bits` bits.
  public func enclosure(logBase x: Rational, bits: Int) -> Interval {
    terms.reduce(Interval(0)) { sum, term in
      let power = try! Interval.exp(of: x * term.key, bits: bits)
      return .sum(sum, power * Interval(term.value, bits: bits), bits: bits)
    }
  }
}

extension PowerSum {
  public func isLess(than other: PowerSum, _ base: PowerBase) -> Bool { (self - other).sign(base) < 0 }
  public func isAtMost(_ other: PowerSum, _ base: PowerBase) -> Bool { (self - other).sign(base) <= 0 }
}

extension PowerSum {
  /// `2·θ^8 + 1`, the greatest power first.
  var text: String {
    guard !terms.isEmpty else { return "0" }
    return terms.sorted { $0.key > $1.key }.map { e, c in
      guard !e.isZero else { return "\(c)" }
      let power = e == 1 ? "θ" : e.denominator == 1 ? "θ^\(e)" : "θ^(\(e))"
      return c == 1 ? power : "\(c)·\(power)"
    }.joined(separator: " + ")
  }

  func isNegative(_ base: PowerBase) -> Bool { sign(base) < 0 }
}
