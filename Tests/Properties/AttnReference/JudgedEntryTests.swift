import AttnAuditTesting
import AttnGenerators
import ExactArith
import PropertyTesting
import Testing

@testable import AttnReference

/// How enclosures become a standing.
@Suite struct JudgedEntryTests {
  /// Every range of whole numbers up to 3 for error, bound and scale: the standing is the one that every choice of
  /// numbers in the ranges has, and undecided only where two choices differ.
  @Test func everyChoiceOfNumbersHasTheStanding() {
    var failures = FailureLog()
    let ranges = (0...3).flatMap { low in (low...3).map { Double(low)...Double($0) } }
    let numbers = [0.0, 1, 2, 3]
    for error in ranges {
      for bound in ranges {
        for scale in ranges {
          for floor in [0, 1.5, 9] {
            var standings: Set<JudgedEntry.Standing> = []
            for e in numbers where error.contains(e) {
              for b in numbers where bound.contains(b) {
                for s in numbers where scale.contains(s) {
                  standings.insert(e > b ? .refuted : b >= s && b > floor ? .vacuous : .certified)
                }
              }
            }
            let entry = JudgedEntry.decide(
              column: 0, computed: 0, error: error, bound: bound, scale: scale, floor: floor)
            let isRight =
              entry.standing == .undecided
              ? standings.count > 1 || floor > 0 : standings == [entry.standing]
            failures.expect(
              isRight, "error \(error), bound \(bound), scale \(scale), floor \(floor): \(entry.standing)")
          }
        }
      }
    }
    #expect(failures.count == 0)
  }

  /// |computed - (high + low ± radius)| is enclosed, and no wider than the radius and some roundings make it.
  @Test func differencesAreEnclosed() {
    let cases = zip(
      DoubleDoubleTests.number(exponents: -40...40),
      .weighted([(1, .always(0)), (2, .signedFraction(bits: 30))]),
      .element(of: [0, 0x1p-80, 0x1p-52, 0x1p-30, 1]), .element(of: [0, 0x1p-53, 0x1p-50, 0x1p-20, 3]),
      .signedFraction(bits: 30)
    ).map { high, low, size, near, share in
      Difference(
        computed: high * (1 + near * share), high: high, low: high.ulp / 2 * low, radius: abs(high) * size)
    }
    expectProperty(
      cases, cases: 20_000,
      labels: [
        Label("no low part", atLeast: 20) { $0.low == 0 }, Label("no radius", atLeast: 10) { $0.radius == 0 },
        Label("equal", atLeast: 10) { $0.computed == $0.high },
      ]
    ) { value in
      let (computed, high, low, radius) = (value.computed, value.high, value.low, value.radius)
      let range = difference(computed, high, low, radius)
      for side in [-1, 0, 1] {
        let exact =
          Dyadic(exactly: high) + Dyadic(exactly: low) + Dyadic(exactly: radius) * Dyadic(side)
        let error = (Dyadic(exactly: computed) - exact).magnitude
        try require(
          Dyadic(exactly: range.lowerBound) <= error && error <= Dyadic(exactly: range.upperBound), "\(range)"
        )
      }
      let d = abs(computed - high)
      try require(
        range.upperBound - range.lowerBound <= 2 * radius + (d + abs(low) + high.ulp) * 0x1p-48 + 0x1p-1070,
        "\(range) is wide")
    }
    #expect(difference(1, .infinity, 0, 0).upperBound == .infinity)
    #expect(difference(1, .nan, 0, 0) == 0...(.infinity))
    #expect(difference(1, 1, 0, .infinity).upperBound == .infinity)
  }
}

private struct Difference: CustomStringConvertible {
  var computed: Double
  var high: Double
  var low: Double
  var radius: Double
  var description: String { "\(computed) - (\(high) + \(low) ± \(radius))" }
}
