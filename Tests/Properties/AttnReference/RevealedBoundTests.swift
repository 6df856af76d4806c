import AttnSpec
import ExactArith
import Testing

@testable import AttnReference

/// The bounds of revealed weights and row sums against their formulas in Documentation/Theory.md, evaluated here
/// in intervals of 200 bits from the problem's own numbers.
@Suite struct RevealedBoundTests {
  private struct Formula {
    var weights: [Interval] = []
    var rowSum = Interval(0)
    var exactWeights: [Interval] = []
    var exactSum = Interval(0)

    /// One native model in gradual underflow, with one sum over all keys.
    init(_ problem: VectorProblem, _ head: HeadReference, _ row: Int, shift: Double, format: NumberFormat)
      throws
    {
      let constants = FormatConstants(format)
      let u = Rational(constants.unitRoundoff)
      let lambda = Rational(constants.underflow(flushing: false))
      let d = problem.specification.shape.dimension
      let keys = head.allowedKeys(row)
      let n = keys.count
      func gamma(_ k: Int) -> Rational { Rational(Integer(k)) * u / (1 - Rational(Integer(k)) * u) }
      func interval(_ x: Rational) -> Interval { Interval(x, bits: 240) }
      let sigma = head.problem.scale.enclosure(bits: 300)
      let size = sigma.magnitude
      // nativeModel: one ulp of exp, two roundings of the scale.
      let epsilon = 2 * u
      let exponentials = interval(epsilon / (1 - epsilon) + lambda)
      let g = gamma(d + 3)
      var total = Interval(0)
      for key in keys {
        var (product, absolute) = (Dyadic.zero, Dyadic.zero)
        for l in 0..<d {
          let term =
            Dyadic(exactly: problem.queries[row * d + l]) * Dyadic(exactly: problem.keys[key * d + l])
          product += term
          absolute += term.magnitude
        }
        let delta =
          interval(g) * size * Interval(absolute)
          + (interval(Rational(Integer(2 * d)) * (1 + g)) * size + Interval(1)) * interval(lambda)
        let gap = sigma * Interval(product) - Interval(Dyadic(exactly: shift))
        let z = delta + exponentials + interval(u) * (gap.magnitude + delta)
        let exact = try gap.rounded(toBits: 280).exp(bits: 240)
        let growth = try z.rounded(toBits: 280).exp(bits: 240) - Interval(1)
        exactWeights.append(exact)
        exactSum = Interval.sum(exactSum, exact, bits: 240)
        weights.append(Interval.sum(exact * growth, interval(lambda), bits: 220))
        total = Interval.sum(total, exact * growth, bits: 240)
      }
      let excess = Interval.sum(total, interval(Rational(Integer(n)) * lambda), bits: 240)
      let eta = gamma(max(0, n - 1))
      rowSum =
        excess + interval(eta) * (exactSum + excess)
        + interval((1 + eta) * Rational(Integer(n)) * lambda)
    }
  }

  @Test(arguments: [NumberFormat.float32, .float64])
  func theBoundsAreTheFormulas(format: NumberFormat) throws {
    var failures = FailureLog()
    var count = 0
    for problem in try VectorProblem.load() {
      let head = try problem.head()
      for row in problem.rows where row.reference != nil {
        // A shift as a kernel would have it, near the greatest score; none where scores are absurd.
        let shift = row.logSumExp.midpoint.double(rounding: .nearest)
        guard abs(shift) < 1e6 else { continue }
        let formula = try Formula(problem, head, row.index, shift: shift, format: format)
        for stage in [Stage.filter, .exact] {
          let judge = try RowJudge(head, contracts: [.rounding(nativeModel(format))], forcing: stage)
          judge.load(row: row.index)
          guard !judge.isOutside(contract: 0), stage == .exact || judge.isFilterUsable else {
            continue
          }
          let label = "\(problem.name), row \(row.index), \(format), \(stage)"
          func check(_ entry: JudgedEntry?, _ bound: Interval, _ exact: Interval, _ name: String) {
            guard let entry, entry.bound.upperBound.isFinite else { return }
            count += 1
            let holds =
              Dyadic(exactly: entry.bound.lowerBound) <= bound.upper
              && bound.lower <= Dyadic(exactly: entry.bound.upperBound)
            failures.expect(holds, "\(label): the bound of \(name) is \(bound), not \(entry.bound)")
            guard entry.error.upperBound.isFinite else { return }
            let error = (Interval(Dyadic(exactly: entry.computed)) - exact).magnitude
            failures.expect(
              Dyadic(exactly: entry.error.lowerBound) <= error.upper
                && error.lower <= Dyadic(exactly: entry.error.upperBound),
              "\(label): the error of \(name) is \(error), not \(entry.error)")
            if stage == .exact, exact.lower > Dyadic.powerOfTwo(-500) {
              let width = entry.bound.upperBound - entry.bound.lowerBound
              failures.expect(width <= entry.bound.lowerBound * 0x1p-51, "\(label): \(entry.bound) is wide")
            }
          }
          // One weight is moved so that it is the worst, and its bound can be read.
          for (index, exact) in formula.exactWeights.enumerated() {
            var weights = [Double](repeating: 0, count: head.keyCount)
            for (other, value) in formula.exactWeights.enumerated() {
              weights[judge.keys.lowerBound + other] = value.midpoint.double(rounding: .nearest)
            }
            weights[judge.keys.lowerBound + index] *= 1.5
            let verdict = judge.weights(weights, shift: shift)
            guard let worst = verdict.worst, worst.column == judge.keys.lowerBound + index else { continue }
            check(worst, formula.weights[index], exact, "weight \(index)")
          }
          let sum = formula.exactSum.midpoint.double(rounding: .nearest) * 1.25
          check(
            judge.judgeRowSum(sum, shift: shift, contract: 0).worst, formula.rowSum, formula.exactSum, "D")
        }
      }
    }
    #expect(count > 200)
    #expect(failures.count == 0)
  }

  /// A computed zero is within the bound only where the exact weight is below what the format may lose.
  @Test func vanishedWeights() throws {
    for (format, gap, isRight) in [
      (NumberFormat.float64, 640.0, false), (.float64, 700, false), (.float64, 740, false),
      (.float64, 800, true),
      (.float32, 100, false), (.float32, 105, true), (.float32, 640, true),
    ] {
      let head = try judgeHead(
        AttentionShape(queries: 1, keys: 2, dimension: 1, valueDimension: 1), scale: .number("1"), [1],
        [0, -gap],
        [1, 2])
      for stage in [nil] + Stage.allCases.map({ Optional($0) }) {
        let judge = try RowJudge(head, contracts: [.rounding(nativeModel(format))], forcing: stage)
        judge.load(row: 0)
        let verdict = judge.weights([1, 0], shift: 0)
        if isRight {
          #expect(verdict.refuted == 0, "\(format) \(gap)")
        } else {
          // The other weight is exact; binary64 cannot tell the two formats' smallest bounds.
          let isDecided = stage == nil || stage == .exact
          #expect(isDecided ? verdict.refuted == 1 : verdict.certified <= 1, "\(format) \(gap)")
          #expect(!isDecided || verdict.certified == 1, "\(format) \(gap)")
        }
      }
    }
  }
}
