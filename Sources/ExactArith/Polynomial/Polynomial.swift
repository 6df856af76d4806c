/// A polynomial in one variable with exact rational coefficients.
///
/// Storage: integers over one positive common denominator, so that evaluation and root isolation work on integers
/// and reduce no fractions on the way. Invariant: the leading numerator is not 0, and no factor is common to the
/// denominator and all numerators; the polynomial 0 has no numerators and the denominator 1. Equal polynomials
/// therefore have equal parts.
public struct Polynomial: Sendable, Hashable {
  /// numerators[k] / denominator is the coefficient of xᵏ.
  public let numerators: [Integer]
  /// Positive.
  public let denominator: Integer

  /// 0.
  public init() { self.init(numerators: []) }

  /// The polynomial Σ numerators[k]·xᵏ / denominator. Precondition: the denominator is not 0.
  public init(numerators: [Integer], denominator: Integer = 1) {
    precondition(!denominator.isZero, "Polynomial: the denominator is 0")
    let count = (numerators.lastIndex { !$0.isZero } ?? -1) + 1
    var common = denominator.magnitude
    for numerator in numerators[..<count] where common != 1 { common = common.gcd(numerator) }
    if count == 0 {
      self.numerators = []
      self.denominator = 1
    } else {
      let divisor = denominator.signum() < 0 ? -common : common
      self.numerators = numerators[..<count].map { divisor == 1 ? $0 : $0.exactlyDivided(by: divisor) }
      self.denominator = denominator.exactlyDivided(by: divisor)
    }
  }

  /// The polynomial with these coefficients, the constant one first; zeros at the end are dropped.
  public init(_ coefficients: [Rational]) {
    var common: Integer = 1
    for coefficient in coefficients {
      common *= coefficient.denominator.exactlyDivided(by: common.gcd(coefficient.denominator))
    }
    self.init(
      numerators: coefficients.map { $0.numerator * common.exactlyDivided(by: $0.denominator) },
      denominator: common)
  }

  /// The polynomial with these coefficients, the constant one first; zeros at the end are dropped.
  public init(_ coefficients: [Dyadic]) { self.init(coefficients.map { Rational($0) }) }

  /// The degree, or nil for the polynomial 0.
  public var degree: Int? { numerators.isEmpty ? nil : numerators.count - 1 }
  public var isZero: Bool { numerators.isEmpty }

  /// The coefficient of xᵏ, 0 above the degree. Precondition: k ≥ 0.
  public subscript(k: Int) -> Rational {
    k < numerators.count ? Rational(numerators[k], denominator) : 0
  }

  /// The coefficients, the constant one first; empty for the polynomial 0.
  public var coefficients: [Rational] { numerators.map { Rational($0, denominator) } }
}

extension Polynomial: CustomStringConvertible {
  /// `1 + x + 1/2·x^2`, or `0`.
  public var description: String {
    guard !isZero else { return "0" }
    var text = ""
    for (k, coefficient) in coefficients.enumerated() where !coefficient.isZero {
      let isNegative = coefficient.signum() < 0
      text += text.isEmpty ? (isNegative ? "-" : "") : (isNegative ? " - " : " + ")
      let magnitude = coefficient.magnitude
      let power = k == 0 ? "" : k == 1 ? "x" : "x^\(k)"
      text += power.isEmpty ? "\(magnitude)" : magnitude == 1 ? power : "\(magnitude)·\(power)"
    }
    return text
  }
}
