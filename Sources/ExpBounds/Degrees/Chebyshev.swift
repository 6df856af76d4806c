public import AttnReference
public import ExactArith

extension ChebyshevCertificate {
  /// The least degree at which the Chebyshev series, cut off, has an error of at most epsilon, searched for and
  /// certified. Errors: `notForChebyshev`; `epsilonOutOfRange`; `degreeTooHigh`; `epsilonTooClose`.
  public init(_ problem: ApproximationProblem, epsilon: Rational) throws(ApproximationError) {
    let series = try ChebyshevSeries(problem)
    let isRelative = problem.measure == .relative
    let cut = try TruncatedSeries(series, epsilon: epsilon, weight: isRelative ? -problem.lower : 0) {
      isRelative
        ? series.relativeErrorsAtLowerEnd(through: $0, bits: $1)
        : series.remaindersAtUpperEnd(through: $0, bits: $1)
    }
    let attained = try SupNormCertificate(certifying: series.polynomial(cut.coefficients), for: problem)
    self.init(
      problem: problem, epsilon: epsilon, degree: cut.degree, fractionBits: cut.fractionBits,
      coefficients: cut.coefficients, cellExponent: attained.cellExponent, cells: attained.cells,
      deviations: attained.deviations)
    guard Rational(truncationError(attained)) <= epsilon else { throw .epsilonTooClose }
  }
}

extension ShiftedChebyshevCertificate {
  /// The least degree that C2.2's path from L2.1 needs, and its polynomial, certified.
  /// Errors: `scoreBoundNotPositive`, `intervalTooWide`; `epsilonOutOfRange`; `degreeTooHigh`; `epsilonTooClose`.
  public init(scoreBound: Rational, epsilon: Rational) throws(ApproximationError) {
    let problem = try ApproximationProblem.relative(scoreBound: scoreBound)
    let series = try ChebyshevSeries(.absolute(bound: scoreBound * 2))
    let cut = try TruncatedSeries(series, epsilon: epsilon, weight: 0) {
      series.remaindersAtUpperEnd(through: $0, bits: $1)
    }
    let bits = 40 + max(0, Int(-epsilon.log2))
    let factor = problem.value(at: -scoreBound, bits: bits).lower.rounded(toBits: bits, .nearest)
    let polynomial =
      Rational(factor) * series.polynomial(cut.coefficients).substituting(slope: 1, offset: scoreBound)
    let attained = try SupNormCertificate(certifying: polynomial, for: problem)
    self.init(
      scoreBound: scoreBound, epsilon: epsilon, degree: cut.degree, factor: factor,
      fractionBits: cut.fractionBits, coefficients: cut.coefficients, cellExponent: attained.cellExponent,
      cells: attained.cells, deviations: attained.deviations)
  }
}
