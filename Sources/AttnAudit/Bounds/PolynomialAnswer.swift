internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// The answer to a `PolynomialQuestion`: the polynomial's error, and the best of its degree from both sides.
struct PolynomialAnswer: Equatable, Sendable {
  var question: PolynomialQuestion
  /// As the question's format holds it.
  var polynomial: Polynomial
  var given: SupNormCertificate
  /// A polynomial of the same degree whose error is nearly the least…
  var best: SupNormCertificate
  /// …and the proof that there is none much better.
  var bound: LowerBoundCertificate

  init(_ question: PolynomialQuestion) throws(PolynomialFileError) {
    let file = try PolynomialFile(path: question.file)
    do throws(PolynomialFileError.Problem) {
      try self.init(question, file.polynomial(in: question.format))
    } catch {
      throw PolynomialFileError(file: question.file, problem: error)
    }
  }

  init(_ question: PolynomialQuestion, _ polynomial: Polynomial) throws(PolynomialFileError.Problem) {
    self.question = question
    self.polynomial = polynomial
    do throws(ApproximationError) {
      given = try SupNormCertificate(certifying: polynomial, for: question.problem)
      let found = try BestApproximation(question.problem, degree: polynomial.degree ?? 0)
      best = found.attained
      bound = found.bound
    } catch {
      throw .notCertifiable(error)
    }
  }

  /// Returns where the judge accepts every certificate, and they are about the question.
  func verify() throws(CertificateFlaw) {
    let degree = polynomial.degree ?? 0
    guard given.polynomial == polynomial, (best.polynomial.degree ?? 0) <= degree, bound.degree == degree,
      [given.problem, best.problem, bound.problem].allSatisfy({ $0 == question.problem })
    else { throw .malformed("the certificates are about another question") }
    try given.verify()
    try best.verify()
    try bound.verify()
  }

  /// The least error of a polynomial of this degree.
  var optimum: Interval { Interval(lower: bound.bound, upper: best.error.upper) }

  /// How many times the least error the polynomial's is. The bound of n + 2 nodes is positive for exp.
  var ratio: Interval { given.error.divided(by: optimum, bits: 64)! }

  /// The extremum with the largest error, as far as the enclosures tell.
  var worst: Int {
    given.deviations.indices.max {
      given.deviations[$0].magnitude.upper < given.deviations[$1].magnitude.upper
    }!
  }

  /// How many extrema in turn have errors of opposite sign: the best polynomial has degree + 2, of equal size.
  var alternations: Int {
    var count = 0
    var sign = 0
    for deviation in given.deviations {
      let next = deviation.lower.signum() > 0 ? 1 : deviation.upper.signum() < 0 ? -1 : 0
      if next != 0, next != sign { (count, sign) = (count + 1, next) }
    }
    return count
  }

  /// Whether the error is at most epsilon, where that was asked.
  var verdict: Verdict? {
    question.epsilon.map { epsilon in
      if Rational(given.error.upper) <= epsilon { return .certified }
      return Rational(given.error.lower) > epsilon ? .refuted : .undecided
    }
  }

  /// Without an epsilon the answer itself is what is certified.
  var exitStatus: ExitStatus {
    switch verdict {
    case .certified, nil: .certified
    case .refuted: .refuted
    case .undecided: .undecided
    }
  }
}
