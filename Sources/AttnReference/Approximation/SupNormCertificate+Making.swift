public import ExactArith

extension SupNormCertificate {
  /// The certificate of a polynomial, for any polynomial.
  ///
  /// `hints`: points near all critical points, in increasing order, if they are known, as they are of a minimax
  /// polynomial: where they prove to be as many as the degree allows, nothing needs to be isolated. Hints that prove
  /// wrong cost time only.
  /// Guarantee: `verify()` accepts the result, and `error` is enclosed to a relative width of 2^−30.
  /// Errors: `degreeTooHigh`, `coefficientsTooPrecise`, `extremaTooClose`, `errorTooSmall`.
  public init(
    certifying polynomial: Polynomial, for problem: ApproximationProblem, near hints: [Dyadic] = []
  ) throws(ApproximationError) {
    let degree = polynomial.degree ?? 0
    guard degree <= ApproximationProblem.largestDegree else { throw .degreeTooHigh }
    guard polynomial.isWithinLimits else { throw .coefficientsTooPrecise }
    let function = ErrorFunction(problem, polynomial)
    // The error of a good polynomial of degree g changes within (b − a)/g² of an end; its variation on a cell is of
    // second order in the width.
    let length = Interval(problem.upper - problem.lower, bits: 8).lower.magnitudeExponent
    var exponent = min(length - 2 * Integer(degree + 1).bitWidth - 20, Cell.largestExponent)
    while true {
      let cells =
        function.cells(near: hints, exponent: exponent) ?? function.criticalCells(exponent: exponent)
      if let cells {
        let values = function.extremes(cells)
        let largest = values.map(\.magnitude.upper).max()!
        guard largest >= function.leastError else { throw .errorTooSmall }
        if values.allSatisfy({ $0.width <= largest.scaled(byPowerOfTwo: Self.tightness - 4) }) {
          let grid = largest.magnitudeExponent + Self.tightness - 8
          self.init(
            problem: problem, polynomial: polynomial, cellExponent: exponent, cells: cells.map(\.index),
            deviations: values.map {
              Interval(
                lower: $0.lower.rounded(toExponent: grid, .down),
                upper: $0.upper.rounded(toExponent: grid, .up))
            })
          return
        }
      }
      exponent -= max(12, -exponent / 4)
      guard exponent >= Cell.leastExponent else { throw .extremaTooClose }
    }
  }
}

extension ErrorFunction {
  /// The cells at the hints, where each proves critical and they are as many as can be.
  func cells(near hints: [Dyadic], exponent: Int) -> [Cell]? {
    guard hints.count == largestCriticalCount else { return nil }
    var cells: [Cell] = []
    for hint in hints {
      let middle = hint.floor(toExponent: exponent)
      guard
        let cell = [0, -1, 1].lazy.map({ Cell(index: middle + Integer($0), exponent: exponent) })
          .first(where: { isInside($0) && isCritical($0) }),
        cells.last.map({ $0.index < cell.index }) ?? true
      else { return nil }
      cells.append(cell)
    }
    return cells
  }
}
