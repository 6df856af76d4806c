/// An exact fraction in lowest terms.
///
/// Invariant: `denominator` > 0 and gcd(numerator, denominator) = 1; 0 is 0/1. Equal numbers therefore have
/// equal parts. Built on `Integer`; nothing here calls GMP.
public struct Rational: Sendable, Hashable {
  public private(set) var numerator: Integer
  public private(set) var denominator: Integer

  /// 0.
  public init() { self.init(Integer()) }

  public init(_ value: Integer) {
    numerator = value
    denominator = 1
  }

  public init(_ value: Int) { self.init(Integer(value)) }

  /// numerator / denominator, brought to lowest terms. Precondition: the denominator is not 0.
  public init(_ numerator: Integer, _ denominator: Integer) {
    precondition(!denominator.isZero, "Rational: the denominator is 0")
    let divisor = numerator.gcd(denominator)
    self.init(
      coprime: divisor == 1 ? numerator : numerator.exactlyDivided(by: divisor),
      divisor == 1 ? denominator : denominator.exactlyDivided(by: divisor))
  }

  public init(_ numerator: Int, _ denominator: Int) { self.init(Integer(numerator), Integer(denominator)) }

  /// Exactly the dyadic number. Precondition: |exponent| ≤ `Integer.largestBitWidth`.
  public init(_ value: Dyadic) {
    if value.exponent >= 0 {
      self.init(value.significand << value.exponent)
    } else {
      // An odd significand has no factor in common with a power of two.
      self.init(coprime: value.significand, Integer(1) << -value.exponent)
    }
  }

  /// Parts already without a common factor; only the sign is brought upstairs.
  init(coprime numerator: Integer, _ denominator: Integer) {
    let flips = denominator.signum() < 0
    self.numerator = flips ? -numerator : numerator
    self.denominator = flips ? -denominator : denominator
  }
}

extension Rational: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(Integer(value)) }
}

extension Rational: CustomStringConvertible {
  /// `p/q`, or `p` when the denominator is 1.
  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
