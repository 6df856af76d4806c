import AttnGenerators
import ExactArith
import PropertyTesting

extension Polynomial {
  static let x = Polynomial(numerators: [0, 1])

  /// Σ c_k·xᵏ.
  static func of(_ coefficients: Rational...) -> Polynomial { Polynomial(coefficients) }

  func power(_ n: Int) -> Polynomial { (0..<n).reduce(.of(1)) { product, _ in product * self } }

  /// T_n, with roots cos((2k − 1)π/2n).
  static func chebyshev(_ n: Int) -> Polynomial {
    var (previous, current) = (Polynomial.of(1), Polynomial.x)
    for _ in 0..<n { (previous, current) = (current, 2 * .x * current - previous) }
    return previous
  }

  /// xⁿ − 2(ax − 1)²: two roots about 2a^(−1−n/2) apart.
  static func mignotte(_ n: Int, _ a: Int) -> Polynomial {
    .x.power(n) - 2 * Polynomial.of(-1, Rational(a)).power(2)
  }
}

extension Generator where Value == Polynomial {
  /// `polynomial(degree:bits:)`, and 1 in the place of 0.
  static func nonZeroPolynomial(degree: Int, bits: Int) -> Generator {
    polynomial(degree: degree, bits: bits).map { $0.isZero ? .of(1) : $0 }
  }
}

/// The distinct real roots in [lower, upper] counted by Sturm's theorem, from the definition, in fractions.
func sturmCount(_ polynomial: Polynomial, from lower: Rational, through upper: Rational) -> Int {
  func remainder(_ dividend: [Rational], _ divisor: [Rational]) -> (
    quotient: [Rational], remainder: [Rational]
  ) {
    var (rest, quotient) = (dividend, [Rational]())
    while rest.count >= divisor.count {
      let factor = rest.last! / divisor.last!
      for k in 0..<divisor.count { rest[rest.count - divisor.count + k] -= factor * divisor[k] }
      rest.removeLast()
      quotient.insert(factor, at: 0)
    }
    while rest.last?.isZero ?? false { rest.removeLast() }
    return (quotient, rest)
  }
  var chain = [polynomial.coefficients, polynomial.derivative.coefficients]
  while let last = chain.last, !last.isEmpty {
    chain.append(remainder(chain[chain.count - 2], last).remainder.map { -$0 })
  }
  chain.removeLast()
  // Divided by the greatest common divisor the chain counts at multiple roots too.
  let divisor = chain.last!
  let reduced = chain.map { Polynomial(remainder($0, divisor).quotient) }
  func variations(_ x: Rational) -> Int {
    let signs = reduced.map { $0.value(at: x).signum() }.filter { $0 != 0 }
    return zip(signs, signs.dropFirst()).count { $0 != $1 }
  }
  let atLower = polynomial.value(at: lower).isZero ? 1 : 0
  return variations(lower) - variations(upper) + atLower
}
