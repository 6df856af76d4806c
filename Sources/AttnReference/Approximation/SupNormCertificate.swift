public import ExactArith

/// The proof of how large the error of one polynomial is: where the error can be extreme, and what it is there.
///
/// A value without authority: anybody may make one, `verify()` decides. Between two neighbours of
/// lower end, cells, upper end the error is monotone, so that its maximum is the largest of `deviations`.
public struct SupNormCertificate: Hashable, Sendable, Codable {
  public var problem: ApproximationProblem
  public var polynomial: Polynomial
  /// The width of every cell is 2^cellExponent.
  public var cellExponent: Int
  /// Cell k is [cells[k], cells[k] + 1)·2^cellExponent; each holds one sign change of the error's derivative, and they
  /// hold all. Increasing.
  public var cells: [Integer]
  /// The signed error at the lower end, at the critical point in each cell, and at the upper end.
  public var deviations: [Interval]

  public init(
    problem: ApproximationProblem, polynomial: Polynomial, cellExponent: Int, cells: [Integer],
    deviations: [Interval]
  ) {
    self.problem = problem
    self.polynomial = polynomial
    self.cellExponent = cellExponent
    self.cells = cells
    self.deviations = deviations
  }

  /// The claimed enclosure of the maximal error.
  public var error: Interval {
    deviations.dropFirst().reduce((deviations.first ?? 0).magnitude) {
      let next = $1.magnitude
      return Interval(lower: max($0.lower, next.lower), upper: max($0.upper, next.upper))
    }
  }

  /// A claimed deviation is at most this fraction of the error wide, 2^−30.
  static let tightness = -30

  /// Returns where every number of the certificate is proved; otherwise throws the first flaw.
  ///
  /// Proof: Theory, S2. The cells hold a zero of f′ each, by exact signs at their ends. That there are no
  /// others follows from their number where it is the degree, and otherwise from isolating all of them anew.
  /// Complexity: O(degree²) integer operations a cell.
  public func verify() throws(CertificateFlaw) {
    let function = try checkedFunction()
    let cells = cells.map { Cell(index: $0, exponent: cellExponent) }
    for (k, cell) in cells.enumerated() {
      guard function.isInside(cell), k == 0 || cells[k - 1].index < cell.index else {
        throw .malformed("cell \(k) is out of order or outside the interval")
      }
      guard function.isCritical(cell) else { throw .notCritical(cell: k) }
    }
    if cells.count < function.largestCriticalCount {
      guard let all = function.criticalCells(exponent: cellExponent) else {
        throw .malformed("the cells are too wide to tell all critical points apart")
      }
      guard all == cells else { throw .criticalPointsMissing(listed: cells.count, found: all.count) }
    }
    let widest = error.upper.scaled(byPowerOfTwo: Self.tightness)
    let values = function.extremes(cells)
    for (k, value) in values.enumerated() {
      guard value.isSubset(of: deviations[k]) else { throw .wrongDeviation(index: k) }
      guard deviations[k].width <= widest else { throw .loose("error at extremum \(k)") }
    }
  }

  /// The error function, once the certificate is of reasonable size.
  private func checkedFunction() throws(CertificateFlaw) -> ErrorFunction {
    guard (polynomial.degree ?? 0) <= ApproximationProblem.largestDegree else {
      throw .malformed("the degree is above \(ApproximationProblem.largestDegree)")
    }
    guard polynomial.isWithinLimits else { throw .malformed("a coefficient has too many bits") }
    guard (Cell.leastExponent...Cell.largestExponent).contains(cellExponent) else {
      throw .malformed("a cell's width is out of range")
    }
    guard deviations.count == cells.count + 2 else {
      throw .malformed("\(cells.count) cells need \(cells.count + 2) errors, not \(deviations.count)")
    }
    guard deviations.allSatisfy(\.isWithinLimits) else { throw .malformed("an error has too many bits") }
    return ErrorFunction(problem, polynomial)
  }
}

extension ErrorFunction {
  /// The enclosures of f at the lower end, on every cell and at the upper end, evaluated to 2^−48 of the largest; the
  /// variation of f on a cell comes on top.
  func extremes(_ cells: [Cell]) -> [Interval] {
    var bits = 128
    while true {
      let ends = [problem.lower, problem.upper].map { value(at: $0, bits: bits) }
      let first = cells.first.map { value(at: $0.midpoint, bits: bits) }
      let all = [ends[0], ends[1]] + (first.map { [$0] } ?? [])
      let largest = all.map(\.magnitude.lower).max()!
      if isPrecise(ends + [first ?? 0], below: largest) {
        let tolerance = largest.scaled(byPowerOfTwo: -48)
        let inner = cells.map { values(on: $0, bits: bits, tolerance: tolerance) }
        return ([ends[0]] + inner + [ends[1]]).map(enlarged)
      }
      bits *= 2
    }
  }

  private func isPrecise(_ values: [Interval], below largest: Dyadic) -> Bool {
    values.allSatisfy { $0.width <= largest.scaled(byPowerOfTwo: -48) }
  }
}

extension Polynomial {
  var isWithinLimits: Bool {
    numerators.allSatisfy { $0.bitWidth <= ApproximationProblem.largestCoefficientBits }
      && denominator.bitWidth <= ApproximationProblem.largestCoefficientBits
  }
}

extension Dyadic {
  /// Whether a claimed number is of a reasonable size. Checked before any arithmetic: a sum with 2^(10¹²) would not fit
  /// in memory, and the exponent of a product may overflow.
  func isWithinLimits(bits: Int) -> Bool {
    significand.bitWidth <= bits && (-bits...bits).contains(exponent)
  }
}

extension Interval {
  /// Room for what is smaller than 2^−`largestCoefficientBits` to a relative width of 2^−30 and less.
  var isWithinLimits: Bool {
    let bits = 2 * ApproximationProblem.largestCoefficientBits
    return lower.isWithinLimits(bits: bits) && upper.isWithinLimits(bits: bits)
  }
}
