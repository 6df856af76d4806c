internal import AttnReference
internal import ExactArith
internal import ExpBounds

/// The answer to a `DegreeQuestion`: certificates, and what follows from the degree by counting.
struct DegreeAnswer: Equatable, Sendable {
  var question: DegreeQuestion
  var row: RelativeRow
  /// For the question's dimension.
  var rank: RankRow?

  init(_ question: DegreeQuestion) throws(SearchError) {
    self.question = question
    do throws(ApproximationError) {
      row = try RelativeRow(scoreBound: question.scoreBound, epsilon: question.epsilon)
    } catch {
      throw SearchError(reason: error)
    }
    let degree = row.minimal.degree
    rank = question.dimension.map { RankRow(degree: degree, dimension: $0) }
  }

  /// Returns where the judge accepts every certificate, and they are about the question.
  func verify() throws(CertificateFlaw) {
    guard row.scoreBound == question.scoreBound, row.epsilon == question.epsilon else {
      throw .malformed("the certificates are about another question")
    }
    try row.verify()
  }
}

extension DegreeAnswer {
  /// The errors of the polynomials that the two certificates are about.
  var chebyshevError: Interval { Self.largest(row.chebyshev.deviations) }
  var shiftedError: Interval { Self.largest(row.shifted.deviations) }

  private static func largest(_ deviations: [Interval]) -> Interval {
    deviations.map(\.magnitude).reduce(0) {
      Interval(lower: max($0.lower, $1.lower), upper: max($0.upper, $1.upper))
    }
  }
}
