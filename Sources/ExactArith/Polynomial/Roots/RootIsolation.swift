/// The interval [index, index + 1]·2^exponent.
struct DyadicCell {
  var index: Integer
  var exponent: Int

  var lower: Dyadic { Dyadic(significand: index, exponent: exponent) }
  var upper: Dyadic { Dyadic(significand: index + 1, exponent: exponent) }

  /// Cell `position` of the 2^depth equal parts.
  func part(_ position: Integer, depth: Int) -> DyadicCell {
    DyadicCell(index: (index << depth) + position, exponent: exponent - depth)
  }
}

/// A real root, told apart from all others.
enum SeparatedRoot {
  case exact(Dyadic)
  /// The only root in the closed cell, in its interior.
  case inside(DyadicCell)
}

/// The real roots of a square-free polynomial in [lower, upper], each in a cell of its own: Descartes' rule of signs
/// in the Bernstein basis, and bisection (Lane and Riesenfeld 1981; Collins and Akritas 1976).
///
/// Nothing is missed: a part of the hull is given up only if no coefficient changes its sign (no root inside) or it
/// has no inner point in [lower, upper]; a part is kept as a root's cell only with one variation (exactly one root
/// inside) and no root at an end; every other part is halved, and the points between parts are tested one by one.
/// It ends: a part has no variation if the disc around it has no root, and one if the union of the discs around the
/// two equilateral triangles over it has one simple root (Obreshkoff; Krandick and Mehlhorn 2006, Theorem 2). Roots
/// are simple, so every part that is small compared with the distances between roots and from roots to its ends is
/// one or the other.
struct RootIsolation {
  /// Square-free, not constant.
  let polynomial: Polynomial
  private(set) var lower: Rational
  private(set) var upper: Rational

  /// The roots in [lower, upper]. The range is cut down to the interval (−2ʳ, 2ʳ), which has all roots.
  init(_ polynomial: Polynomial, from lower: Rational, through upper: Rational) {
    self.polynomial = polynomial
    let bound = Rational(Dyadic.powerOfTwo(Self.rootBoundExponent(polynomial.numerators)))
    self.lower = max(lower, -bound)
    self.upper = min(upper, bound)
  }

  /// In increasing order. `pointExponent` is the size of the cells that are tried first if lower = upper.
  func roots(pointExponent: Int) -> [SeparatedRoot] {
    guard lower <= upper else { return [] }
    enum Step {
      case test(Dyadic)
      case search(BernsteinForm, DyadicCell)
    }
    // The hull is two cells.
    let hull = hull(pointExponent: pointExponent)
    let size = Rational(Dyadic.powerOfTwo(hull.exponent))
    let form = BernsteinForm(
      onUnitInterval: polynomial.substituting(slope: size * 2, offset: Rational(hull.lower)).numerators)
    var roots: [SeparatedRoot] = []
    var steps: [Step] = []
    /// The halves of a pair of cells and the point between them, the lowest on top.
    func push(_ form: BernsteinForm, _ first: DyadicCell) {
      let halves = form.split()
      steps.append(.search(halves.upper, DyadicCell(index: first.index + 1, exponent: first.exponent)))
      if halves.lower.isZeroAtUpperEnd { steps.append(.test(first.upper)) }
      steps.append(.search(halves.lower, first))
    }
    if form.isZeroAtUpperEnd {
      steps.append(.test(Dyadic(significand: hull.index + 2, exponent: hull.exponent)))
    }
    push(form, hull)
    if form.isZeroAtLowerEnd { steps.append(.test(hull.lower)) }
    while let step = steps.popLast() {
      switch step {
      case .test(let point):
        if contains(point) { roots.append(.exact(point)) }
      case .search(let form, let cell):
        guard Rational(cell.lower) < upper, Rational(cell.upper) > lower else { continue }
        switch form.signVariations {
        case .none: continue
        case .one where !form.isZeroAtLowerEnd && !form.isZeroAtUpperEnd:
          if containsRoot(in: cell) { roots.append(.inside(cell)) }
        default: push(form, cell.part(0, depth: 1))
        }
      }
    }
    return roots
  }

  private func contains(_ point: Dyadic) -> Bool {
    let point = Rational(point)
    return lower <= point && point <= upper
  }

  /// Whether the one root in the cell is in [lower, upper].
  private func containsRoot(in cell: DyadicCell) -> Bool {
    !isRoot(in: cell, below: lower) && !isRoot(in: cell, above: upper)
  }
  private func isRoot(in cell: DyadicCell, below x: Rational) -> Bool {
    Rational(cell.lower) < x && polynomial.sign(at: x) == polynomial.sign(at: Rational(cell.upper))
  }
  private func isRoot(in cell: DyadicCell, above x: Rational) -> Bool {
    Rational(cell.upper) > x && polynomial.sign(at: x) == polynomial.sign(at: Rational(cell.lower))
  }

  /// The lower one of two neighbouring cells, as small as they can be, that contain [lower, upper] together.
  private func hull(pointExponent: Int) -> DyadicCell {
    let width = upper - lower
    var exponent =
      width.isZero ? pointExponent : width.numerator.bitWidth - width.denominator.bitWidth - 2
    while true {
      let size = Rational(Dyadic.powerOfTwo(exponent))
      let index = (lower / size).floor()
      if Rational(index + 2) * size >= upper { return DyadicCell(index: index, exponent: exponent) }
      exponent += 1
    }
  }

  /// An r such that all complex roots are below 2ʳ in magnitude.
  ///
  /// With |a_(n−k)/a_n| < 2^(sk) for all k ≥ 1, the other terms sum up to less than |a_n·xⁿ|·Σ 2^(−k) < |a_n·xⁿ| where
  /// |x| ≥ 2^(s+1) (Fujiwara 1916).
  private static func rootBoundExponent(_ numerators: [Integer]) -> Int {
    let degree = numerators.count - 1
    let leadingBits = numerators[degree].bitWidth
    var slope: Int?
    for k in 1...degree where !numerators[degree - k].isZero {
      // |a_(n−k)/a_n| < 2^excess.
      let excess = numerators[degree - k].bitWidth - leadingBits + 1
      slope = max(slope ?? Int.min, excess > 0 ? (excess + k - 1) / k : -(-excess / k))
    }
    return (slope ?? 0) + 1
  }
}
