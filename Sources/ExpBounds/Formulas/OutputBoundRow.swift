public import ExactArith

/// The bounds of L3.6 on the output's error for ε_A = ε_D = ε, as multiples of B, and what Algorithm 1 must be run with
/// to reach an error of ε (E3, E5).
public struct OutputBoundRow: Hashable, Sendable {
  public let epsilon: Rational
  /// 2ε, as L3.6 is printed; false for a diagonal that is not that of the row sums of Ã.
  public let printed: Rational
  /// (ε_A + ε_D)/(1 − ε_D) = 2ε/(1 − ε): sharp for D = diag(A·1) and any diagonal within ε of it (E3a).
  public let general: Rational
  /// 2ε/(1 + √(1 − ε²)): sharp for D̃ = diag(Ã·1) (E3b). Relative width at most 2^−60.
  public let sharp: Interval
  /// The same where it is rational, that is, where 1 − ε² is the square of a rational number.
  public let sharpExact: Rational?
  /// The ε_A with which Algorithm 1 reaches an error of exactly ε in the worst case for B = 1: 4ε/(4 + ε²) (E5).
  public let requiredEpsilon: Rational
  /// ε/(2B) for B = 1, which is simpler and suffices.
  public let simpleEpsilon: Rational

  /// Precondition: 0 < epsilon < 1.
  public init(epsilon: Rational) {
    precondition(epsilon.signum() > 0 && epsilon < 1, "OutputBoundRow: epsilon is not between 0 and 1")
    self.epsilon = epsilon
    printed = epsilon + epsilon
    general = printed / (1 - epsilon)
    let square = 1 - epsilon * epsilon
    // 0 < square < 1: nothing can throw, and the divisor is at least 1.
    let root = try! Interval.squareRoot(of: square, bits: 80)
    sharp = Interval(printed, bits: 80).divided(by: root + 1, bits: 64)!
    let (top, bottom) = (square.numerator, square.denominator)
    sharpExact =
      top.isPerfectSquare && bottom.isPerfectSquare
      ? printed / (1 + Rational(top.squareRoot(), bottom.squareRoot())) : nil
    requiredEpsilon = Self.requiredEpsilon(target: epsilon, bound: 1)
    simpleEpsilon = Self.simpleEpsilon(target: epsilon, bound: 1)
  }

  /// 4Bε/(4B² + ε²): the entrywise error of Ã with which E3b gives exactly ε (E5). With τ = ε/(2B) it is 2τ/(1 + τ²), so
  /// that √(1 − ε_A²) = (1 − τ²)/(1 + τ²) and 2ε_A/(1 + √(1 − ε_A²))·B = 2τB = ε.
  /// Precondition: bound > 0 and 0 < target ≤ 2·bound: an output cannot be off by more.
  public static func requiredEpsilon(target: Rational, bound: Rational) -> Rational {
    check(target, bound)
    return 4 * bound * target / (4 * bound * bound + target * target)
  }

  /// ε/(2B), which is at most `requiredEpsilon`. Same precondition.
  public static func simpleEpsilon(target: Rational, bound: Rational) -> Rational {
    check(target, bound)
    return target / (2 * bound)
  }

  private static func check(_ target: Rational, _ bound: Rational) {
    precondition(bound.signum() > 0, "OutputBoundRow: the bound is not positive")
    precondition(
      target.signum() > 0 && target <= bound + bound, "OutputBoundRow: the target is not in (0, 2·bound]")
  }
}
