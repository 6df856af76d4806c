public import ExactArith

/// The pole of L/log(L/B) at B = L, approached from both sides (E6).
///
/// The claim of each sample is certified: its bound lies on the stated side of the pole, because the sign of `inner` is
/// proved. No Θ can be of this size, since the corrected form, which the minimal degree follows, hardly changes there.
public struct PoleRow: Hashable, Sendable {
  public struct Sample: Hashable, Sendable {
    /// |B/L − 1| is about 2^−step.
    public let step: Int
    public let bound: Rational
    /// L/log(L/B): about ±L·2^step.
    public let inner: Interval
    /// max{B, L/log(e + L/B)}.
    public let corrected: Interval
  }

  public let epsilon: Rational
  /// L = ln(1/ε), where the logarithm is 0.
  public let pole: Interval
  /// Bounds B < L, where the printed value is positive and grows without limit.
  public let below: [Sample]
  /// Bounds B > L, where it is negative.
  public let above: [Sample]

  public static let steps = [2, 4, 8, 16]

  /// Precondition: 0 < epsilon < 1.
  public init(epsilon: Rational) {
    self.epsilon = epsilon
    let pole = DegreeForms(bound: 1, epsilon: epsilon).lengthL
    self.pole = pole
    // A few bits more than the distance to the pole needs, away from the pole.
    func sample(_ step: Int, isAbove: Bool) -> Sample {
      let distance = Dyadic.powerOfTwo(-step)
      let bound =
        isAbove
        ? (pole.upper * (.one + distance)).rounded(toBits: step + 6, .up)
        : (pole.lower * (.one - distance)).rounded(toBits: step + 6, .down)
      let forms = DegreeForms(bound: Rational(bound), epsilon: epsilon)
      return Sample(
        step: step, bound: forms.bound, inner: forms.printedInner, corrected: forms.corrected)
    }
    below = Self.steps.map { sample($0, isAbove: false) }
    above = Self.steps.map { sample($0, isAbove: true) }
  }
}
