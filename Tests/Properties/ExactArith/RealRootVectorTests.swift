import ExactArith
import Foundation
import Testing

/// The committed real roots, from FLINT (Tests/Properties/Vectors/README.md).
struct RealRootVectorTests {
  @Test func realRoots() throws {
    let vectors = try Vector.load()
    #expect(vectors.count >= 204)
    var failures = FailureLog()
    for vector in vectors {
      let roots = vector.polynomial.realRoots(from: vector.lower, through: vector.upper, widthExponent: -100)
      let line = vector.line.prefix(200)
      failures.expect(roots.count == vector.roots.count, "\(roots.count) roots: \(line)")
      failures.expect(
        vector.polynomial.countRealRoots(from: vector.lower, through: vector.upper) == vector.roots.count,
        "count: \(line)")
      for (ours, flint) in zip(roots, vector.roots) {
        failures.expect(
          Interval(lower: ours.lower, upper: ours.upper).overlaps(flint.interval), "\(ours): \(line)")
        failures.expect(ours.multiplicityIsOdd == (flint.multiplicity % 2 == 1), "multiplicity: \(line)")
        failures.expect(ours.upper - ours.lower <= Dyadic.powerOfTwo(-100), "too wide: \(line)")
      }
    }
    #expect(failures.count == 0)
  }
}

/// One line of the file.
private struct Vector {
  let line: Substring
  let lower: Rational
  let upper: Rational
  let polynomial: Polynomial
  let roots: [(interval: Interval, multiplicity: Int)]

  static func load() throws -> [Vector] {
    let url = try #require(
      Bundle.module.url(forResource: "real-roots", withExtension: "txt", subdirectory: "Vectors"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { try Vector($0) }
  }

  init(_ line: Substring) throws {
    let fields = line.split(separator: " ")
    try #require(fields.count >= 3)
    self.line = line
    lower = try Vector.fraction(fields[0])
    upper = try Vector.fraction(fields[1])
    polynomial = Polynomial(numerators: try fields[2].split(separator: ",").map { try Vector.integer($0) })
    roots = try fields[3...].map { field in
      let parts = field.split(separator: ":")
      try #require(parts.count == 3)
      let start = try Vector.integer(parts[0])
      let end = start + (try Vector.integer(parts[1]))
      let interval = Interval(
        lower: Dyadic(significand: start, exponent: -96), upper: Dyadic(significand: end, exponent: -96))
      return (interval, try #require(Int(parts[2])))
    }
  }

  private static func integer(_ text: Substring) throws -> Integer {
    try #require(Integer(String(text), radix: 16))
  }

  private static func fraction(_ text: Substring) throws -> Rational {
    let parts = text.split(separator: "/")
    try #require(parts.count == 2)
    return Rational(try integer(parts[0]), try integer(parts[1]))
  }
}
