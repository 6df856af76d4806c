import AttnReference
import AttnSpec
import ExactArith
import Testing

/// Corners of Theorem R and of the stages that a second reading of the proof found: each was judged wrongly once.
@Suite struct TheoremCornerTests {
  /// With a reciprocal the row sum's inverse may underflow, and what it loses is multiplied by the numerator. Here
  /// 1/20000 is flushed to 0 in binary16, and the kernel rightly computes 0: no contract can promise more.
  @Test func anUnderflowingReciprocalIsOutside() throws {
    let model = Self.model(.float16, order: .tiled(128), normalization: .reciprocal, flushes: true)
    let row = Row(keys: [[Double]](repeating: [0], count: 20_000), values: .init(repeating: 1, count: 20_000))
    let verdict = try row.judge(0, .rounding(model))
    #expect(verdict.outside == 1 && verdict.refuted == 0)
  }

  /// γ_k ≥ 1 makes 1 - η_D negative: two negative factors are no lower bound of the row sum.
  @Test(arguments: [Stage.filter, .exact]) func aLongSumWithoutALowerBoundIsVacuous(stage: Stage) throws {
    var model = Self.model(.float16, order: .any, normalization: .quotient, flushes: true)
    model.products = .float32
    var row = Row(keys: [[Double]](repeating: [-20], count: 900), values: .init(repeating: 0, count: 900))
    row.keys[0] = [0]
    row.values[1] = 1
    let verdict = try row.judge(0.25, .rounding(model), forcing: stage)
    #expect(verdict.refuted == 0 && verdict.certified == 0)
    let lse = try row.judgeLogSumExp(0.25, .rounding(model), forcing: stage)
    #expect(lse.refuted == 0 && lse.certified == 0)
  }

  /// A format may be narrower in its range alone: binary16 after bfloat16.
  @Test func aNarrowRangeCountsAsNarrow() throws {
    var model = Self.model(.bfloat16, order: .single, normalization: .quotient, flushes: false)
    model.output = .float16
    let row = Row(keys: [[0]], values: [0x1p-30])
    #expect(try row.judge(0, .rounding(model)).certified == 1)
    model.output = .bfloat16
    model.weights = .float16
    let far = Row(keys: [[0], [-20]], values: [0, 1])
    #expect(try far.judge(0, .rounding(model)).certified == 1)
  }

  /// A scale that its format holds only with a large relative error, or not at all, is none that r roundings make.
  @Test(arguments: ["1e-7", "1e5"]) func aScaleBeyondItsFormatIsOutside(scale: String) throws {
    let model = Self.model(.float16, order: .single, normalization: .quotient, flushes: false)
    var row = Row(keys: [[0], [0.25]], values: [1, 0])
    row.scale = .number(scale)
    #expect(try row.judge(0.5, .rounding(model)).outside == 1)
  }

  /// The filter's bound of a revealed weight holds the exact stage's, also where scores underflow.
  @Test func revealedBoundsAgreeWhereScoresUnderflow() throws {
    var model = Self.model(.float16, order: .single, normalization: .weights, flushes: true)
    model.accumulator = .float32
    var row = Row(keys: [[Double](repeating: 0, count: 64)], values: [1])
    row.query = [Double](repeating: 0, count: 64)
    func bound(_ stage: Stage) throws -> ClosedRange<Double> {
      let judge = try row.judge(.rounding(model), forcing: stage)
      return try #require(judge.judgeRowSum(1.0001, shift: 0, contract: 0).worst).bound
    }
    let (filter, exact) = try (bound(.filter), bound(.exact))
    #expect(filter.lowerBound <= exact.upperBound && exact.lowerBound <= filter.upperBound)
  }

  /// Weights that vanish are certified only where their bound says something.
  @Test func vanishedWeightsAreVacuousInEveryStage() throws {
    var model = Self.model(.float32, order: .single, normalization: .weights, flushes: false)
    // λ of binary32 is far above what binary64 would need.
    model.output = .float64
    let far = Row(keys: [[0], [-800]], values: [1, 1])
    // A score known to ±1000 at best.
    var blurred = Row(keys: [[0, 0], [0x1p31, -0x1p31 - 800]], values: [1, 1])
    blurred.query = [1, 1]
    let native = Self.model(.float32, order: .single, normalization: .weights, flushes: false)
    for (row, model) in [(far, model), (blurred, native)] {
      for forced in [nil, Stage.exact] {
        let judge = try row.judge(.rounding(model), forcing: forced)
        let verdict = [1, 0.0].withUnsafeBufferPointer { judge.judgeWeights($0, shift: 0, contract: 0) }
        #expect(verdict.certified == 1 && verdict.vacuous == 1, "\(row.keys) \(String(describing: forced))")
      }
    }
  }

