import AttnAudit
import AttnAuditTesting
import AttnGenerators
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting
import Testing

/// Stages rest on different proofs: where two of them decide, they decide alike, and their enclosures meet.
@Suite struct RandomStageAgreementTests {
  @Test func stagesNeverContradictEachOther() {
    var decided = [0, 0, 0]
    expectProperty(
      AgreementCase.generator, cases: 150,
      labels: AgreementCase.labels
    ) { value in
      let judges = try Stage.allCases.map { try value.judge(forcing: $0) }
      for quantity in AgreementCase.Quantity.allCases {
        for computed in value.candidates(quantity, judges[2]) {
          let verdicts = judges.map { value.verdict(quantity, computed, $0) }
          try compare(verdicts, "\(quantity) \(computed)")
          for (index, verdict) in verdicts.enumerated() where verdict.undecided == 0 { decided[index] += 1 }
        }
      }
    }
    #expect(decided.allSatisfy { $0 > 0 }, "\(decided)")
    print("stages agree: entries decided by filter, double-double and exact stage: \(decided)")
  }

  private func compare(_ verdicts: [RowVerdict], _ what: String) throws {
    let exact = verdicts[2]
    for verdict in verdicts.dropLast() where verdict.undecided == 0 && exact.undecided == 0 {
      try require(
        verdict.certified == exact.certified && verdict.refuted == exact.refuted
          && verdict.vacuous == exact.vacuous && verdict.outside == exact.outside,
        "\(what): \(verdict.stage) and exact stage decide unlike")
    }
    for verdict in verdicts.dropLast() {
      guard let a = verdict.worst, let b = exact.worst, a.column == b.column else { continue }
      try require(a.error.overlaps(b.error), "errors \(a.error) and \(b.error) of \(what)")
      try require(a.bound.overlaps(b.bound), "bounds \(a.bound) and \(b.bound) of \(what)")
    }
  }
}

/// One row of one column, and a contract of any kind.
private struct AgreementCase: CustomStringConvertible {
  enum Quantity: CaseIterable { case output, logSumExp, rowSum, weight }

  var query: [Double]
  var keys: [[Double]]
  var values: [Double]
  var scale: ScoreScale
  var contract: Contract
  /// What weights and row sums are referred to.
  var shift: Double
  /// On which side of the exact number each candidate lies.
  var sides: [Bool]

  var hasEqualKeys: Bool { keys.count > 1 && Set(keys).count < keys.count }

  static let generator = Generator<AgreementCase> { source throws(Rejection) in
    let d = try source.draw(.element(of: [1, 1, 2, 3, 9]))
    let n = try source.draw(.element(of: [1, 2, 3, 8, 17, 60]))
    let sizes: [Double] = [1, 0, 0.1, 4, 30, 1e4, 1e-160]
    let valueSizes: [Double] = [1, 1, 1e-300, 0x1p-1066, 1e300, 1e30, 1e-40]
    let entry = numbers(try source.draw(.element(of: sizes)))
    let valueEntry = numbers(try source.draw(.element(of: valueSizes)))
    let scales: [ScoreScale] = [
      .number("1"), .inverseSquareRootOfDimension, .inverseDimension, .number("-3/7"), .number("0"),
    ]
    let scale = try source.draw(.element(of: scales))
    let query = try source.draw(.array(of: entry, count: d))
    var keys = try source.draw(.matrix(of: entry, rows: n, columns: d))
    if n > 2, try source.draw(.bool) { keys[1] = keys[2] }
    let values =
      try source.flag(probability: 1 / 6)
      ? Array(repeating: try source.draw(valueEntry), count: n)
      : try source.draw(.array(of: valueEntry, count: n))
    return AgreementCase(
      query: query, keys: keys, values: values, scale: scale, contract: try source.draw(contracts),
      shift: try source.draw(.element(of: [0, 1, -1.5, 0.25])),
      sides: try source.draw(.array(of: .bool, count: factors.count)))
  }

