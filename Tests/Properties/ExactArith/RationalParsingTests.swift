import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

struct RationalParsingTests {
  @Test func formsOfNumbers() throws {
    let cases: [(String, Rational)] = [
      ("0", 0), ("-0", 0), ("12", 12), ("+12", 12), ("-0.125", Rational(-1, 8)), (".5", Rational(1, 2)),
      ("3.", 3), ("1.5e-7", Rational(15, 100_000_000)), ("1E3", 1000), ("1e+3", 1000),
      ("-3/7", Rational(-3, 7)),
      ("6/4", Rational(3, 2)), ("0/5", 0), ("0x1.8p-3", Rational(3, 16)), ("0XFF", 255), ("-0x.8P1", -1),
      ("0x1p0", 1), ("0x10.", 16), ("0x1p+4", 16), ("0xAbp0", 171), ("00.50", Rational(1, 2)),
      ("0e100000", 0), ("0x0p-100000", 0), ("10e-1", 1), ("1e-100000", Rational(10).power(-100_000)),
    ]
    for (text, expected) in cases { #expect(try Rational(parsing: text) == expected, "\(text)") }
  }

  @Test func badTextIsATypedError() {
    #expect(throws: NumberParseError.empty) { try Rational(parsing: "") }
    let malformed = [
      "abc", "--1", "+-1", "1_000", " 1", "1 ", "inf", "nan", "NaN", "٣", "1/2/3", "1/-2", "/2", "1/",
      "1.5/2",
      "0x", "0x.", "0x1p", "0x1.gp3", "0x1p1.5", ".", "e5", "1e", "1e+", "1e5.0", "-", "+", "1.2.3", "1e5e5",
      "0x1e+3", "1p3", "0x0x1", "1\0", "1e--5", "½",
    ]
    for text in malformed {
      #expect(throws: NumberParseError.malformed(text), "\(text)") { try Rational(parsing: text) }
    }
    for text in ["1/0", "-1/000", "0/0"] {
      #expect(throws: NumberParseError.zeroDenominator(text)) { try Rational(parsing: text) }
    }
    let absurd = [
      "1e100001", "1e-100001", "1e999999999999999999999999999", "-1e-99999999999999999999", "0x1p100001",
      "0x1p-9223372036854775809", "0e100001",
    ]
    for text in absurd {
      #expect(throws: NumberParseError.exponentOutOfRange(text), "\(text)") { try Rational(parsing: text) }
    }
    #expect("\(NumberParseError.exponentOutOfRange("1e100001"))".contains("smaller exponent"))
    #expect("\(NumberParseError.malformed(String(repeating: "x", count: 1000)))".count < 200)
  }

  /// The standard library reads and writes floats too; both must agree on every text.
  @Test func roundTripsOfDoubles() {
    expectProperty(.finite, cases: 20_000) { (value: Double) in
      let text = value.hexadecimal
      let exact = Rational(Dyadic(exactly: value))
      let read = try Rational(parsing: text)
      try require(read == exact, "\(text) is read as \(read)")
      try require(Double(text) == value, "the library reads \(text) as \(Double(text) ?? .nan)")
      let nearest = try Rational(parsing: value.description).double(rounding: .nearest)
      try require(nearest == value, "its text is read as \(nearest)")
    }
    #expect(Double(1.0).hexadecimal == "0x1p+0" && Double(-0.0).hexadecimal == "-0x0p+0")
    #expect(Double(0.1).hexadecimal == "0x1.999999999999ap-4" && Float(0.1).hexadecimal == "0x1.99999ap-4")
    #expect(Double.leastNonzeroMagnitude.hexadecimal == "0x1p-1074")
    #expect(Double.nan.hexadecimal == "nan" && (-Double.infinity).hexadecimal == "-inf")
    #expect(Float16(-1.5).hexadecimal == "-0x1.8p+0" && Dyadic().hexadecimal == "0x0p+0")
  }

  @Test func roundTripsOfFloats() {
    expectProperty(.finite, cases: 20_000) { (value: Float) in
      let text = value.hexadecimal
      try require(Float(text) == value, "the library reads \(text) as \(Float(text) ?? .nan)")
      let exact = Dyadic(exactly: value).hexadecimal
      try require(
        value.isZero || exact == Double(value).hexadecimal, "\(exact), not \(Double(value).hexadecimal)")
    }
  }

  /// Decimal texts of many digits against the library's correctly rounded conversion.
  @Test func decimalsAgreeWithTheLibrary() {
    expectProperty(
      zip(.int(in: -380...330), .integer(bits: 200)), cases: 10_000,
      labels: [
        Label("infinite", atLeast: 3) { abs(Double("\($1)e\($0)")!) == .infinity },
        Label("0 or subnormal", atLeast: 3) {
          abs(Double("\($1)e\($0)")!) < .leastNormalMagnitude && !$1.isZero
        },
      ]
    ) { exponent, digits in
      let text = "\(digits)e\(exponent)"
      let ours = try Rational(parsing: text).double(rounding: .nearest)
      let library = Double(text)!
      try require(ours == library, "\(text): the library has \(library), we \(ours)")
    }
  }
}
