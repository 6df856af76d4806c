import AttnReference
import ExactArith
import ExpBounds
import Foundation
import Testing

/// Every row of the two tables of degrees: proved from both sides, and against facts that came about in other ways.
@Suite struct StandardTablesTests {
  /// Made once; making a row verifies it.
  private static let tables = Result { try DegreeTables() }

  @Test func everyRowIsProvedFromBothSides() throws {
    let tables = try Self.tables.get()
    #expect(tables.relative.count == 63 && tables.additive.count == 63)
    for minimal in tables.relative.map(\.minimal) + tables.additive.map(\.minimal) {
      try minimal.verify()
      #expect(Rational(minimal.attained.error.upper) <= minimal.epsilon)
      if minimal.degree > 0 { #expect(Rational(try #require(minimal.excluded).bound) > minimal.epsilon) }
    }
  }

  /// The least degrees and errors from Arb (`Vectors/exp-minimax.txt`): on every row, to eight digits.
  @Test func theOracleAgreesOnEveryRow() throws {
    let tables = try Self.tables.get()
    let oracle = try Oracle()
    var count = 0
    for minimal in tables.relative.map(\.minimal) + tables.additive.map(\.minimal) {
      let key = Oracle.Key(minimal.problem)
      #expect(try #require(oracle.degrees[key]?[minimal.epsilon]) == minimal.degree)
      for (degree, bounds) in [
        (minimal.degree, (minimal.attained.error.lower, minimal.attained.error.upper)),
        (minimal.degree - 1, minimal.excluded.map { ($0.bound, $0.bound) } ?? (0, 0)),
      ] where degree >= 0 {
        let least = try #require(oracle.errors[key]?[degree])
        // Twenty digits, rounded; and what the grids of coefficients and nodes may cost of the best, 2^−20.
        let slack = least * Rational(.powerOfTwo(-60))
        let cost = least * Rational(.powerOfTwo(-20))
        if degree == minimal.degree {
          #expect(
            Rational(bounds.1) >= least - slack && Rational(bounds.0) <= least + cost, "\(key) \(degree)")
        } else {
          #expect(
            Rational(bounds.0) <= least + slack && Rational(bounds.0) >= least - cost, "\(key) \(degree)")
        }
        count += 1
      }
    }
    #expect(count >= 250)
  }

  /// S5: 2Σ_{j odd} I_{jn}(B/2) ≤ e^(−B/2)·E ≤ 2Σ_{k≥n} I_k(B/2) for the least absolute error E of degree n − 1 on [0, B].
  @Test func theSandwichHoldsOnEveryRow() throws {
    for row in try Self.tables.get().additive {
      let half = row.bound * Rational(1, 2)
      let growth = try Interval.exp(of: half, bits: 128)
      func below(_ degree: Int) -> Interval {
        growth * BesselEnclosure.oddMultiples(of: degree + 1, at: half, bits: 128).scaled(byPowerOfTwo: 1)
      }
      func above(_ degree: Int) -> Interval {
        growth * BesselEnclosure.tail(after: degree, at: half, bits: 128).scaled(byPowerOfTwo: 1)
      }
      let degree = row.minimal.degree
      let error = row.minimal.attained.error
      #expect(error.upper >= below(degree).lower && error.lower <= above(degree).upper)
      if let bound = row.minimal.excluded?.bound {
        #expect(bound <= above(degree - 1).upper)
        // No lower than the lower side, but for what the grid of nodes may cost.
        #expect(bound >= (below(degree - 1).lower * (1 - Dyadic.powerOfTwo(-20))).rounded(toBits: 64, .down))
      }
      // What the truncation lacks is the upper side exactly.
      let chebyshev = try row.chebyshev.attained().error
      let roundings = Dyadic(row.chebyshev.degree + 1) * Dyadic.powerOfTwo(-row.chebyshev.fractionBits)
      let truncation = above(row.chebyshev.degree)
      #expect(
        chebyshev.lower <= truncation.upper + roundings && chebyshev.upper >= truncation.lower - roundings)
    }
  }

  /// S1 against S2: among all extrema of a Taylor polynomial's error the one at −s is the largest.
  @Test func taylorIsWorstAtTheLowerEndOnEveryRow() throws {
    for row in try Self.tables.get().relative {
      var coefficients: [Rational] = [1]
      for k in 1..<(row.taylor.degree + 1) { coefficients.append(coefficients[k - 1] * Rational(1, k)) }
      let certificate = try SupNormCertificate(
        certifying: Polynomial(coefficients), for: .relative(scoreBound: row.scoreBound))
      try certificate.verify()
      let atLowerEnd = certificate.deviations[0].magnitude
      for deviation in certificate.deviations.dropFirst() {
        #expect(deviation.magnitude.upper < atLowerEnd.lower)
      }
      #expect(atLowerEnd.overlaps(row.taylor.deviation.magnitude))
    }
  }
}

/// Least degrees and errors, as `generate-exp-minimax.py` found and proved them.
private struct Oracle {
  struct Key: Hashable {
    var measure: String
    var lower, upper: Rational

    init(_ problem: ApproximationProblem) {
      measure = problem.measure.rawValue
      (lower, upper) = (problem.lower, problem.upper)
    }

    init(_ fields: [Substring]) throws {
      measure = String(fields[2])
      (lower, upper) = try (Rational(parsing: String(fields[3])), Rational(parsing: String(fields[4])))
    }
  }

  var errors: [Key: [Int: Rational]] = [:]
  var degrees: [Key: [Rational: Int]] = [:]

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Properties/Vectors/exp-minimax.txt")
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count == 7, fields[1] == "exp" else { continue }
      let key = try Key(fields)
      if fields[0] == "error", let degree = Int(fields[5]) {
        errors[key, default: [:]][degree] = try Rational(parsing: String(fields[6]))
      } else if let degree = Int(fields[6]) {
        degrees[key, default: [:]][try Rational(parsing: String(fields[5]))] = degree
      }
    }
  }
}