  /// Binary64 may take the wrong key for the greatest; the exact stage must not be led into e^(2^900).
  @Test func aMisjudgedReferenceKeyDoesNoHarm() throws {
    var row = Row(keys: [[0x1p480, -0x1p900, -0x1p480], [0, -0x1p860, 0]], values: [1, 0.25])
    row.query = [0x1p480, 1, 0x1p480]
    #expect(try row.judge(0.25, .absolute("0.1")).certified == 1)
    #expect(try row.judge(0.5, .absolute("0.1")).refuted == 1)
  }

  /// Sums of |qk| beyond binary64 leave no finite size for the log-sum-exp, and no reason to stop.
  @Test func aTieWithInfiniteProductsIsDecided() throws {
    var row = Row(keys: [[1e200, -1e200]], values: [1])
    row.query = [1e200, 1e200]
    #expect(try row.judgeLogSumExp(-0.5, .absolute("0.5")).certified == 1)
    #expect(try row.judgeLogSumExp(0.5000001, .absolute("0.5")).refuted == 1)
  }

  /// An error of exactly ε is within ε, also where ε is no dyadic number.
  @Test func anErrorOfExactlyTheBoundIsCertified() throws {
    let row = Row(keys: [[0], [0], [0]], values: [1, 0, 0])
    #expect(try row.judge(0.25, .absolute("1/12")).certified == 1)
    let justBelow = "0.0" + "8" + String(repeating: "3", count: 60)
    #expect(try row.judge(0.25, .absolute(justBelow)).refuted == 1)
    #expect(try row.judge(0.25, .lemma(weights: "1/24", rowSums: "1/24")).certified == 1)
    let judge = try row.judge(.lemma(weights: "1/4", rowSums: "1/12"))
    #expect(judge.judgeRowSum(3.25, shift: 0, contract: 0).certified == 1)
    #expect(judge.judgeRowSum(3.25.nextUp, shift: 0, contract: 0).refuted == 1)
    // ln 3 = -ln(1 - 2/3), and 1/3 - 1/4 = 1/12.
    #expect(try row.judgeLogSumExp(0, .lemma(weights: "0", rowSums: "2/3")).refuted == 0)
    var third = Row(keys: [[1]], values: [1])
    third.scale = .number("1/3")
    #expect(try third.judgeLogSumExp(0.25, .absolute("1/12")).certified == 1)
    #expect(try third.judgeLogSumExp(0.25.nextDown, .absolute("1/12")).refuted == 1)
  }

  /// A scale below binary64's normal numbers is not known to a relative 2^-53, let alone 2^-106.
  @Test func aSubnormalScaleIsEnclosed() throws {
    for text in ["1e-310", "7e-311", "3e-310", "1e-320"] {
      var row = Row(keys: [[0x1p497]], values: [1])
      row.query = [0x1p497]
      row.scale = .number(text)
      let judge = try row.judge(.absolute("1"))
      let enclosed = try #require(judge.enclosedLogSumExp())
      let exact = try #require(judge.exactLogSumExp())
      #expect(enclosed.lower <= exact.upper && exact.lower <= enclosed.upper, "\(text)")
    }
  }

  @Test func negativeCountsAreRefused() {
    var model = Self.model(.float32, order: .single, normalization: .weights, flushes: false)
    model.exponentialUlps = -1
    let row = Row(keys: [[0]], values: [1])
    #expect(throws: ReferenceError.self) { try row.judge(.rounding(model)) }
    model.exponentialUlps = 1
    model.scaleRoundings = -1
    #expect(throws: ReferenceError.self) { try row.judge(.rounding(model)) }
  }

  static func model(
    _ format: NumberFormat, order: SummationOrder, normalization: Normalization, flushes: Bool
  ) -> RoundingModel {
    RoundingModel(
      products: format, weights: format, accumulator: format, output: format, exponentialUlps: 1,
      order: order, normalization: normalization, scaleRoundings: 1, flushesSubnormals: flushes)
  }
}

/// One query of one head with one column of V.
private struct Row {
  var keys: [[Double]]
  var values: [Double]
  var query = [1.0]
  var scale = ScoreScale.number("1")

  func judge(_ contract: Contract, forcing stage: Stage? = nil) throws -> RowJudge {
    let specification = AttentionSpecification(
      shape: AttentionShape(queries: 1, keys: keys.count, dimension: query.count, valueDimension: 1),
      scale: scale)
    let problem = try AttentionProblem(
      specification: specification, queries: query, keys: keys.flatMap { $0 }, values: values)
    let judge = try RowJudge(HeadReference(problem, head: 0), contracts: [contract], forcing: stage)
    judge.load(row: 0)
    return judge
  }

  func judge(_ output: Double, _ contract: Contract, forcing stage: Stage? = nil) throws -> RowVerdict {
    let judge = try judge(contract, forcing: stage)
    return [output].withUnsafeBufferPointer { judge.judgeOutput($0, contract: 0) }
  }

  func judgeLogSumExp(
    _ value: Double, _ contract: Contract, forcing stage: Stage? = nil
  ) throws -> RowVerdict {
    try judge(contract, forcing: stage).judgeLogSumExp(value, contract: 0)
  }
}
