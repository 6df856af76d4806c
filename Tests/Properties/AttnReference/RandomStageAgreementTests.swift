import AttnAudit
import AttnReference
import AttnSpec
import ExactArith
import Foundation
import PropertyTesting
import Testing

/// Stages rest on different proofs: where two of them decide, they decide alike, and their enclosures meet.
@Suite struct RandomStageAgreementTests {
  @Test func stagesNeverContradictEachOther() throws {
    let environment = ProcessInfo.processInfo.environment
    let effort = environment["ATTN_EFFORT"].flatMap { Int($0) } ?? 1
    var generator = DeterministicGenerator(seed: environment["ATTN_SEED"].flatMap { UInt64($0) } ?? 0)
    var decided = [0, 0, 0]
    for _ in 0..<150 * effort {
      let case_ = AgreementCase(using: &generator)
      let judges = try Stage.allCases.map { try case_.judge(forcing: $0) }
      for quantity in AgreementCase.Quantity.allCases {
        for computed in try case_.candidates(quantity, judges[2], using: &generator) {
          let verdicts = judges.map { case_.verdict(quantity, computed, $0) }
          compare(verdicts, "\(quantity) \(computed): \(case_)")
          for (index, verdict) in verdicts.enumerated() where verdict.undecided == 0 { decided[index] += 1 }
        }
      }
    }
    #expect(decided.allSatisfy { $0 > 0 }, "\(decided)")
    print("stages agree: entries decided by filter, double-double and exact stage: \(decided)")
  }

  private func compare(_ verdicts: [RowVerdict], _ what: String) {
    let exact = verdicts[2]
    for verdict in verdicts.dropLast() where verdict.undecided == 0 && exact.undecided == 0 {
      #expect(
        verdict.certified == exact.certified && verdict.refuted == exact.refuted
          && verdict.vacuous == exact.vacuous && verdict.outside == exact.outside, "\(what)")
    }
    for verdict in verdicts.dropLast() {
      guard let a = verdict.worst, let b = exact.worst, a.column == b.column else { continue }
      #expect(a.error.overlaps(b.error), "errors \(a.error) and \(b.error) of \(what)")
      #expect(a.bound.overlaps(b.bound), "bounds \(a.bound) and \(b.bound) of \(what)")
    }
  }
}

/// One row of one column, and a contract of any kind.
private struct AgreementCase {
  enum Quantity: CaseIterable { case output, logSumExp, rowSum, weight }

  var problem: (query: [Double], keys: [[Double]], values: [Double], scale: ScoreScale)
  var contract: Contract
  var shift: Double

  init(using generator: inout DeterministicGenerator) {
    func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &generator)! }
    let d = pick([1, 1, 2, 3, 9])
    let n = pick([1, 2, 3, 8, 17, 60])
    let size = pick([0, 0.1, 1, 4, 30, 1e4, 1e-160])
    let valueSize = pick([1, 1, 1e-300, 0x1p-1066, 1e300, 1e30, 1e-40])
    // So that the generator is not captured by an escaping closure.
    var draws = generator
    func number(_ size: Double) -> Double { Double.random(in: -1...1, using: &draws) * size }
    let query = (0..<d).map { _ in number(size) }
    var keys = (0..<n).map { _ in (0..<d).map { _ in number(size) } }
    if n > 2, Bool.random(using: &draws) { keys[1] = keys[2] }
    let constant = number(valueSize)
    let isConstant = Int.random(in: 0..<6, using: &draws) == 0
    let values = (0..<n).map { _ in isConstant ? constant : number(valueSize) }
    generator = draws
    problem = (
      query, keys, values,
      pick([.inverseSquareRootOfDimension, .inverseDimension, .number("-3/7"), .number("1"), .number("0")])
    )
    shift = pick([0, 1, -1.5, 0.25])
    let formats = NumberFormat.allCases
    func model() -> RoundingModel {
      let accumulator = pick([NumberFormat.float32, .float64, .float16, .bfloat16, .float64])
      return RoundingModel(
        products: pick([accumulator, accumulator, pick(formats)]),
        weights: pick([accumulator, pick(formats)]), accumulator: accumulator,
        output: pick([accumulator, pick(formats)]), exponentialUlps: pick([0, 1, 2, 20]),
        order: pick([.single, .tiled(1), .tiled(8), .any]),
        normalization: pick([.weights, .quotient, .reciprocal, .any]), scaleRoundings: pick([0, 1, 2]),
        flushesSubnormals: pick([true, false]))
    }
    contract =
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: .absolute(pick(["1/3", "1e-9", "0", "1e-320"]))
      case 1: .lemma(weights: pick(["1/7", "1e-12", "0"]), rowSums: pick(["1/9", "1e-15", "2"]))
      default: .rounding(model())
      }
  }

  func judge(forcing stage: Stage?) throws -> RowJudge {
    let shape = AttentionShape(
      queries: 1, keys: problem.keys.count, dimension: problem.query.count, valueDimension: 1)
    let exact = try AttentionProblem(
      specification: AttentionSpecification(shape: shape, scale: problem.scale),
      queries: problem.query, keys: problem.keys.flatMap { $0 }, values: problem.values)
    let judge = try RowJudge(HeadReference(exact, head: 0), contracts: [contract], forcing: stage)
    judge.load(row: 0)
    return judge
  }

  func verdict(_ quantity: Quantity, _ computed: Double, _ judge: RowJudge) -> RowVerdict {
    switch quantity {
    case .output: [computed].withUnsafeBufferPointer { judge.judgeOutput($0, contract: 0) }
    case .logSumExp: judge.judgeLogSumExp(computed, contract: 0)
    case .rowSum: judge.judgeRowSum(computed, shift: shift, contract: 0)
    case .weight: weightVerdict(computed, judge)
    }
  }

  /// The first key's weight; the others are the nearest numbers to the exact ones.
  private func weightVerdict(_ computed: Double, _ judge: RowJudge) -> RowVerdict {
    let others = (1..<problem.keys.count).map { key in
      judge.exactWeight(key: key, shift: shift)!.midpoint.double(rounding: .nearest)
    }
    return ([computed] + others).withUnsafeBufferPointer {
      judge.judgeWeights($0, shift: shift, contract: 0)
    }
  }

  /// The exact number, and numbers about as far from it as the contract allows.
  func candidates(
    _ quantity: Quantity, _ judge: RowJudge, using generator: inout DeterministicGenerator
  ) throws -> [Double] {
    let exact: Interval? =
      switch quantity {
      case .output: judge.exactOutput(column: 0)
      case .logSumExp: judge.exactLogSumExp()
      case .rowSum: judge.exactRowSum(shift: shift)
      case .weight: judge.exactWeight(key: 0, shift: shift)
      }
    let center = exact!.midpoint.double(rounding: .nearest)
    guard center.isFinite else { return [0] }
    let bound = verdict(quantity, center, judge).worst?.bound.lowerBound ?? 0
    var result = [center, center.nextUp, 0]
    for factor in [0.5, 1 - 0x1p-8, 1 - 0x1p-12, 1, 1 + 0x1p-12, 1 + 0x1p-8, 1.5] {
      let distance = bound * factor * (Bool.random(using: &generator) ? 1 : -1)
      if (center + distance).isFinite { result.append(center + distance) }
    }
    return result
  }
}
