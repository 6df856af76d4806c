/// An enclosure of a real root of a polynomial, apart from all its other roots.
public struct IsolatedRoot: Hashable, Sendable {
  /// The root is in the closed interval [lower, upper], and no other root is; it is in the open interval, or
  /// lower = upper is the root.
  public let lower: Dyadic
  public let upper: Dyadic
  /// Whether the polynomial changes its sign at the root.
  public let multiplicityIsOdd: Bool
}

extension Polynomial {
  /// The distinct real roots in the closed interval [lower, upper], in increasing order.
  ///
  /// Each is enclosed in an interval no wider than 2^widthExponent; a root that is met exactly (dyadic numbers of few
  /// bits often are) in a point. The closed intervals are disjoint and each contains exactly one root of the
  /// polynomial, those outside [lower, upper] counted too. All are within [lower, upper], except that of a root that is
  /// itself lower or upper and not dyadic, which no interval with dyadic ends could be.
  ///
  /// Preconditions: the polynomial is not 0, lower ≤ upper.
  /// Complexity: for roots that are not in clusters about degree² word-wise additions of all coefficients for every
  /// root, and O(log) exact values of the polynomial for every root that the width asks for; two roots 2^(−b) apart cost
  /// b more such steps.
  public func realRoots(from lower: Rational, through upper: Rational, widthExponent: Int) -> [IsolatedRoot] {
    let (simple, isolation) = isolation(from: lower, through: upper)
    guard let isolation else { return [] }
    let isSquareFree = simple.degree == degree
    return isolation.roots(pointExponent: widthExponent).map { root in
      let interval: Interval
      switch root {
      case .exact(let point): interval = Interval(point)
      case .inside(let cell):
        var refinement = RootRefinement(simple, cell)
        interval = refinement.narrowed(to: widthExponent, within: lower...upper)
      }
      return IsolatedRoot(
        lower: interval.lower, upper: interval.upper,
        multiplicityIsOdd: isSquareFree || changesSign(at: interval))
    }
  }

  /// The number of distinct real roots in the closed interval [lower, upper].
  /// Preconditions: the polynomial is not 0, lower ≤ upper. Complexity: as `realRoots`, without the values.
  public func countRealRoots(from lower: Rational, through upper: Rational) -> Int {
    isolation(from: lower, through: upper).isolation?.roots(pointExponent: 0).count ?? 0
  }

  /// The square-free part and the search for its roots; none for a constant.
  private func isolation(
    from lower: Rational, through upper: Rational
  ) -> (simple: Polynomial, isolation: RootIsolation?) {
    precondition(!isZero, "Polynomial: every number is a root of the polynomial 0")
    precondition(lower <= upper, "Polynomial: the lower end \(lower) is above the upper end \(upper)")
    let simple = squareFreePart
    return (simple, simple.degree == 0 ? nil : RootIsolation(simple, from: lower, through: upper))
  }

  /// Whether the polynomial changes its sign at its only root in the interval, which is a point or has no root at an end.
  private func changesSign(at interval: Interval) -> Bool {
    interval.isPoint
      ? multiplicity(at: interval.lower) % 2 == 1
      : sign(at: Rational(interval.lower)) != sign(at: Rational(interval.upper))
  }

  /// The least k such that the k-th derivative is not 0 at the point. Precondition: the polynomial is not 0.
  private func multiplicity(at point: Dyadic) -> Int {
    var (derivative, count) = (self, 0)
    while derivative.sign(at: Rational(point)) == 0 {
      (derivative, count) = (derivative.derivative, count + 1)
    }
    return count
  }
}
