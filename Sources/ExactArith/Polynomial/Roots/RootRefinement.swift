/// Narrows the cell of a simple root: quadratic interval refinement (Abbott, "Quadratic interval refinement for real
/// roots", 2014).
///
/// The chord through the values at the ends of the cell meets the axis in one of its 2^q parts. If the signs next to
/// it say that the root is in that part, the number of correct bits has grown by q, and q doubles; if not, q is
/// halved. Near a simple root the error of the chord is quadratic in the width, so that q keeps doubling: b bits cost
/// O(log b) values. Only exact signs decide; the chord merely proposes. It ends: q = 1 is bisection, which always
/// succeeds.
struct RootRefinement {
  /// Square-free.
  private let polynomial: Polynomial
  /// The root is inside, the values at the ends have different signs.
  private var cell: DyadicCell
  private var lowerValue: Dyadic
  private var upperValue: Dyadic
  private var exactRoot: Dyadic?

  /// Precondition: the cell has exactly one root, not at an end.
  init(_ polynomial: Polynomial, _ cell: DyadicCell) {
    self.polynomial = polynomial
    self.cell = cell
    lowerValue = polynomial.scaledValue(at: cell.lower)
    upperValue = polynomial.scaledValue(at: cell.upper)
    precondition(
      lowerValue.signum() * upperValue.signum() < 0, "RootRefinement: the cell has no simple root of its own")
  }

  /// A cell of at most the width 2^widthExponent, or a point, within the interior of the cell given at first; and, if
  /// the root is not itself an end of the range, within the range. Precondition: the root is in the range.
  mutating func narrowed(to widthExponent: Int, within range: ClosedRange<Rational>) -> Interval {
    let start = (lower: cell.lower, upper: cell.upper)
    // An end that is the root itself cannot be left outside.
    let barriers = [range.lowerBound, range.upperBound].filter { polynomial.sign(at: $0) != 0 }
    var depth = 1
    while true {
      if let exactRoot { return Interval(exactRoot) }
      let (lower, upper) = (cell.lower, cell.upper)
      let excess = cell.exponent - widthExponent
      if excess <= 0 && lower > start.lower && upper < start.upper
        && barriers.allSatisfy({ $0 <= Rational(lower) || $0 >= Rational(upper) })
      {
        return Interval(ordered: lower, upper)
      }
      if excess > 0 { depth = min(depth, excess) }
      depth = advance(by: depth) ? 2 * depth : max(depth / 2, 1)
    }
  }

  /// Replaces the cell by one of its 2^depth parts, if it is the one that the chord proposes.
  private mutating func advance(by depth: Int) -> Bool {
    let parts = Integer(1) << depth
    let proposal = min(max(crossing(depth), 1), parts - 1)
    func point(_ position: Integer) -> Dyadic { cell.part(position, depth: depth).lower }
    let value = polynomial.scaledValue(at: point(proposal))
    let sign = value.signum()
    if sign == 0 {
      exactRoot = point(proposal)
      return true
    }
    let isBelowRoot = sign == lowerValue.signum()
    let neighbour = isBelowRoot ? proposal + 1 : proposal - 1
    let neighbourValue: Dyadic
    if neighbour.isZero {
      neighbourValue = lowerValue
    } else if neighbour == parts {
      neighbourValue = upperValue
    } else {
      neighbourValue = polynomial.scaledValue(at: point(neighbour))
    }
    if neighbourValue.isZero {
      exactRoot = point(neighbour)
      return true
    }
    guard neighbourValue.signum() != sign else { return false }
    cell = cell.part(isBelowRoot ? proposal : neighbour, depth: depth)
    (lowerValue, upperValue) = isBelowRoot ? (value, neighbourValue) : (neighbourValue, value)
    return true
  }

  /// About 2^depth·|lowerValue| / (|lowerValue| + |upperValue|), where the chord meets the axis, rounded to nearest.
  private func crossing(_ depth: Int) -> Integer {
    let bits = depth + 8
    let below = lowerValue.magnitude.rounded(toBits: bits, .down)
    let above = upperValue.magnitude.rounded(toBits: bits, .down)
    let sum = Dyadic.sum(below, above, bits: bits, rounding: .down)
    let ratio = Dyadic.quotient(below, sum, bits: bits, rounding: .down)
    return (ratio.scaled(byPowerOfTwo: depth + 1) + 1).floor(toExponent: 1)
  }
}