  static let labels: [Label<AgreementCase>] =
    [
      Label("equal keys", atLeast: 15) { $0.hasEqualKeys },
      Label("equal values", atLeast: 8) { $0.values.count > 1 && Set($0.values).count == 1 },
      Label("scale 0", atLeast: 8) { $0.scale == .number("0") },
      Label("absolute", atLeast: 4) { if case .absolute = $0.contract { true } else { false } },
      Label("lemma", atLeast: 4) { if case .lemma = $0.contract { true } else { false } },
      Label("rounding", atLeast: 50) { $0.model != nil },
    ]
    + NumberFormat.allCases.map { format in
      Label("output in \(format)", atLeast: 3) { $0.model?.output == format }
    }

  private var model: RoundingModel? { if case .rounding(let model) = contract { model } else { nil } }

  /// Fractions of a size.
  private static func numbers(_ size: Double) -> Generator<Double> {
    Generator<Double>.signedFraction(bits: 52).map { $0 * size }
  }

  private static let contracts = Generator<Contract>.weighted([
    (6, models.map { Contract.rounding($0) }),
    (1, Generator<String>.element(of: ["1/3", "1e-9", "0", "1e-320"]).map { Contract.absolute($0) }),
    (
      1,
      zip(Generator<String>.element(of: ["1/7", "1e-12", "0"]), .element(of: ["1/9", "1e-15", "2"]))
        .map { Contract.lemma(weights: $0, rowSums: $1) }
    ),
  ])

  private static let models = Generator<RoundingModel> { source throws(Rejection) in
    let any = Generator<NumberFormat>.element(of: NumberFormat.allCases)
    let accumulator = try source.draw(
      .element(of: [NumberFormat.float64, .float64, .float32, .float16, .bfloat16]))
    let same = Generator<NumberFormat>.always(accumulator)
    return RoundingModel(
      products: try source.draw(.one(of: [same, same, any])),
      weights: try source.draw(.one(of: [same, any])), accumulator: accumulator,
      output: try source.draw(.one(of: [same, any])),
      exponentialUlps: try source.draw(.element(of: [0, 1, 2, 20])),
      order: try source.draw(.element(of: [.single, .tiled(1), .tiled(8), .any])),
      normalization: try source.draw(.element(of: [.weights, .quotient, .reciprocal, .any])),
      scaleRoundings: try source.draw(.int(in: 0...2)), flushesSubnormals: try source.draw(.bool))
  }

  var description: String {
    """
    q = \(query), scale \(scale.text), shift \(shift)
    K = \(keys)
    v = \(values)
    \(contract.text)
    """
  }

  func judge(forcing stage: Stage?) throws -> RowJudge {
    let shape = AttentionShape(
      queries: 1, keys: keys.count, dimension: query.count, valueDimension: 1)
    let exact = try AttentionProblem(
      specification: AttentionSpecification(shape: shape, scale: scale),
      queries: query, keys: keys.flatMap { $0 }, values: values)
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
    let others = (1..<keys.count).map { key in
      judge.exactWeight(key: key, shift: shift)!.midpoint.double(rounding: .nearest)
    }
    return ([computed] + others).withUnsafeBufferPointer {
      judge.judgeWeights($0, shift: shift, contract: 0)
    }
  }

  /// The exact number, and numbers about as far from it as the contract allows.
  func candidates(_ quantity: Quantity, _ judge: RowJudge) -> [Double] {
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
    for (factor, isAbove) in zip(Self.factors, sides) {
      let distance = bound * factor * (isAbove ? 1 : -1)
      if (center + distance).isFinite { result.append(center + distance) }
    }
    return result
  }

  private static let factors = [0.5, 1 - 0x1p-8, 1 - 0x1p-12, 1, 1 + 0x1p-12, 1 + 0x1p-8, 1.5]
}
