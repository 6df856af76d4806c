import ExactArith
import Foundation
import Testing

/// The committed vectors: MPFR's directed roundings and Arb's balls (Tests/Properties/Vectors/README.md).
struct ElementaryVectorTests {
  @Test func exp() throws {
    try check("exp", dyadic: Interval.exp(of:bits:), fraction: Interval.exp(of:bits:), atLeast: 5000)
  }

  @Test func log() throws {
    try check("log", dyadic: Interval.log(of:bits:), fraction: Interval.log(of:bits:), atLeast: 3500)
  }

  @Test func squareRoot() throws {
    try check(
      "sqrt", dyadic: Interval.squareRoot(of:bits:), fraction: Interval.squareRoot(of:bits:),
      atLeast: 2000)
  }

  private func check(
    _ name: String, dyadic: (Dyadic, Int) throws -> Interval, fraction: (Rational, Int) throws -> Interval,
    atLeast minimum: Int
  ) throws {
    let vectors = try Vector.load(name)
    #expect(vectors.count >= minimum)
    var failures = FailureLog()
    for vector in vectors {
      func evaluate(_ bits: Int) throws -> Interval {
        switch vector.argument {
        case .dyadic(let x): try dyadic(x, bits)
        case .fraction(let x): try fraction(x, bits)
        }
      }
      let p = vector.bits
      let ours = try evaluate(p)
      failures.expect(ours.isNarrow(bits: p), "\(vector.line): wider than 2^(1-\(p)): \(ours)")
      failures.expect(ours.overlaps(vector.arb), "\(vector.line): Arb has \(vector.arb), we \(ours)")
      if vector.mpfr.isPoint {
        failures.expect(
          ours.contains(vector.mpfr.lower), "\(vector.line): the exact value is not in \(ours)")
      } else {
        // MPFR's interval has no number of p bits inside, and the true value is strictly between its ends: a
        // finer enclosure must lie within it. Near a number of p bits that takes more precision.
        var finer = p + 64
        var inner = try evaluate(finer)
        while !inner.isSubset(of: vector.mpfr) && inner.overlaps(vector.mpfr) && finer < 6000 {
          finer *= 2
          inner = try evaluate(finer)
        }
        failures.expect(
          inner.isSubset(of: vector.mpfr), "\(vector.line): MPFR has \(vector.mpfr), we \(inner)")
        failures.expect(ours.overlaps(inner), "\(vector.line): \(p) and \(finer) bits are disjoint")
      }
    }
    #expect(failures.count == 0)
  }
}

/// One line of a vector file.
private struct Vector {
  enum Argument {
    case dyadic(Dyadic)
    case fraction(Rational)
  }

  let line: Substring
  let bits: Int
  let argument: Argument
  /// Directed roundings to `bits` bits; a point when exact.
  let mpfr: Interval
  let arb: Interval

  static func load(_ name: String) throws -> [Vector] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Vectors"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { try Vector($0) }
  }

  init(_ line: Substring) throws {
    let fields = line.split(separator: " ")
    try #require(fields.count == 6)
    self.line = line
    bits = try #require(Int(fields[0]))
    if let slash = fields[1].firstIndex(of: "/") {
      let top = try #require(Integer(String(fields[1][..<slash]), radix: 16))
      let bottom = try #require(Integer(String(fields[1][fields[1].index(after: slash)...]), radix: 16))
      argument = .fraction(Rational(top, bottom))
    } else {
      let (integer, exponent) = try Vector.number(fields[1])
      argument = .dyadic(Dyadic(significand: integer, exponent: exponent))
    }
    let (integer, unit) = try Vector.number(fields[2])
    let lower = Dyadic(significand: integer, exponent: unit)
    switch fields[3] {
    case "=": mpfr = Interval(lower)
    case "+": mpfr = Interval(lower: lower, upper: Dyadic(significand: integer + 1, exponent: unit))
    default:
      let (integer, exponent) = try Vector.number(fields[3])
      mpfr = Interval(lower: lower, upper: Dyadic(significand: integer, exponent: exponent))
    }
    let ends = try fields[4...].map { field in
      lower + Dyadic(significand: try #require(Integer(String(field))), exponent: unit - 8)
    }
    arb = Interval(lower: ends[0], upper: ends[1])
  }

  private static func number(_ text: Substring) throws -> (Integer, exponent: Int) {
    let parts = text.split(separator: "p")
    try #require(parts.count == 2)
    return (try #require(Integer(String(parts[0]), radix: 16)), try #require(Int(parts[1])))
  }
}
