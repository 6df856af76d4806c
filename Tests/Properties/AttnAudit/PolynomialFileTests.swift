import AttnAuditTesting
import AttnReference
import ExactArith
import ExpBounds
import Foundation
import PropertyTesting
import Testing

@testable import AttnAudit

@Suite struct PolynomialFileTests {
  func coefficients(_ text: String) throws -> [Rational] {
    try PolynomialFile(bytes: Array(text.utf8)).coefficients
  }

  @Test func everyFormAndSeparatorIsRead() throws {
    let expected = [Rational(1), Rational(-1, 4), Rational(3, 7), Rational(3), 0]
    #expect(try coefficients("1 -0.25 3/7 0x1.8p1 0") == expected)
    #expect(try coefficients("1,-2.5e-1,+3/7,\t0x3,-0") == expected)
    #expect(try coefficients("# from below, 9\r\n1 # one\r\n-1/4 ,\n\n3/7\n,0x.cp+2 0,") == expected)
    #expect(try PolynomialFile(bytes: "1 0 0".utf8).polynomial(in: .exact) == Polynomial([1 as Rational]))
  }

  @Test func mistakesAreNamedWithTheirLine() {
    let tooLarge = [UInt8](repeating: UInt8(ascii: " "), count: PolynomialFile.largestSize + 1)
    #expect(throws: PolynomialFileError.Problem.tooLarge) { try PolynomialFile(bytes: tooLarge) }
    let rows: [(String, PolynomialFileError.Problem)] = [
      ("", .noCoefficients), (" \n# 1 2 3", .noCoefficients),
      ("1,\n,2", .strayComma(line: 2)), (",", .strayComma(line: 1)),
      ("1\nnan", .notANumber(line: 2, .malformed("nan"))),
      ("1\n\n1/0", .notANumber(line: 3, .zeroDenominator("1/0"))),
      ("-inf", .notANumber(line: 1, .malformed("-inf"))), ("1;2", .notANumber(line: 1, .malformed("1;2"))),
      ("1e100001", .notANumber(line: 1, .exponentOutOfRange("1e100001"))),
      ("\u{1B}[2J", .notANumber(line: 1, .malformed("\u{FFFD}[2J"))),
      ("1\n1e100000", .tooManyBits(line: 2)), ("1\n1e-100000", .tooManyBits(line: 2)),
      (
        String(repeating: "0\n", count: ApproximationProblem.largestDegree + 2),
        .tooManyCoefficients(line: ApproximationProblem.largestDegree + 2)
      ),
    ]
    for (text, problem) in rows {
      #expect(throws: problem, "\(text.prefix(20))") { try coefficients(text) }
    }
  }

  @Test func allCoefficientsButNoMoreThanAreCertifiedAreRead() throws {
    let count = ApproximationProblem.largestDegree + 1
    #expect(try coefficients(String(repeating: "1\n", count: count)).count == count)
  }

  @Test func aCommonDenominatorCannotGrowWithoutLimit() throws {
    // Each fits by itself; their common denominator would have 500 times as many bits.
    let text = (0..<500).map { "1/\(Integer(3).power(30_000) + Integer($0))" }
    let file = try PolynomialFile(bytes: text.prefix(3).joined(separator: "\n").utf8)
    #expect(throws: PolynomialFileError.Problem.notCertifiable(.coefficientsTooPrecise)) {
      try file.polynomial(in: .exact)
    }
    #expect(try file.polynomial(in: .float32).isZero)
  }

  @Test func coefficientsAreRoundedAsLiteralsAre() {
    expectProperty(
      zip(.int(in: -50...39), .int(in: 1...Int.max)), cases: 2000,
      labels: [
        Label("no float32", atLeast: 0.5) { exponent, digits in
          strtof("0.\(digits)e\(exponent)", nil).isInfinite
        },
        Label("a subnormal float32", atLeast: 2) { exponent, digits in
          strtof("0.\(digits)e\(exponent)", nil).isSubnormal
        },
      ]
    ) { exponent, digits in
      let text = "-0.\(digits)e\(exponent)"
      let file = try PolynomialFile(bytes: text.utf8)
      // Foundation's conversion is the C library's, an implementation of its own.
      let (single, double) = (strtof(text, nil), strtod(text, nil))
      let expected = single.isFinite ? Polynomial([Dyadic(exactly: single)]) : nil
      try require((try? file.polynomial(in: .float32)) == expected, "\(text) is not \(single)")
      let exact = try file.polynomial(in: .float64)
      try require(exact == Polynomial([Dyadic(exactly: double)]), "\(text) is not \(double)")
    }
    #expect(throws: PolynomialFileError.Problem.overflow(power: 1, .float32)) {
      try PolynomialFile(bytes: "1 1e39".utf8).polynomial(in: .float32)
    }
  }

  /// Random bytes, and random pieces of what numbers are made of: a list of numbers or a typed error, never a trap.
  @Test func noBytesCrashTheReader() {
    let pieces = [
      "1", "0", "9", ".", "e", "E", "-", "+", "/", "0x", "p", "f", ",", " ", "\n", "#", "nan", "\0", "é",
    ]
    let texts = Generator<[String]>.array(of: .element(of: pieces), count: 0...6).map {
      Array($0.joined().utf8)
    }
    expectProperty(
      .one(of: [texts, .array(of: .any, count: 0...6)]), cases: 20_000,
      labels: [
        Label("read", atLeast: 1) { (try? PolynomialFile(bytes: $0)) != nil },
        Label("refused", atLeast: 25) { (try? PolynomialFile(bytes: $0)) == nil },
      ]
    ) { bytes in
      switch Result(catching: { () throws(PolynomialFileError.Problem) in try PolynomialFile(bytes: bytes) })
      {
      case .success(let file): try require(!file.coefficients.isEmpty, "no coefficients")
      case .failure(let problem):
        let text = PolynomialFileError(file: "f", problem: problem).description
        try require(
          text.hasPrefix("f: ") && text.hasSuffix(".") && !text.contains("\0"), text.debugDescription)
      }
    }
  }
}
