import ExactArith

/// Where the error of a polynomial can be extreme: the cells of a grid that hold the sign changes of f′ inside the
/// interval.
extension ErrorFunction {
  /// Whether the half-open cell [lower, upper) certainly holds a zero of f′, shown by signs at its ends alone.
  /// Half open, so that two neighbouring cells never show the same zero.
  func isCritical(_ cell: Cell) -> Bool {
    let above = derivativeSign(at: Rational(cell.upper))
    guard above != 0 else { return false }
    return derivativeSign(at: Rational(cell.lower)) != above
  }

  func isInside(_ cell: Cell) -> Bool {
    problem.lower <= Rational(cell.lower) && Rational(cell.upper) <= problem.upper
  }

  /// All cells of the grid 2^exponent that hold a sign change of f′ in the open interval, in increasing order, found
  /// from nothing but the polynomial; nil where the grid is too coarse to separate them, or a cell sticks out of the
  /// interval.
  ///
  /// Complete: for relative error f′ has the sign of a polynomial, whose roots are isolated exactly; for absolute
  /// error e^(−λx)·f′ is monotone between the real roots of p″ − λp′ (Theory, S2).
  func criticalCells(exponent: Int) -> [Cell]? {
    var cells: [Cell] = []
    for bracket in brackets(exponent: exponent) {
      let cell = cell(of: bracket, exponent: exponent)
      // Where the signs at the ends do not show the zero, there are others in the cell.
      guard isCritical(cell), isInside(cell), cell.index != cells.last?.index else { return nil }
      cells.append(cell)
    }
    return cells
  }

  /// The half-open cell with the only zero of f′ in the bracket, found by the signs at the grid points inside.
  private func cell(of bracket: (lower: Rational, upper: Rational), exponent: Int) -> Cell {
    var index = index(of: bracket.lower, exponent: exponent)
    let sign = derivativeSign(at: bracket.lower)
    while true {
      let cell = Cell(index: index, exponent: exponent)
      let next = Rational(cell.upper)
      guard next < bracket.upper else { return cell }
      let nextSign = derivativeSign(at: next)
      if nextSign == -sign { return cell }
      index += 1
      if nextSign == 0 { return Cell(index: index, exponent: exponent) }
    }
  }

  private func index(of x: Rational, exponent: Int) -> Integer {
    (x * Rational(Dyadic.powerOfTwo(-exponent))).floor()
  }

  /// Intervals at most two cells wide, each of which holds exactly one sign change of f′ in the open interval.
  private func brackets(exponent: Int) -> [(lower: Rational, upper: Rational)] {
    switch problem.measure {
    case .relative:
      guard !critical.isZero else { return [] }
      return critical.realRoots(from: problem.lower, through: problem.upper, widthExponent: exponent)
        .filter(\.multiplicityIsOdd)
        .map { (Rational($0.lower), Rational($0.upper)) }
        .filter { !isCriticalEnd(problem.lower, $0) && !isCriticalEnd(problem.upper, $0) }
    case .absolute:
      return absoluteBrackets(exponent: exponent)
    }
  }

  /// Whether the root in the bracket is this end of the interval: it is the only root there, so that this is decided by
  /// the value at the end.
  private func isCriticalEnd(_ end: Rational, _ bracket: (lower: Rational, upper: Rational)) -> Bool {
    bracket.lower <= end && end <= bracket.upper && critical.sign(at: end) == 0
  }

  /// f′ = p′ − λe^(λx): signs at the ends and at the turning points of e^(−λx)·f′, and narrower gaps in between.
  private func absoluteBrackets(exponent: Int) -> [(lower: Rational, upper: Rational)] {
    var samples = [Sample(problem.lower, problem.lower, derivativeSign(at: problem.lower))]
    samples += turningPoints(exponent: exponent)
    samples.append(Sample(problem.upper, problem.upper, derivativeSign(at: problem.upper)))

    var brackets: [(lower: Rational, upper: Rational)] = []
    for i in 1..<samples.count {
      let (left, right) = (samples[i - 1], samples[i])
      if left.sign * right.sign < 0 {
        brackets.append(narrowed(from: left, to: right, exponent: exponent))
      } else if right.sign == 0, i + 1 < samples.count, left.sign * samples[i + 1].sign < 0 {
        brackets.append((right.lower, right.upper))
      }
    }
    return brackets
  }

