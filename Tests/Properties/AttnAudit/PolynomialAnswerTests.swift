import AttnAuditTesting
import AttnReference
import ExactArith
import ExpBounds
import PropertyTesting
import Testing

@testable import AttnAudit

/// Errors of given polynomials: against sampling in exact arithmetic, and with every certificate tampered with.
@Suite struct PolynomialAnswerTests {
  func question(
    _ function: ApproximationProblem.Function, _ lower: Rational, _ upper: Rational,
    _ measure: ApproximationProblem.Measure = .relative, epsilon: Rational? = nil
  ) throws -> PolynomialQuestion {
    PolynomialQuestion(
      problem: try ApproximationProblem(function, measure, from: lower, through: upper), file: "",
      format: .exact, epsilon: epsilon)
  }

  func answer(_ question: PolynomialQuestion, _ coefficients: [Rational]) throws -> PolynomialAnswer {
    let answer = try PolynomialAnswer(question, Polynomial(coefficients))
    try answer.verify()
    return answer
  }

  /// FlashAttention-4's polynomial of degree 3, as a file.
  static let flash = """
    1.0 0.695146143436431884765625 0.227564394474029541015625 0.077119089663028717041015625
    """

  /// The error at a point, apart from the certificates: exact p(x), and f(x) to 200 bits.
  func sample(_ polynomial: Polynomial, _ problem: ApproximationProblem, at x: Rational) -> Interval {
    let value = problem.value(at: x, bits: 200)
    let difference = polynomial.enclosure(at: x, bits: 200) - value
    return problem.measure == .absolute ? difference : difference.divided(by: value, bits: 200)!
  }

  private struct Approximation {
    var function: ApproximationProblem.Function
    var lower: Rational
    var upper: Rational
    var coefficients: [Rational]

    /// Coefficients of the size of those of exp.
    static let any = Generator<Approximation> { source throws(Rejection) in
      let function = try source.draw(.element(of: ApproximationProblem.Function.allCases))
      let lower = Rational(Integer(try source.draw(.int(in: -20...4))), 7)
      let width = Rational(Integer(try source.draw(.int(in: 1...9))), 3)
      let numbers = try source.draw(.array(of: .int(in: -9...30), count: 1...7))
      let coefficients = numbers.enumerated().map { k, number in
        Rational(Integer(number), 20 * Integer((1...max(k, 1)).reduce(1, *)))
      }
      return Approximation(function: function, lower: lower, upper: lower + width, coefficients: coefficients)
    }
  }

  @Test(arguments: ApproximationProblem.Measure.allCases)
  func theErrorIsThatOfTheWorstSample(_ measure: ApproximationProblem.Measure) {
    let labels = ApproximationProblem.Function.allCases.map { function in
      Label<Approximation>("\(function)", atLeast: 10) { $0.function == function }
    }
    expectProperty(Approximation.any, cases: 20, labels: labels) { drawn in
      let question = try question(drawn.function, drawn.lower, drawn.upper, measure)
      let answer = try answer(question, drawn.coefficients)
      let width = drawn.upper - drawn.lower
      let samples = (0...400).map {
        sample(answer.polynomial, question.problem, at: drawn.lower + width * Rational($0, 400)).magnitude
      }
      let largest = samples.map(\.upper).max()!
      try require(
        samples.allSatisfy { $0.lower <= answer.given.error.upper }, "an error above \(answer.given.error)")
      // Between samples 1/400 apart the error of these moves by less than 2 %, or 0.02 absolutely.
      let slack = answer.given.error.lower.scaled(byPowerOfTwo: -5) + .powerOfTwo(-5)
      try require(answer.given.error.lower - slack <= largest, "\(largest), and \(answer.given.error)")
      try require(answer.ratio.upper >= 1, "better than the best: \(answer.ratio)")
    }
  }

  @Test func oneUlpAndTheFormatChangeTheError() throws {
    let question = try question(.exp2, 0, 1)
    let file = try PolynomialFile(bytes: Self.flash.utf8)
    let given = try answer(question, file.coefficients)
    // These are float32 numbers already.
    #expect(try file.polynomial(in: .float32) == given.polynomial)

    var moved = file.coefficients
    let second = moved[2].float(rounding: .nearest)
    #expect(Rational(Dyadic(exactly: second)) == moved[2])
    moved[2] = Rational(Dyadic(exactly: second.nextUp))
    let neighbour = try answer(question, moved)
    #expect(neighbour.given.error.isCertainlyEqual(to: given.given.error) == .refuted)
    for answer in [given, neighbour] {
      let place = answer.given.place(answer.worst).midpoint
      let error = sample(answer.polynomial, question.problem, at: Rational(place)).magnitude
      // The place is within 2^−24 of an extremum, where the error is flat: within 2^−40 of the largest.
      let window = Interval(
        lower: answer.given.error.lower - .powerOfTwo(-40), upper: answer.given.error.upper)
      #expect(error.isSubset(of: window))
    }

    let thirds = try PolynomialFile(bytes: "1 2/3 1/3".utf8)
    let errors = try CoefficientFormat.allCases.map {
      try answer(question, thirds.polynomial(in: $0).coefficients).given.error
    }
    #expect(errors[0].isCertainlyEqual(to: errors[1]) == .refuted)
    #expect(errors[1].isCertainlyEqual(to: errors[2]) == .refuted)
  }

