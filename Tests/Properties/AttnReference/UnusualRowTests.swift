import AttnSpec
import ExactArith
import Testing

@testable import AttnReference

/// Rows without keys, results that are no numbers, contracts that promise nothing, numbers of absurd size.
@Suite struct UnusualRowTests {
  static let model = Contract.rounding(nativeModel(.float32))

  static func judge(
    _ head: HeadReference, _ contracts: [Contract] = [model], row: Int = 0, forcing stage: Stage? = nil
  ) throws -> RowJudge {
    let judge = try RowJudge(head, contracts: contracts, forcing: stage)
    judge.load(row: row)
    return judge
  }

  static let stages: [Stage?] = [nil, .filter, .doubleDouble, .exact]

  @Test func nanAndInfinityAreRefuted() throws {
    let shape = AttentionShape(queries: 1, keys: 3, dimension: 1, valueDimension: 2)
    let head = try judgeHead(shape, [1], [0, 1, 2], [1, 2, 3, 4, 5, 6])
    let contracts: [Contract] = [Self.model, .absolute("1e300"), .lemma(weights: "9", rowSums: "9")]
    for stage in Self.stages {
      let judge = try Self.judge(head, contracts, forcing: stage)
      for contract in contracts.indices {
        for wrong in [Double.nan, .infinity, -.infinity] {
          #expect(judge.output([wrong, wrong], contract: contract).refuted == 2)
          #expect(judge.judgeLogSumExp(wrong, contract: contract).single == .refuted)
          #expect(judge.judgeRowSum(wrong, shift: 2, contract: contract).single == .refuted)
          #expect(judge.judgeRowSum(1, shift: wrong, contract: contract).single == .refuted)
          let verdict = judge.weights([wrong, wrong, wrong], shift: 2, contract: contract)
          #expect(verdict.refuted == 3)
          #expect(judge.weights([1, 1, 1], shift: wrong, contract: contract).refuted == 3)
        }
        // A witness that is no number comes before any other.
        let worst = judge.output([.nan, 1e30], contract: contract).worst
        #expect(worst?.column == 0 && worst?.error.lowerBound == .infinity)
      }
    }
  }

  @Test func fullyMaskedRows() throws {
    let shape = AttentionShape(queries: 3, keys: 2, dimension: 1, valueDimension: 2)
    for convention in [FullyMaskedRow.zero, .nan] {
      let head = try judgeHead(
        shape, mask: .causalBottomRight, fullyMaskedRow: convention, [1, 1, 1], [1, 2], [1, 2, 3, 4])
      for stage in Self.stages {
        let judge = try Self.judge(head, forcing: stage)
        #expect(judge.isFullyMasked)
        #expect(judge.output([0, -0.0]).certified == (convention == .zero ? 2 : 0))
        #expect(judge.output([0, 0]).refuted == (convention == .zero ? 0 : 2))
        #expect(judge.output([.nan, .nan]).certified == (convention == .nan ? 2 : 0))
        #expect(judge.output([0x1p-1074, .infinity]).refuted == 2)
        #expect(judge.judgeLogSumExp(-.infinity, contract: 0).single == .certified)
        for wrong: Double in [0, .infinity, .nan, -1e30] {
          #expect(judge.judgeLogSumExp(wrong, contract: 0).single == .refuted)
        }
        for shift: Double in [0, -.infinity, .nan] {
          #expect(judge.weights([0, 0], shift: shift).certified == 2)
          #expect(judge.weights([0, 0x1p-1074], shift: shift).counts == [1, 1, 0, 0, 0])
          #expect(judge.judgeRowSum(0, shift: shift, contract: 0).single == .certified)
          #expect(judge.judgeRowSum(1, shift: shift, contract: 0).single == .refuted)
          #expect(judge.judgeRowSum(.nan, shift: shift, contract: 0).single == .refuted)
        }
        #expect(judge.exactOutput(column: 0) == (convention == .zero ? Interval(0) : nil))
        #expect(judge.exactLogSumExp() == nil)
        judge.load(row: 1)
        #expect(!judge.isFullyMasked && judge.keys == 0..<1)
        judge.load(row: 0)
        #expect(judge.isFullyMasked)
      }
    }
  }

  @Test func noKeysAndNoQueries() throws {
    let keyless = try judgeHead(
      AttentionShape(queries: 2, keys: 0, dimension: 3, valueDimension: 2), Array(repeating: 1, count: 6), [],
      [])
    for stage in Self.stages {
      let judge = try Self.judge(keyless, row: 1, forcing: stage)
      #expect(judge.isFullyMasked)
      #expect(judge.output([0, 0]).certified == 2)
      #expect(judge.output([0, 1]).counts == [1, 1, 0, 0, 0])
      #expect(judge.weights([], shift: 0).counts == [0, 0, 0, 0, 0])
      #expect(judge.judgeRowSum(0, shift: -.infinity, contract: 0).single == .certified)
    }
    _ = try judgeHead(
      AttentionShape(queries: 0, keys: 2, dimension: 1, valueDimension: 1), [], [1, 2], [3, 4])
  }