  /// An interval on which f′ has one known sign (0 only for a point).
  private struct Sample {
    var lower, upper: Rational
    var sign: Int

    init(_ lower: Rational, _ upper: Rational, _ sign: Int) {
      self.lower = lower
      self.upper = upper
      self.sign = sign
    }
  }

  /// The real roots of p″ − λp′ in the closed interval, enclosed so narrowly that f′ has one sign on each enclosure.
  /// Ends: at an algebraic ρ ≠ 0 the number e^(λρ) is transcendental (Lindemann), so f′(ρ) ≠ 0; ρ = 0 is found exactly
  /// or enclosed away from 0.
  private func turningPoints(exponent: Int) -> [Sample] {
    let turning = critical.derivative - rate * critical
    guard !turning.isZero else { return [] }
    var (width, bits) = (exponent, 192)
    while true {
      let roots = turning.realRoots(from: problem.lower, through: problem.upper, widthExponent: width)
      let samples = roots.compactMap { root -> Sample? in
        let (lower, upper) = (Rational(root.lower), Rational(root.upper))
        return derivativeSign(on: lower, upper, bits: bits).map { Sample(lower, upper, $0) }
      }
      if samples.count == roots.count { return samples }
      (width, bits) = (width * 2, bits * 2)
    }
  }

  /// The sign of f′ on [lower, upper] where its value in the middle exceeds what its Taylor series adds to it.
  private func derivativeSign(on lower: Rational, _ upper: Rational, bits: Int) -> Int? {
    let middle = (lower + upper) * Rational(1, 2)
    let value = derivative(at: middle)
    if lower == upper { return sign(of: value) }
    let half = Interval((upper - lower) * Rational(1, 2), bits: 8).upper.magnitudeExponent
    guard isWithinReach(middle), half < 0, sign(of: value) != 0 else { return nil }
    let spread = taylorSum(
      at: middle, halfExponent: half, from: 1, bits: bits,
      limitExponent: value.magnitude.lower.magnitudeExponent - 4)
    return spread < value.magnitude.lower ? sign(of: value) : nil
  }

  /// Narrows the gap between two samples of opposite signs until it is at most one cell wide, by quadratic interval
  /// refinement: of N equal parts, the one that the secant points at is tried; N is squared where the zero is in it, and
  /// otherwise falls to its root, so that few signs are needed once f′ looks straight.
  private func narrowed(
    from left: Sample, to right: Sample, exponent: Int
  ) -> (lower: Rational, upper: Rational) {
    var (lower, upper) = (left.upper, right.lower)
    var (below, above) = (derivative(at: lower), derivative(at: upper))
    let width = Rational(Dyadic.powerOfTwo(exponent))
    var logParts = 1
    while upper - lower > width {
      let share = below.magnitude.midpoint
      let total = share + above.magnitude.midpoint
      let part = (upper - lower) * Rational(Dyadic.powerOfTwo(-logParts))
      let ratio = Dyadic.quotient(share, total, bits: logParts + 8, rounding: .nearest)
      let last = (Integer(1) << logParts) - 1
      let index = min(max(ratio.floor(toExponent: -logParts), 0), last)
      let start = index.isZero ? lower : lower + part * Rational(index)
      let end = index == last ? upper : start + part
      let atStart = index.isZero ? below : derivative(at: start)
      if sign(of: atStart) == 0 { return (start, start) }
      guard sign(of: atStart) == left.sign else {
        (upper, above) = (start, atStart)
        logParts = max(1, logParts / 2)
        continue
      }
      let atEnd = index == last ? above : derivative(at: end)
      if sign(of: atEnd) == 0 { return (end, end) }
      if sign(of: atEnd) == left.sign {
        (lower, below) = (end, atEnd)
        logParts = max(1, logParts / 2)
      } else {
        (lower, below, upper, above) = (start, atStart, end, atEnd)
        logParts = min(2 * logParts, 64)
      }
    }
    return (lower, upper)
  }
}
