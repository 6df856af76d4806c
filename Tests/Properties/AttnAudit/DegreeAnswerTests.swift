import AttnReference
import ExactArith
import ExpBounds
import Testing

@testable import AttnAudit

@Suite struct DegreeAnswerTests {
  static let question = DegreeQuestion(scoreBound: 2, epsilon: Rational(1, 100), dimension: 3)

  @Test func theWordsAreThoseOfTheCertificates() throws {
    let answer = try DegreeAnswer(Self.question)
    try answer.verify()
    let text = answer.text
    #expect(text.hasPrefix("relative error of e^x on [-2, 2], at most 0.01\nminimal degree 5, "))
    // One row a coefficient, the literals of both formats, and the error of each.
    for (power, coefficient) in answer.row.minimal.attained.polynomial.coefficients.enumerated() {
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("x^\(power) ") })
      #expect(line.contains(coefficient.double(rounding: .nearest).hexadecimal))
      #expect(line.hasSuffix(" \(coefficient.float(rounding: .nearest).hexadecimal)"))
    }
    #expect(text.contains("in 5 cells 2^\(answer.row.minimal.attained.cellExponent) wide"))
    #expect(text.contains("at most 4, and not for e^x"))
    #expect(text.contains("rank C(8, 3) = 56, ") && text.contains("C(16, 10) = 8008: "))
    #expect(try !DegreeAnswer(DegreeQuestion(scoreBound: 2, epsilon: Rational(1, 100))).text.contains("rank"))
  }

  @Test func aDegreeOfZeroHasNothingBelow() throws {
    let answer = try DegreeAnswer(DegreeQuestion(scoreBound: Rational(1, 1000), epsilon: Rational(1, 10)))
    try answer.verify()
    #expect(answer.text.contains("minimal degree 0, ") && answer.text.contains("there is no lower degree"))
    #expect(!answer.text.contains("Why degree"))
    #expect(try answer.json().contains("\"excluded\":null"))
  }

  @Test func whatIsNoAnswerToTheQuestionIsRejected() throws {
    let good = try DegreeAnswer(Self.question)
    var bad = good
    bad.question.epsilon = Rational(1, 50)
    #expect(throws: CertificateFlaw.self) { try bad.verify() }
    bad = good
    bad.question.scoreBound = 3
    #expect(throws: CertificateFlaw.self) { try bad.verify() }
    // Another row's certificates, each of them good.
    bad.row = try DegreeAnswer(DegreeQuestion(scoreBound: 2, epsilon: Rational(1, 1000))).row
    #expect(throws: CertificateFlaw.self) { try bad.verify() }
  }

  @Test func epsilonsBelowTheLeastDoubleAreAnswered() throws {
    let question = DegreeQuestion(scoreBound: Rational(1, 1024), epsilon: Rational(10).power(-330))
    let answer = try DegreeAnswer(question)
    try answer.verify()
    #expect(answer.row.minimal.degree > 50)
    #expect(throws: SearchError(reason: .degreeTooHigh)) {
      try DegreeAnswer(DegreeQuestion(scoreBound: 4, epsilon: Rational(10).power(-50_000)))
    }
  }

  @Test func anEpsilonThatIsABestErrorIsUndecided() {
    #expect(SearchError(reason: .epsilonTooClose).exitStatus == .undecided)
    #expect(SearchError(reason: .degreeTooHigh).exitStatus == .wrongUsage)
  }

  @Test func proseIsWrapped() {
    let text = String(repeating: "twelve chars ", count: 30) + String(repeating: "x", count: 120)
    let lines = TextParagraph.wrapped(text, indent: 3).split(separator: "\n")
    #expect(lines.count == 5 && lines.allSatisfy { $0.hasPrefix("   ") && !$0.hasSuffix(" ") })
    #expect(lines.dropLast().allSatisfy { $0.count <= TextParagraph.width })
    #expect(lines.last?.count == 123)
  }

  @Test func exactNumbersAreShortWhereTheyCanBe() {
    #expect(BoundWords.exact(Rational(1, 1000)) == "0.001" && BoundWords.exact(-4) == "-4")
    #expect(BoundWords.exact(Rational(1, 3)) == "1/3")
    #expect(BoundWords.exact(1 + Rational(.powerOfTwo(-60))) == "0x1.000000000000001p+0")
  }
}