  /// A masked key's weight must be 0 whatever the bound of the others is.
  @Test func maskedWeightsMustBeZero() throws {
    let shape = AttentionShape(queries: 2, keys: 3, dimension: 1, valueDimension: 1)
    let head = try judgeHead(shape, scale: .number("1"), mask: .causal, [0, 0], [1, 2, 3], [1, 2, 3])
    for contract in [Self.model, .absolute("1"), .lemma(weights: "1/2", rowSums: "1/2")] {
      for stage in Self.stages {
        let judge = try Self.judge(head, [contract], row: 1, forcing: stage)
        #expect(judge.weights([1, 1, 0], shift: 0).refuted == 0)
        for leak: Double in [0x1p-1074, -1e-30, .nan, 1] {
          let verdict = judge.weights([1, 1, leak], shift: 0)
          #expect(verdict.refuted == 1 && verdict.worst?.column == 2, "\(contract) \(leak)")
        }
      }
    }
    // Entries in the mask that are wrong, and a row sum that counts the masked key.
    let judge = try Self.judge(head, row: 1)
    #expect(judge.weights([1, 1, 0], shift: 0).certified == 3)
    #expect(judge.weights([1, 1.00001, 0], shift: 0).counts == [2, 1, 0, 0, 0])
    #expect(judge.judgeRowSum(2, shift: 0, contract: 0).single == .certified)
    #expect(judge.judgeRowSum(3, shift: 0, contract: 0).single == .refuted)
    #expect(judge.judgeRowSum(2, shift: 0.00001, contract: 0).single == .refuted)
  }

  @Test func overflowingProductsAreOutside() throws {
    let shape = AttentionShape(queries: 1, keys: 2, dimension: 2, valueDimension: 1)
    for (query, key) in [(1e20, 1e20), (1e30, 1e9), (1e200, 1e200)] {
      // The scores cancel to 0; the products do not.
      let head = try judgeHead(shape, [query, query], [key, -key, key, -key], [1, 2])
      for stage in Self.stages {
        let judge = try Self.judge(head, forcing: stage)
        #expect(judge.output([1.5]).single == .outside)
        #expect(judge.judgeLogSumExp(0.69314718, contract: 0).single == .outside)
        #expect(judge.weights([1, 1], shift: 0).outside == 2)
        #expect(judge.judgeRowSum(2, shift: 0, contract: 0).single == .outside)
      }
    }
    let values = try judgeHead(
      AttentionShape(queries: 1, keys: 2, dimension: 1, valueDimension: 2), [1], [1, 2], [3e38, 1, 3e38, 1])
    #expect(try Self.judge(values).output([3e38, 1]).counts == [1, 0, 0, 0, 1])
    // Sums that the accumulator holds, and an output that its own format does not.
    var narrow = nativeModel(.float32)
    narrow.output = .float16
    let wide = try judgeHead(
      AttentionShape(queries: 1, keys: 2, dimension: 1, valueDimension: 2), [1], [1, 2], [7e4, 1, 7e4, 1])
    #expect(try Self.judge(wide, [.rounding(narrow)]).output([7e4, 1]).counts == [1, 0, 0, 0, 1])
    // Products that only a narrower format of theirs overflows.
    narrow.products = .float16
    let large = try judgeHead(
      AttentionShape(queries: 1, keys: 2, dimension: 1, valueDimension: 1), [300], [300, 200], [1, 2])
    #expect(try Self.judge(large, [.rounding(narrow)]).output([1]).single == .outside)
  }

  /// Without a domain of its own, an absolute contract is decided by the exact stage alone, however large the
  /// products are on the way.
  @Test func absoluteContractsBeyondBinary64() throws {
    let shape = AttentionShape(queries: 1, keys: 2, dimension: 2, valueDimension: 1)
    let head = try judgeHead(shape, [1e200, 1e200], [1e200, -1e200, 1e200, -1e200], [1, 2])
    let ln2 = try Interval.log(of: Dyadic(2), bits: 200)
    let error = (Interval(Dyadic(exactly: 0.75)) - ln2).magnitude
    let judge = try Self.judge(
      head,
      [
        .absolute(error.lower.rounded(toBits: 100, .down).hexadecimal),
        .absolute(error.upper.rounded(toBits: 100, .up).hexadecimal),
      ])
    #expect(judge.output([1.5]).single == .certified)
    #expect(judge.output([1.75]).single == .refuted)
    #expect(judge.judgeLogSumExp(0.75, contract: 0).single == .refuted)
    #expect(judge.judgeLogSumExp(0.75, contract: 1).single == .certified)
  }

