public import ExactArith

extension SupNormCertificate {
  /// The certificate of a polynomial, for any polynomial.
  ///
  /// Guarantee: `verify()` accepts the result, and `error` is enclosed to a relative width of 2^−30.
  /// Errors: `degreeTooHigh`, `coefficientsTooPrecise`, `extremaTooClose`, `errorTooSmall`.
  public init(
    certifying polynomial: Polynomial, for problem: ApproximationProblem
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
      if let cells = function.criticalCells(exponent: exponent) {
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