  @Test func epsilonIsDecidedUpToNineDigits() throws {
    let file = try PolynomialFile(bytes: Self.flash.utf8)
    let error = try answer(question(.exp2, 0, 1), file.coefficients).given.error
    let rows: [(Rational, Verdict, AttnAudit.ExitStatus)] = [
      (Rational(error.upper), .certified, .certified), (Rational(error.midpoint), .undecided, .undecided),
      (Rational(error.lower) * Rational(999_999, 1_000_000), .refuted, .refuted),
    ]
    for (epsilon, verdict, status) in rows {
      let answer = try answer(question(.exp2, 0, 1, epsilon: epsilon), file.coefficients)
      #expect(answer.verdict == verdict && answer.exitStatus == status)
      #expect(answer.text.contains("\n\(verdict.rawValue): "))
    }
  }

  @Test func theAlternationOfTheBestIsComplete() throws {
    let question = try question(.exp, -1, 1)
    let best = try answer(question, [1, 1, Rational(1, 2)]).best.polynomial
    let answer = try answer(question, best.coefficients)
    #expect(answer.alternations == 4 && answer.given.cells.count == 2)
    #expect(answer.ratio.upper < 1 + .powerOfTwo(-20))
    // 1 is above e^x before 0 and below it behind; 0 is below it everywhere.
    #expect(try self.answer(question, [1]).alternations == 2)
    #expect(try self.answer(question, [0]).alternations == 1)
    #expect(try self.answer(question, [0, 0, 0]).polynomial.isZero)
  }

  /// What has no end by a naive search ends: extrema at a rational end, errors far below 2^−128, extrema too close.
  @Test func hardPolynomialsEnd() throws {
    // p' − p = x − 1/3, whose root is the upper end.
    let atEnd = try answer(question(.exp, Rational(-1, 3), Rational(1, 3)), [Rational(-2, 3), -1])
    #expect(atEnd.given.cells.isEmpty && atEnd.worst == 1)

    let half = Rational(1, 2)
    let small = try PolynomialAnswer(
      question(.exp, -half, half), Polynomial([Rational](repeating: 1, count: 36)))
    let absolute = try answer(question(.exp, -half, half, .absolute), small.best.polynomial.coefficients)
    #expect(absolute.given.error.upper < .powerOfTwo(-200))

    #expect(throws: PolynomialFileError.Problem.notCertifiable(.errorTooSmall)) {
      try answer(question(.exp2, 0, 1), [Rational](repeating: 1, count: 60))
    }
    // p' − p = (x − 1/2)(x − 1/2 − 2^−5000).
    let (a, b) = (half, half + Rational(.powerOfTwo(-5000)))
    let (constant, linear) = (a * b, -(a + b))
    #expect(throws: PolynomialFileError.Problem.notCertifiable(.extremaTooClose)) {
      try answer(question(.exp, 0, 1), [-(constant + linear + 2), -(linear + 2), -1])
    }
    #expect(throws: ApproximationError.intervalTooNarrow) {
      try question(.exp, 0, Rational(.powerOfTwo(-65)))
    }
    _ = try answer(question(.exp, 0, Rational(.powerOfTwo(-64))), [Rational](repeating: 1, count: 40))
  }

  @Test func everyTamperedPartIsRejected() throws {
    let good = try answer(question(.exp, -1, 1), [1, 1, Rational(1, 2)])
    var bad = good
    bad.given.deviations[0] = 0
    #expect(throws: CertificateFlaw.self) { try bad.verify() }
    bad = good
    bad.polynomial = Polynomial([1, 1, Rational(1, 3)])
    #expect(throws: CertificateFlaw.self) { try bad.verify() }
    bad = good
    bad.best = good.given
    bad.best.deviations.removeLast()
    #expect(throws: CertificateFlaw.self) { try bad.verify() }
    bad = good
    bad.bound.bound = bad.best.error.upper
    #expect(throws: CertificateFlaw.self) { try bad.verify() }
    bad = good
    bad.question = try question(.exp, -1, 2)
    #expect(throws: CertificateFlaw.self) { try bad.verify() }
  }
}
