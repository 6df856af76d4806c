internal import AttnReference
public import AttnSpec
public import ExactArith

/// How large entries may be for a polynomial kernel to take fewer operations than the quadratic one, without any
/// rounding: the border in B, at one n, d and ε, that the paper draws at B = Θ(√log n).
public struct BreakEven: Hashable, Sendable {
  /// The largest degree that takes fewer operations, or the largest that is of any use.
  public let degree: Int
  /// B: for entries of Q, K and V in [-B, B] some polynomial of that degree reaches ε, and none does from about
  /// B·(1 + 2⁻¹⁰) on.
  public let bound: Rational
  /// Whether it is scores beyond `PlanSearch.largestScoreBound`, and not the rank, that end the search.
  public let isBeyondScores: Bool

  /// With scores up to 64 the best polynomial of this degree is off by less than 2e^64·32^193/193! < 1e-39.
  private static let largestDegree = 192

  /// `nil` where even one feature takes no fewer operations, or the statement is not one of Theorem P.
  ///
  /// - Parameters:
  ///   - epsilon: The absolute error of every output entry, ε > 0.
  ///   - block: Queries of a masked chunk.
  public init?(_ specification: AttentionSpecification, epsilon: Rational, block: Int) {
    let shape = specification.shape
    guard specification.mask.left == nil, epsilon.signum() > 0,
      let scale = try? KernelScale(specification.scale, dimension: shape.dimension)
    else { return nil }
    let work = AttentionWork(specification)
    let quadratic = work.quadratic
    var degree = -1
    while degree < Self.largestDegree,
      work.polynomial(degree: degree + 1, block: block) < quadratic
    { degree += 1 }
    guard degree >= 0 else { return nil }
    self.degree = degree

    /// s = σ·d·B².
    func scoreBound(_ bound: Rational) -> Rational {
      Rational(Interval(scale.value * Rational(shape.dimension) * bound * bound, bits: 24).upper)
    }
    func isReached(_ bound: Rational) -> Bool {
      let target = PlanTarget.output(epsilon)
      let spread = (bound + bound).double(rounding: .up)
      let allowed = target.relativeError(spread: spread, rounding: 0)
      guard let problem = try? ApproximationProblem.relative(scoreBound: scoreBound(bound)) else {
        return true
      }
      let search = Remez(problem, degree: degree)
      return Rational(NodeGrid.certificate(problem, near: search.extrema).bound) <= allowed
    }
    // The largest B that is looked at, rounded down.
    let limit = Rational(PlanSearch.largestScoreBound) / (scale.value * Rational(shape.dimension))
    let largest = Rational((try! Interval.squareRoot(of: limit, bits: 24)).lower)
    if isReached(largest) {
      (bound, isBeyondScores) = (largest, true)
      return
    }
    var (low, high) = (Rational(0), largest)
    while high - low > high * Rational(1, 1024) {
      let middle = Rational(Interval((low + high) * Rational(1, 2), bits: 24).lower)
      if isReached(middle) { low = middle } else { high = middle }
    }
    (bound, isBeyondScores) = (low, false)
  }
}
