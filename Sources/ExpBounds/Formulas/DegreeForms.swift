public import ExactArith

/// The expressions under the Θ and O of L2.1, C2.2 and L3.4 as numbers, and the corrected one (E2, E6).
///
/// All are enclosures of relative width below 2^−46. Which side of its pole a printed form is on is always decided: L is
/// the logarithm of a rational number other than 1 and therefore transcendental (Lindemann), so neither L = B nor
/// L² = s is possible for rational B and s, and enough bits tell them apart.
public struct DegreeForms: Hashable, Sendable {
  /// The bound of the interval: B for [0, B], s for [−s, s].
  public let bound: Rational
  public let epsilon: Rational
  /// L = ln(1/ε).
  public let lengthL: Interval
  /// L/log(L/B), with B the bound of the interval: negative where B > L, without limit near B = L.
  public let printedInner: Interval
  /// max{L/log(L/B), B} (L2.1, C2.2); nil where the logarithm is negative, and the maximum, read literally, would be B.
  public let printed: Interval?
  /// max{L/log(L/B), B²} with B² = s, so that the logarithm keeps B = √s (L3.4); nil where it is negative.
  public let printedSquared: Interval?
  /// max{s, L/log(e + L/s)}.
  public let corrected: Interval

  /// Preconditions: bound > 0, 0 < epsilon < 1.
  public init(bound: Rational, epsilon: Rational) {
    precondition(bound.signum() > 0, "DegreeForms: the bound is not positive")
    precondition(epsilon.signum() > 0 && epsilon < 1, "DegreeForms: epsilon is not between 0 and 1")
    self.bound = bound
    self.epsilon = epsilon
    func length(_ bits: Int) -> Interval { logarithm(of: Interval(epsilon.reciprocal, bits: bits + 8), bits) }
    func ratio(_ length: Interval, _ bits: Int) -> Interval {
      length.divided(by: Interval(bound, bits: bits), bits: bits)!
    }

    lengthL = refined(length)
    let inner = refined { bits in
      let length = length(bits)
      return length.divided(by: logarithm(of: ratio(length, bits), bits), bits: bits)
    }
    let innerOfRoot = refined { bits in
      let length = length(bits)
      // log(L/√s) = log(L²/s)/2.
      let twice = logarithm(of: ratio(length.squared.rounded(toBits: bits), bits), bits)
      return length.scaled(byPowerOfTwo: 1).divided(by: twice, bits: bits)
    }
    let tamed = refined { bits in
      let length = length(bits)
      let argument = ratio(length, bits) + exponential(1, bits)
      return length.divided(by: logarithm(of: argument, bits), bits: bits)
    }
    let least = Interval(bound, bits: 64)
    printedInner = inner
    printed = inner.lower.signum() > 0 ? maximum(inner, least) : nil
    printedSquared = innerOfRoot.lower.signum() > 0 ? maximum(innerOfRoot, least) : nil
    corrected = maximum(tamed, least)
  }

  /// degree/form: how many times the form a degree is. Precondition: the form encloses a positive number.
  public func ratio(degree: Int, to form: Interval) -> Interval {
    precondition(form.lower.signum() > 0, "DegreeForms.ratio: the form is not positive")
    return Interval(degree).divided(by: form, bits: 64)!
  }
}

/// An enclosure of relative width below 2^−46, from one that narrows as its bits grow and is nil while a divisor may be
/// 0. Precondition: the enclosed number is not 0.
private func refined(_ enclosure: (Int) -> Interval?) -> Interval {
  var bits = 96
  while true {
    if let result = enclosure(bits), result.width < result.magnitude.lower.scaled(byPowerOfTwo: -48) {
      return result.rounded(toBits: 64)
    }
    bits *= 2
  }
}

/// Everything here is a logarithm of a positive number, or e itself: nothing can throw.
private func logarithm(of x: Interval, _ bits: Int) -> Interval { try! x.log(bits: bits) }
private func exponential(_ n: Int, _ bits: Int) -> Interval { try! Interval.exp(of: n, bits: bits) }

private func maximum(_ a: Interval, _ b: Interval) -> Interval {
  Interval(lower: max(a.lower, b.lower), upper: max(a.upper, b.upper))
}
