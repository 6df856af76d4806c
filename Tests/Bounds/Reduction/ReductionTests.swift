import AttnAudit
import ExactArith
import Testing

@testable import AttnTheory

/// The corrected reduction answers right, and the printed one does not.
@Suite struct ReductionTests {
  /// t, ε and the bits of the points, for n of them; (1+ε)t is whole for half of them.
  static let geometries: [(dimension: Int, distance: Rational, gap: Rational)] = [
    (8, 2, Rational(1, 2)), (10, 1, 2), (12, 3, Rational(2, 3)), (12, Rational(5, 2), Rational(3, 5)),
    (16, 2, Rational(7, 2)), (9, 3, Rational(1, 3)),
  ]

  /// Planted instances of 2 to 9 points, with a near row at exactly ⌊t⌋, all rows settled.
  static func instances(_ count: Int) -> [GapInstance] {
    (0..<count).compactMap { index in
      let (d, t, ε) = geometries[index % geometries.count]
      let n = 2 + index % 8
      return .planted(
        points: n, dimension: d, distance: t, gap: ε, near: 1 + index % n, seed: UInt64(index))
    }
  }

  /// The exact kernel against all distances, and every claim, on 240 instances.
  @Test func everyAnswerOfTheExactKernelIsRight() throws {
    let instances = Self.instances(240)
    #expect(instances.count >= 200)
    var (atThreshold, atEdge) = (0, 0)
    for instance in instances {
      let reduction = Reduction(instance)
      for claim in reduction.claims() { #expect(claim.failure == nil, "\(claim.text)") }
      let threshold = reduction.enclosure(reduction.parameters.threshold)
      for (row, output) in reduction.exactOutputs().enumerated() {
        let truth = instance.truth(row: row)
        #expect(truth != .between)
        #expect(reduction.answer(to: output) == truth, "row \(row) of \(instance)")
        // The judge, from Q, K and V, and the powers of θ enclose the same number, narrowly.
        let weight = reduction.enclosure(reduction.nearWeight(row: row))
        let sum = reduction.enclosure(
          reduction.parameters.rowSum(nearWeight: reduction.nearWeight(row: row)))
        let expected = try #require(weight.divided(by: sum, bits: 64))
        #expect(output.overlaps(expected))
        #expect(output.width <= output.lower.scaled(byPowerOfTwo: -30))
        #expect(output.isCertainlyEqual(to: threshold) == .refuted)
        let nearest = Rational(instance.counts(row: row).keys.min()!)
        atThreshold += nearest == instance.distance ? 1 : 0
        atEdge += nearest == instance.farDistance ? 1 : 0
      }
    }
    #expect(atThreshold >= 100 && atEdge >= 40, "\(atThreshold) at t, \(atEdge) at (1+ε)t")
  }

  /// As printed every row is answered near, and three claims are false.
  @Test func asPrintedEveryRowIsNear() throws {
    var wrong = 0
    for instance in Self.instances(24) {
      let reduction = Reduction(instance, version: .printed)
      for (row, output) in reduction.exactOutputs().enumerated() {
        #expect(reduction.answer(to: output) == .near)
        wrong += instance.truth(row: row) == .far ? 1 : 0
      }
      let failing = reduction.claims().filter { $0.failure != nil }.map(\.text)
      #expect(failing.contains("nτ ≤ D_ii ≤ 2nτ") && failing.contains("the right blocks of A are τ = exp(β)"))
      let hasFar = instance.a.indices.contains { instance.truth(row: $0) == .far }
      #expect(failing.count == (hasFar ? 3 : 2), "\(failing)")
    }
    #expect(wrong > 30)
  }

  @Test func lookUpsAnswerRight() {
    for instance in Self.instances(48) {
      #expect(LookUp(instance).answers() == instance.a.indices.map { instance.truth(row: $0) })
    }
  }

  /// All vectors within t are counted by looking them up: 2^d points b are all there are.
  @Test func lookUpsAreCounted() {
    for (d, t) in [(1, 0), (1, 1), (5, 2), (6, 6), (7, 3)] {
      let all = (0..<1 << d).map { number in BitVector((0..<d).map { number >> $0 & 1 == 1 }) }
      let within = all.count { $0.distance(to: all[0]) <= t }
      #expect(LookUp.count(dimension: d, distance: t) == Integer(within))
    }
  }

  /// B of L4.7 is no less than the formula says, and more by less than 2^-8 of it.
  @Test func boundsAreRoundedUpALittle() throws {
    for (n, d, t, ε) in [
      (2, 8, Rational(2), Rational(1, 2)), (256, 128, 16, 1), (7, 30, Rational(9, 2), Rational(1, 3)),
    ] {
      let bound = ReductionParameters.bound(points: n, dimension: d, leastDistance: t, gap: ε)
      let square = try Interval.log(of: n, bits: 96) * Interval(40 * Rational(d) / (t * ε), bits: 96)
      let root = try square.squareRoot(bits: 96)
      #expect(root.lower <= bound && bound <= root.upper + root.upper.scaled(byPowerOfTwo: -8))
      #expect(bound.significand.bitWidth <= 10)
    }
  }
}
