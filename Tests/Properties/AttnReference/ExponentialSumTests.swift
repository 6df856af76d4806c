import AttnSpec
import ExactArith
import Testing

@testable import AttnReference

/// The last decision of the judge: the sign of Σ cᵢ·e^(σyᵢ + rᵢ).
@Suite struct ExponentialSumTests {
  typealias Triple = (coefficient: Dyadic, score: Dyadic, shift: Dyadic)

  static func sign(
    _ scale: ScoreScale, dimension: Int = 1, budget: Int = 1 << 14, _ terms: [Triple]
  ) throws -> Int? {
    try ExponentialSum(
      terms.map { .init(coefficient: $0.coefficient, score: $0.score, shift: Rational($0.shift)) },
      scale: ExactScale(scale, dimension: dimension)
    ).sign(budget: budget)
  }

  @Test func zeroIsDecidedByGroups() throws {
    #expect(try Self.sign(.inverseDimension, []) == 0)
    #expect(try Self.sign(.inverseDimension, [(0, 3, 1)]) == 0)
    // Equal exponents whose coefficients cancel, in two groups.
    let cancelling: [Triple] = [(1, 3, 0), (5, 7, 0), (-1, 3, 0), (-2, 7, 0), (-3, 7, 0)]
    for (scale, d) in [
      (ScoreScale.inverseDimension, 3), (.inverseSquareRootOfDimension, 2), (.number("-5/3"), 1),
    ] {
      #expect(try Self.sign(scale, dimension: d, cancelling) == 0)
      #expect(try Self.sign(scale, dimension: d, cancelling + [(-1, 900, 0)]) == -1)
    }
    // A rational σ makes different pairs equal: 3/7·7 + 0 = 0 + 3 = 3/7·14 - 3.
    #expect(try Self.sign(.number("3/7"), [(2, 7, 0), (-1, 0, 3), (-1, 14, -3)]) == 0)
    #expect(try Self.sign(.number("-3/7"), [(2, 7, 0), (-2, 0, -3)]) == 0)
    #expect(try Self.sign(.number("3/7"), [(2, 7, 0), (-2, 0, -3)]) == 1)
    // 1/√4 and 1/√1 are rational.
    #expect(try Self.sign(.inverseSquareRootOfDimension, dimension: 4, [(1, 2, 0), (-1, 0, 1)]) == 0)
    #expect(try Self.sign(.inverseSquareRootOfDimension, dimension: 1, [(1, 2, 0), (-1, 0, 2)]) == 0)
    // With σ = 0 all scores are equal.
    #expect(try Self.sign(.number("0"), [(1, 5, 0), (-1, 9, 0)]) == 0)
    // 1/√2: score 0 is the only one that a shift can equal.
    #expect(try Self.sign(.inverseSquareRootOfDimension, dimension: 2, [(1, 0, 0), (-1, 0, 0)]) == 0)
  }

  @Test func signsOfTinySums() throws {
    // √2 = 2/√2 against the binary64 numbers around it.
    let (above, below) = (Dyadic(exactly: 2.0.squareRoot()), Dyadic(exactly: 2.0.squareRoot().nextDown))
    let root = ScoreScale.inverseSquareRootOfDimension
    #expect(try Self.sign(root, dimension: 2, [(1, 2, 0), (-1, 0, above)]) == -1)
    #expect(try Self.sign(root, dimension: 2, [(1, 2, 0), (-1, 0, below)]) == 1)
    // The same with √2 to 500 bits, which takes more than 500.
    let fine = try Interval.squareRoot(of: Dyadic(2), bits: 500)
    #expect(try Self.sign(root, dimension: 2, [(1, 2, 0), (-1, 0, fine.upper)]) == -1)
    #expect(try Self.sign(root, dimension: 2, [(1, 2, 0), (-1, 0, fine.lower)]) == 1)
    #expect(try Self.sign(root, dimension: 2, budget: 256, [(1, 2, 0), (-1, 0, fine.lower)]) == nil)

    let tiny = Dyadic.powerOfTwo(-1000)
    #expect(try Self.sign(.inverseDimension, [(1, 0, 0), (-1, tiny, 0)]) == -1)
    // e^h + e^-h - 2 = h² + …
    let h = Dyadic.powerOfTwo(-300)
    #expect(try Self.sign(.inverseDimension, [(1, h, 0), (1, -h, 0), (-2, 0, 0)]) == 1)
    #expect(try Self.sign(.inverseDimension, [(-1, h, 0), (-1, -h, 0), (2, 0, 0)]) == -1)
    #expect(try Self.sign(.inverseDimension, budget: 512, [(1, h, 0), (1, -h, 0), (-2, 0, 0)]) == nil)
    // One sign among the coefficients decides without any exponential.
    #expect(try Self.sign(.inverseDimension, budget: 0, [(1, 1, 0), (tiny, -9, 0)]) == 1)
    #expect(try Self.sign(.inverseDimension, budget: 0, [(-1, 1, 0), (-tiny, -9, 0)]) == -1)
  }

