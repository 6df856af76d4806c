public import AttnReference
public import AttnSpec
public import ExactArith

/// Why there is no plan. The text says what to do.
public enum PolynomialPlanError: Error, Hashable, Sendable {
  case targetNotPositive
  /// The statement or the norms are not of the kind that Theorem P is about.
  case unsuitable(PolynomialKernelError)
  /// Scores may be larger than any for which a plan is looked for.
  case scoresTooLarge(scoreBound: Rational)
  /// No degree up to the highest that is certified reaches the target.
  case degreeTooHigh(scoreBound: Rational, target: PlanTarget)
  /// The quadratic kernel needs no more operations. No lower degree reaches the target.
  case pointlessRank(PlanFigures, scoreBound: Rational, target: PlanTarget)
  /// No kernel on offer takes polynomials of this degree, and no lower degree reaches the target.
  case unsupportedDegree(PlanFigures, target: PlanTarget)
  /// The coefficients overflow binary64.
  case coefficientsTooLarge(degree: Int)
  /// Rounding alone costs more, in the most precise arithmetic on offer, in units of the target.
  case belowRounding(NumberFormat, rounding: Dyadic, degree: Int, target: PlanTarget)
  /// Rounded to binary64, the coefficients of the best polynomial leave `attained`, where exact ones would leave `exact`.
  case belowCoefficients(degree: Int, exact: Dyadic, attained: Rational, target: PlanTarget)
}

extension PolynomialPlanError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .targetNotPositive: "the error to be reached must be above 0"
    case .unsuitable(let reason): "\(reason)"
    case .scoresTooLarge(let bound):
      "scores may reach \(bound.shortText), and polynomials with coefficients in binary64 serve up to about 18, where"
        + " their roundings cost 2^-53·e^(2·18); scale the queries down, or use a quadratic kernel"
    case .degreeTooHigh(let bound, let target):
      "with scores up to \(bound.shortText), \(target) needs a degree above"
        + " \(ApproximationProblem.largestDegree); allow a larger error, make the scores smaller, or use a"
        + " quadratic kernel"
    case .pointlessRank(let figures, let bound, let target):
      "with scores up to \(bound.shortText), \(target) needs degree \(figures.degree) at least: rank"
        + " \(figures.rank.shortText) in dimension \(figures.dimension), and"
        + " \(figures.polynomialOperations.shortText) operations at n = \(figures.tokens), where the quadratic"
        + " kernel needs \(figures.quadraticOperations.shortText)"
        + (figures.crossover.map { " (it pays from n = \($0.shortText) on)" } ?? "")
        + "; use a quadratic kernel, or a larger error, smaller scores or fewer dimensions"
    case .unsupportedDegree(let figures, let target):
      "\(target) needs degree \(figures.degree) at least, and the kernels on offer do not take that in dimension"
        + " \(figures.dimension) (rank \(figures.rank.shortText)); use a larger error, smaller scores or fewer"
        + " dimensions"
    case .coefficientsTooLarge(let degree):
      "coefficients of degree \(degree) overflow binary64; make the scale smaller and the queries larger by the"
        + " same power of 2"
    case .belowRounding(let format, let rounding, let degree, let target):
      "roundings in \(format.rawValue) alone may cost \(rounding.decimal(digits: 6, rounding: .nearest)) at degree"
        + " \(degree), too much for \(target); allow a larger error, make the scores smaller, or use a quadratic kernel"
    case .belowCoefficients(let degree, let exact, let attained, let target):
      "\(target) is beyond what coefficients in binary64 allow: at degree \(degree) the best polynomial has a"
        + " relative error of \(exact.decimal(digits: 6, rounding: .nearest)), and \(attained.shortText) once they are"
        + " rounded; allow a larger error, or make the scores smaller"
    }
  }
}

extension Integer {
  /// All digits of a number that can be read, otherwise six of them.
  public var shortText: String {
    bitWidth <= 40 ? "\(self)" : Dyadic(self).decimal(digits: 6, rounding: .nearest)
  }
}