  /// Scores whose rounding error alone is enormous: no bound of any use, and no answer but that.
  @Test func absurdScoresAreVacuous() throws {
    for size in [1e4, 1e6, 1e9, 1e13, 1e18] {
      let shape = AttentionShape(queries: 1, keys: 3, dimension: 1, valueDimension: 1)
      let head = try judgeHead(shape, [size], [size, size, -size], [1, 2, 3])
      for stage in [nil, Stage.exact] {
        let judge = try Self.judge(head, forcing: stage)
        #expect(judge.output([1.5]).single == .vacuous, "\(size)")
        #expect(judge.judgeLogSumExp(size * size, contract: 0).refuted == 0, "\(size)")
      }
    }
  }

  /// Finite stand-ins for -∞ as shifts, and worse: the weights are wrong, and the judge says so.
  @Test func revealedShiftsOfAbsurdSize() throws {
    let shape = AttentionShape(queries: 1, keys: 3, dimension: 1, valueDimension: 1)
    let head = try judgeHead(shape, scale: .number("1"), [1], [1, 2, 3], [1, 2, 3])
    for contract in [Self.model, .absolute("0.001"), .lemma(weights: "0.001", rowSums: "0.001")] {
      for stage in [nil, Stage.exact] {
        let judge = try Self.judge(head, [contract], forcing: stage)
        for shift in [-1e5, -1e9, -1e13, -1e30, -.greatestFiniteMagnitude] {
          #expect(judge.weights([1, 1, 1], shift: shift).certified == 0, "\(contract) \(shift)")
          #expect(judge.judgeRowSum(3, shift: shift, contract: 0).certified == 0, "\(contract) \(shift)")
        }
        for shift in [1e5, 1e9, 1e13, 1e30, .greatestFiniteMagnitude] {
          #expect(judge.weights([1, 1, 1], shift: shift).refuted == 3, "\(contract) \(shift)")
          #expect(judge.judgeRowSum(3, shift: shift, contract: 0).refuted == 1, "\(contract) \(shift)")
        }
      }
    }
  }

  /// The exact weight is e^(-2^50) and its score is only known to 2^60: whatever the kernel reveals is within that.
  @Test func aWeightWhoseScoreIsUnknownIsNotRefuted() throws {
    let shape = AttentionShape(queries: 1, keys: 2, dimension: 2, valueDimension: 1)
    let large = 0x1p40
    let head = try judgeHead(
      shape, scale: .number("1"), [large, large], [large, -large - 0x1p10, 0, 0], [1, 2])
    let judge = try Self.judge(head)
    let verdict = judge.weights([1, 1], shift: 0)
    #expect(verdict.refuted == 0 && verdict.vacuous >= 1)
  }

  /// Scores that binary64 cannot tell apart: the first key, which it takes for the heaviest, has the least weight
  /// of all. The exact stage must not refer the others to it, for its count of errors holds up to 2⁴ only.
  @Test func aMisjudgedReferenceKey() throws {
    var failures = FailureLog()
    let shape = AttentionShape(queries: 1, keys: 3, dimension: 2, valueDimension: 1)
    for scale in [ScoreScale.number("1/3"), .inverseSquareRootOfDimension] {
      for step in stride(from: 20.0, through: 124, by: 4) {
        let head = try judgeHead(
          shape, scale: scale, [0x1p60, 1], [1, 0, 1, step, 1, step - 1], [0, 1, -1.5])
        let judge = try Self.judge(head)
        let row = judge.loadExact()
        let fine = RowExact(ExactHead(head), row: 0, reference: row.reference, bits: 1024)
        for index in 0..<3 {
          failures.expect(
            row.weight(index).overlaps(fine.weight(index)), "\(scale), \(step): weight \(index)")
          failures.expect(row.weights[index].bitWidth <= row.bits + 5, "\(scale), \(step): weight \(index)")
        }
        failures.expect(
          judge.exactOutput(column: 0, bits: 250)!.overlaps(fine.column(0).output), "\(scale), \(step)")
        failures.expect(
          judge.exactLogSumExp(bits: 250)!.overlaps(fine.logSumExp(bits: 900)), "\(scale), \(step)")
      }
    }
    #expect(failures.count == 0)
  }

  @Test func contractsThatPromiseNothingAreVacuous() throws {
    let shape = AttentionShape(queries: 1, keys: 3, dimension: 1, valueDimension: 1)
    let head = try judgeHead(shape, [1], [0, 1, 2], [1, -2, 3])
    for stage in Self.stages {
      let judge = try Self.judge(
        head,
        [
          .absolute("3"), .absolute("2.99"), .lemma(weights: "0.5", rowSums: "0.5"),
          .lemma(weights: "1", rowSums: "1"),
        ],
        forcing: stage)
      #expect(judge.output([1], contract: 0).single == .vacuous)
      #expect(judge.output([1], contract: 1).single == .certified)
      #expect(judge.output([1], contract: 2).single == .vacuous)
      #expect(judge.output([9], contract: 0).single == .refuted)
      #expect(judge.weights([0, 0, 0], shift: 0, contract: 3).certified == 0)
      #expect(judge.judgeRowSum(0, shift: 0, contract: 3).certified == 0)
      #expect(judge.judgeLogSumExp(0, contract: 3).certified == 0)
    }
  }
}