  @Test func exponentsFarApart() throws {
    for reach in [1e3, 1e6, 1e13, 1e18, 1e300] {
      let far = Dyadic(exactly: reach)
      #expect(try Self.sign(.inverseDimension, [(1, 0, 0), (-1, far, 0)]) == -1)
      #expect(try Self.sign(.inverseDimension, [(1, 0, 0), (-1, -far, 0)]) == 1)
      #expect(
        try Self.sign(.inverseSquareRootOfDimension, dimension: 3, [(1, far, 0), (-2, far, 0), (9, 0, 0)])
          == -1)
    }
  }

  // MARK: decisions at the bound itself

  /// A row whose Q is 0, so that the output is the mean of V and rational.
  static func mean(_ values: [Double], contract: Contract, forcing stage: Stage? = nil) throws -> RowJudge {
    let n = values.count
    let judge = try RowJudge(
      judgeHead(
        AttentionShape(queries: 1, keys: n, dimension: 2, valueDimension: 1), [0, 0],
        Array(repeating: 0.75, count: 2 * n), values),
      contracts: [contract], forcing: stage)
    judge.load(row: 0)
    return judge
  }

  @Test func exactlyAtAnAbsoluteBound() throws {
    let quarter: [Double] = [1, 0, 0, 0]
    for stage in [nil, Stage.exact] {
      #expect(
        try Self.mean(quarter, contract: .absolute("0.25"), forcing: stage).output([0.5]).single == .certified
      )
      #expect(
        try Self.mean(quarter, contract: .absolute("1/4"), forcing: stage).output([0]).single == .certified)
      #expect(
        try Self.mean(quarter, contract: .absolute("0"), forcing: stage).output([0.25]).single == .certified)
      for (text, standing) in [
        ("0.2499999999999999999999999999999999999999", EntryStanding.refuted),
        ("0.2500000000000000000000000000000000000001", .certified),
        ("0x0.3fffffffffffffffffffffffffffp0", .refuted),
      ] {
        #expect(
          try Self.mean(quarter, contract: .absolute(text), forcing: stage).output([0.5]).single == standing)
      }
      // 1/2 - 1/3 is no dyadic: the contract's own 1/6 is taken as the rational that it is, and met.
      let third: [Double] = [1, 0, 0]
      #expect(
        try Self.mean(third, contract: .absolute("1/6"), forcing: stage).output([0.5]).single == .certified)
      #expect(
        try Self.mean(
          third, contract: .absolute("166666666666666666666667/1000000000000000000000000"), forcing: stage
        )
        .output([0.5]).single == .certified)
    }
    for stage in [Stage.filter, .doubleDouble] {
      #expect(
        try Self.mean(quarter, contract: .absolute("0.25"), forcing: stage).output([0.5]).single == .undecided
      )
    }
  }

  /// Three keys of an irrational scale, two of them tied: o is transcendental, and the decision still ends.
  @Test func aBoundWithinManyBitsOfTheError() throws {
    let shape = AttentionShape(queries: 1, keys: 3, dimension: 2, valueDimension: 1)
    let head = try judgeHead(shape, [1, 2], [1, 0, 3, -1, 0, 0.5], [1, -1, 0.25])
    let reader = try RowJudge(head, contracts: [])
    reader.load(row: 0)
    let error = (Interval(Dyadic(exactly: 0.125)) - reader.exactOutput(column: 0, bits: 256)!).magnitude
    for bits in [40, 60, 90, 120, 150] {
      for (bound, standing) in [
        (error.lower.rounded(toBits: bits, .down), EntryStanding.refuted),
        (error.upper.rounded(toBits: bits, .up), .certified),
      ] {
        let judge = try RowJudge(head, contracts: [.absolute(bound.hexadecimal)])
        judge.load(row: 0)
        #expect(judge.output([0.125]).single == standing, "\(bits) bits")
        for stage in Stage.allCases {
          let forced = try RowJudge(head, contracts: [.absolute(bound.hexadecimal)], forcing: stage)
          forced.load(row: 0)
          let answer = forced.output([0.125]).single
          #expect(answer == standing || (answer == .undecided && stage != .exact), "\(bits) bits, \(stage)")
        }
      }
    }
  }

  @Test func logSumExpExactlyAtItsBound() throws {
    // One key of score 0: L = 0.
    let judge = try RowJudge(
      judgeHead(
        AttentionShape(queries: 1, keys: 1, dimension: 2, valueDimension: 1), [1, 1], [1, -1], [1]),
      contracts: [.absolute("0.5"), .absolute("0.49999999999999999999999999999999")])
    judge.load(row: 0)
    #expect(judge.judgeLogSumExp(0.5, contract: 0).single == .certified)
    #expect(judge.judgeLogSumExp(-0.5, contract: 0).single == .certified)
    #expect(judge.judgeLogSumExp(0.5, contract: 1).single == .refuted)
    #expect(judge.judgeLogSumExp(0, contract: 1).single == .certified)
  }
}
