import AttnReference
import ExactArith
import ExpBounds
import Foundation
import Testing

/// The boundaries of the phase diagram, against the search for least degrees and against counting.
struct PhaseBoundaryTests {
  private static let savings = PhaseTable.standardSavings
  private static let table = Result { try PhaseTable(dimensions: [8, 11, 16, 20, 33, 64]) }

  private func leastDegree(_ dimension: Int, _ bound: Rational) throws -> Int {
    let point = PhasePoint(dimension: dimension, bound: bound)
    return try MinimalDegreeCertificate(
      .relative(scoreBound: bound * bound), epsilon: point.weightEpsilon
    ).degree
  }

  @Test func theDegreeChangesAtEachBoundary() throws {
    for boundary in try Self.savings.flatMap(Self.table.get().boundaries) {
      try boundary.verify()
      #expect(boundary.beyond - boundary.within == PhaseBoundary.step)
      #expect(try leastDegree(boundary.dimension, boundary.within) <= boundary.degree)
      #expect(try leastDegree(boundary.dimension, boundary.beyond) > boundary.degree)
      // What monotony says of the bounds that have no certificate.
      for share in [Rational(1, 50), Rational(1, 2), Rational(9, 10)] {
        #expect(try leastDegree(boundary.dimension, boundary.within * share) <= boundary.degree)
      }
      #expect(try leastDegree(boundary.dimension, boundary.beyond * Rational(6, 5)) > boundary.degree)
    }
  }

  @Test func smallerSavingsReachFurther() throws {
    let table = try Self.table.get()
    for (more, less) in zip(table.savings, table.savings.dropFirst()) {
      #expect(more.quarters > less.quarters)
      for (inner, outer) in zip(table.boundaries(for: more), table.boundaries(for: less)) {
        #expect(inner.dimension == outer.dimension && inner.within <= outer.within)
      }
    }
  }

  /// In binary64, with the rank as a product of fractions.
  @Test func savingsAreThoseOfTheCounts() {
    for dimension in [8, 9, 13, 20, 32, 48] {
      let (n, d) = (exp2(Double(dimension)), Double(dimension))
      for degree in 0...12 {
        let rank = (0..<degree).reduce(1.0) { $0 * (d + Double($1) + 1) / (Double($1) + 1) }
        let polynomial = 2 * n * rank * (d + 2) + rank * (d + 1) + n * d
        let saved = log2((2 * n * n * (d + 1) + n * d) / polynomial) / d
        for quarters in -4...3 where abs(saved - Double(quarters) / 4) > 1e-9 {
          #expect(
            PhaseSaving(quarters: quarters).isReached(degree: degree, dimension: dimension)
              == (saved > Double(quarters) / 4))
        }
      }
    }
    #expect(PhaseSaving(quarters: 4).greatestDegree(dimension: 16) == nil)
  }

  @Test func aChangedBoundaryIsRejected() throws {
    let boundary = try PhaseBoundary(dimension: 10, saving: PhaseSaving(quarters: 0))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let text = String(decoding: try encoder.encode(boundary), as: UTF8.self)
    func changed(_ old: String, _ new: String) throws -> PhaseBoundary {
      #expect(text.contains(old), "\(old)")
      return try JSONDecoder().decode(PhaseBoundary.self, from: Data(text.replacing(old, with: new).utf8))
    }
    for (old, new) in [
      ("\"dimension\":10", "\"dimension\":11"), ("\"dimension\":10", "\"dimension\":0"),
      ("\"dimension\":10", "\"dimension\":1000000"), ("\"quarters\":0", "\"quarters\":1"),
      ("\"quarters\":0", "\"quarters\":1000"), ("\"within\":\"\(boundary.within)\"", "\"within\":\"1/1024\""),
      ("\"within\":\"\(boundary.within)\"", "\"within\":\"-1\""),
      ("\"within\":\"\(boundary.within)\"", "\"within\":\"2\""),
      ("\"beyond\":\"\(boundary.beyond)\"", "\"beyond\":\"1\""),
    ] {
      let other = try changed(old, new)
      #expect(throws: CertificateFlaw.self, "\(old) \(new)") { try other.verify() }
    }
    // A polynomial that reaches less, and nodes that exclude less, under the names of others.
    let far = try PhaseBoundary(dimension: 11, saving: PhaseSaving(quarters: 0))
    let fields = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let others = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(far)) as? [String: Any])
    for key in ["attained", "excluded", "degree"] {
      var mixed = fields
      mixed[key] = others[key]
      let data = try JSONSerialization.data(withJSONObject: mixed)
      let other = try JSONDecoder().decode(PhaseBoundary.self, from: data)
      #expect(throws: CertificateFlaw.self, "\(key)") { try other.verify() }
    }
  }
}
