import AttnReference
import ExactArith
import ExpBounds
import Foundation
import Testing

/// The polynomials for 2^x of FlashAttention-4, and the table of them in Examples/Polynomials/README.md.
@Suite struct FlashAttentionPolynomialTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Examples/Polynomials")

  /// The largest relative error on [0, 1], from critical points found by mpmath and from Sollya's `supnorm`.
  private static let oracle = [
    "3.87514531612396e-2", "2.07551895333103e-3", "8.76296171043021e-5", "2.98995865346368e-6",
    "8.53464633579538e-8",
  ]

  @Test(arguments: 1...5)
  func theErrorIsTheOneInTheTable(degree: Int) throws {
    let problem = try ApproximationProblem(.exp2, .relative, from: 0, through: 1)
    let polynomial = try polynomial(degree: degree)
    #expect(polynomial == CoefficientFormat.float32.nearest(to: polynomial))

    let certificate = try SupNormCertificate(certifying: polynomial, for: problem)
    try certificate.verify()
    let best = try BestApproximation(problem, degree: degree)
    try best.attained.verify()
    try best.bound.verify()

    let expected = try Rational(parsing: Self.oracle[degree - 1])
    let (lower, upper) = (Rational(certificate.error.lower), Rational(certificate.error.upper))
    // Fifteen digits, rounded: half a unit of the last is at most 5·10⁻¹⁵ of the number.
    let slack = expected * Rational(5, 1_000_000_000_000_000)
    #expect(lower - slack <= expected && expected <= upper + slack)

    let row = try #require(try tableRow(degree: degree))
    try expectDigits(row[1], certificate.error, significant: 6)
    try expectDigits(
      row[2], Interval(lower: best.bound.bound, upper: best.attained.error.upper), significant: 6)
    let ratio = try #require(
      certificate.error.divided(
        by: Interval(lower: best.bound.bound, upper: best.attained.error.upper), bits: 64))
    try expectDigits(row[3], ratio, significant: 4)
  }

  /// Whether a printed number is the enclosed one, rounded to nearest at its last digit.
  private func expectDigits(_ text: String, _ values: Interval, significant digits: Int) throws {
    let printed = try Rational(parsing: text)
    let mantissa = text.split(separator: "e")[0]
    let exponent = text.split(separator: "e").dropFirst().first.flatMap { Int($0) } ?? 0
    let places = mantissa.split(separator: ".")[1].count
    #expect(places == digits - 1)
    let half = Rational(1, 2) * Rational(10).power(exponent - places)
    #expect(printed - half <= Rational(values.lower) && Rational(values.upper) <= printed + half)
  }

  private func polynomial(degree: Int) throws -> Polynomial {
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent("flash-attention-4-degree-\(degree).txt"),
      encoding: .utf8)
    let coefficients = try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      try Rational(parsing: String($0))
    }
    #expect(coefficients.count == degree + 1)
    return Polynomial(coefficients)
  }

  private func tableRow(degree: Int) throws -> [String]? {
    try String(contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
      .split(separator: "\n").first { $0.hasPrefix("| \(degree) |") }?
      .split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
