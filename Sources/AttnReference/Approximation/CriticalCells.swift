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
      let first = index(of: bracket.lower, exponent: exponent)
      let last = index(of: bracket.upper, exponent: exponent)
      var found: Cell?
      var next = first
      while next <= last, found == nil {
        let cell = Cell(index: next, exponent: exponent)
        if isCritical(cell) { found = cell }
        next += 1
      }
      guard let found, isInside(found), found.index != cells.last?.index else { return nil }
      cells.append(found)
    }
    return cells
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
        .filter { !isEnd($0) }
    case .absolute:
      return absoluteBrackets(exponent: exponent)
    }
  }

  private func isEnd(_ bracket: (lower: Rational, upper: Rational)) -> Bool {
    // No point where the end is no dyadic number.
    [problem.lower, problem.upper].contains {
      bracket.lower <= $0 && $0 <= bracket.upper && critical.sign(at: $0) == 0
    }
  }

  /// f′ = p′ − λe^(λx): signs at the ends and at the turning points of e^(−λx)·f′, and bisection in between.
  private func absoluteBrackets(exponent: Int) -> [(lower: Rational, upper: Rational)] {
    var samples = [Sample(problem.lower, problem.lower, derivativeSign(at: problem.lower))]
    samples += turningPoints(exponent: exponent)
    samples.append(Sample(problem.upper, problem.upper, derivativeSign(at: problem.upper)))

    var brackets: [(lower: Rational, upper: Rational)] = []
    for i in 1..<samples.count {
      let (left, right) = (samples[i - 1], samples[i])
      if left.sign * right.sign < 0 {
        brackets.append(bisected(from: left, to: right, exponent: exponent))
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

  /// The real roots of p″ − λp′ inside the interval, enclosed so narrowly that f′ has one sign on each enclosure.
  /// Ends: at an algebraic ρ ≠ 0 the number e^(λρ) is transcendental (Lindemann), so f′(ρ) ≠ 0; ρ = 0 is found exactly
  /// or enclosed away from 0.
  private func turningPoints(exponent: Int) -> [Sample] {
    let turning = critical.derivative - rate * critical
    guard !turning.isZero else { return [] }
    var width = exponent
    while true {
      let roots = turning.realRoots(from: problem.lower, through: problem.upper, widthExponent: width)
      let samples = roots.compactMap { root -> Sample? in
        let (lower, upper) = (Rational(root.lower), Rational(root.upper))
        return derivativeSign(on: lower, upper, bits: 128 - 2 * width).map { Sample(lower, upper, $0) }
      }
      if samples.count == roots.count {
        return samples.filter { problem.lower < $0.lower && $0.upper < problem.upper }
      }
      width *= 2
    }
  }

  /// The sign of f′ on [lower, upper] where the enclosures of its two parts show one, exact for a point.
  private func derivativeSign(on lower: Rational, _ upper: Rational, bits: Int) -> Int? {
    if lower == upper { return derivativeSign(at: lower) }
    // p′ on the interval: its value in the middle, and the sum of its further Taylor coefficients there.
    let half = (upper - lower) * Rational(1, 2)
    let shifted = critical.substituting(slope: half, offset: lower + half)
    let spread = shifted.coefficients.dropFirst().reduce(Rational(0)) { $0 + $1.magnitude }
    let slope = Interval(
      lower: Interval(shifted[0] - spread, bits: bits).lower,
      upper: Interval(shifted[0] + spread, bits: bits).upper)
    let growth =
      Interval(rate, bits: 400)
      * exponential(of: rate * lower, bits: bits).union(
        exponential(of: rate * upper, bits: bits))
    let difference = slope - growth
    return difference.lower.signum() > 0 ? 1 : difference.upper.signum() < 0 ? -1 : nil
  }

  /// Halves the gap between two samples of opposite signs until it is at most one cell wide.
  private func bisected(
    from left: Sample, to right: Sample, exponent: Int
  ) -> (lower: Rational, upper: Rational) {
    var (lower, upper) = (left.upper, right.lower)
    let width = Rational(Dyadic.powerOfTwo(exponent))
    while upper - lower > width {
      let middle = roundedMidpoint(lower, upper)
      let sign = derivativeSign(at: middle)
      if sign == 0 { return (middle, middle) }
      if sign == left.sign { lower = middle } else { upper = middle }
    }
    return (lower, upper)
  }

  /// A dyadic number with few bits near the middle, strictly inside.
  private func roundedMidpoint(_ lower: Rational, _ upper: Rational) -> Rational {
    let middle = (lower + upper) * Rational(1, 2)
    let place = Interval(upper - lower, bits: 2).lower.magnitudeExponent - 4
    let rounded = Rational(Interval(middle, bits: 400).lower.rounded(toExponent: place, .nearest))
    return lower < rounded && rounded < upper ? rounded : middle
  }
}
