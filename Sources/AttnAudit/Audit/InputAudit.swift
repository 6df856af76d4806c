public import AttnReference
internal import AttnSpec
internal import Dispatch
internal import ExactArith
internal import Foundation

/// Judges what kernels computed on one input: each row is enclosed once and all results are held against it.
public struct InputAudit: Sendable {
  public let input: AuditInput
  private let problem: AttentionProblem
  private let forced: Stage?

  /// - Throws: `ReferenceError` when the input is no problem: shapes that disagree, a NaN, no scale.
  public init(_ input: AuditInput, forcing forced: Stage? = nil) throws(ReferenceError) {
    self.input = input
    self.forced = forced
    problem = try AttentionProblem(
      specification: input.specification, queries: input.queries, keys: input.keys, values: input.values)
  }

  /// One record for each result and quantity, in their order.
  ///
  /// - Parameters:
  ///   - rows: The rows of each head to judge.
  ///   - progress: Called on the calling thread with the number of rows done since the last call.
  public func judge(
    _ results: [ComputedResult], rows: [Int], progress: (Int) -> Void = { _ in }
  ) throws(ReferenceError) -> [AuditRecord] {
    var records: [AuditRecord] = []
    // A judge holds a limited number of contracts; results that share one come together.
    var rest = results[...]
    while !rest.isEmpty {
      var contracts: [Contract] = []
      let group = rest.prefix { result in
        for quantity in result.quantities where !contracts.contains(result.contract(of: quantity)) {
          contracts.append(result.contract(of: quantity))
        }
        return contracts.count <= RowJudge.greatestContractCount
      }
      rest = rest.dropFirst(group.count)
      records += try judge(
        Array(group), contracts: Array(contracts.prefix(RowJudge.greatestContractCount)), rows: rows,
        progress: progress)
    }
    return records
  }

  private func judge(
    _ results: [ComputedResult], contracts: [Contract], rows: [Int], progress: (Int) -> Void
  ) throws(ReferenceError) -> [AuditRecord] {
    let shape = input.specification.shape
    var tallies = results.map { $0.quantities.map { _ in QuantityTally() } }
    for head in 0..<shape.batches * shape.heads {
      let reference = HeadReference(problem, head: head)
      // The first judge finds unreadable contracts, so that the concurrent ones cannot.
      let first = try RowJudge(reference, contracts: contracts, forcing: forced)
      for wave in waves(rows) {
        let parts = partition(wave)
        let partial = PartialTallies(count: parts.count)
        let work: @Sendable (Int, RowJudge) -> Void = { part, judge in
          let loop = RowLoop(judge: judge, results: results, contracts: contracts, head: head)
          partial.set(part, loop.run(parts[part]))
        }
        if parts.count == 1 {
          work(0, first)
        } else {
          DispatchQueue.concurrentPerform(iterations: parts.count) { part in
            work(part, try! RowJudge(reference, contracts: contracts, forcing: forced))
          }
        }
        for part in partial.tallies {
          for (result, row) in part.enumerated() {
            for (quantity, tally) in row.enumerated() { tallies[result][quantity].add(tally) }
          }
        }
        progress(wave.count)
      }
    }
    return zip(results, tallies).flatMap { result, row in
      zip(result.quantities, row).map { quantity, tally in
        record(result, quantity, tally)
      }
    }
  }

  /// Multiply-adds of one row, roughly.
  private var rowWork: Int {
    let shape = input.specification.shape
    return shape.keys * (shape.dimension + shape.valueDimension)
  }

  /// Splits the rows so that progress shows about ten times a second.
  private func waves(_ rows: [Int]) -> [ArraySlice<Int>] {
    let size = max(64, (1 << 27) / max(1, rowWork))
    return stride(from: 0, to: rows.count, by: size).map { rows[$0..<min($0 + size, rows.count)] }
  }

  /// Splits a wave for the cores, unless there is too little work to wake one up for.
  private func partition(_ rows: ArraySlice<Int>) -> [ArraySlice<Int>] {
    let parts = rows.count * rowWork < 1 << 18 ? 1 : min(rows.count, 16)
    guard parts > 1 else { return [rows] }
    return (0..<parts).map { part in
      let start = rows.startIndex
      return rows[start + rows.count * part / parts..<start + rows.count * (part + 1) / parts]
    }
  }

  private func record(
    _ result: ComputedResult, _ quantity: Quantity, _ tally: QuantityTally
  ) -> AuditRecord {
    let shape = input.specification.shape
    var record = AuditRecord(
      kernel: result.kernel, input: input.name, shape: shape, seed: input.seed, format: result.format,
      scale: input.specification.scale, mask: input.specification.mask,
      contract: result.contract(of: quantity), quantity: quantity, entries: tally.entries,
      outside: tally.outside, vacuous: tally.vacuous,
      verdict: tally.refuted > 0 ? .refuted : tally.undecided > 0 ? .undecided : .certified,
      stages: tally.stages, plan: result.plan)
    record.greatestBound = tally.greatestBound.flatMap { Interval($0) }
    guard let place = tally.worst else { return record }
    let entry = place.entry
    record.error = Interval(entry.error)
    record.bound = Interval(entry.bound)
    record.headroom = headroom(entry)
    let (batch, head) = place.head.quotientAndRemainder(dividingBy: max(shape.heads, 1))
    record.witness = Witness(
      batch: batch, head: head, row: place.row, column: entry.column, computed: entry.computed,
      exact: exactValue(result, quantity, place))
    return record
  }

  /// bound / error, or `nil` where the error may be 0 or is infinite.
  private func headroom(_ entry: JudgedEntry) -> Interval? {
    guard entry.error.lowerBound > 0, let error = Interval(entry.error), let bound = Interval(entry.bound)
    else { return nil }
    return bound.divided(by: error, bits: 64)
  }

  private func exactValue(
    _ result: ComputedResult, _ quantity: Quantity, _ place: QuantityTally.Place
  ) -> Interval? {
    let reference = HeadReference(problem, head: place.head)
    guard let judge = try? RowJudge(reference, contracts: [], forcing: nil) else { return nil }
    judge.load(row: place.row)
    let index = place.head * input.specification.shape.queries + place.row
    // A refutation is shown with all the digits of the exact stage.
    let isRefuted = place.entry.standing == .refuted
    let column = place.entry.column
    switch quantity {
    case .output:
      return isRefuted ? judge.exactOutput(column: column) : judge.enclosedOutput(column: column)
    case .logSumExp: return isRefuted ? judge.exactLogSumExp() : judge.enclosedLogSumExp()
    case .weights:
      let shift = result.revealed!.shifts[index]
      return isRefuted
        ? judge.exactWeight(key: column, shift: shift) : judge.enclosedWeight(key: column, shift: shift)
    case .rowSums:
      let shift = result.revealed!.shifts[index]
      return isRefuted ? judge.exactRowSum(shift: shift) : judge.enclosedRowSum(shift: shift)
    }
  }
}

extension Interval {
  /// `nil` where an end is infinite.
  fileprivate init?(_ range: ClosedRange<Double>) {
    guard range.lowerBound.isFinite, range.upperBound.isFinite else { return nil }
    self.init(lower: Dyadic(exactly: range.lowerBound), upper: Dyadic(exactly: range.upperBound))
  }
}

/// The tallies of concurrent parts, each written once by its own part.
private final class PartialTallies: @unchecked Sendable {
  private let lock = NSLock()
  private(set) var tallies: [[[QuantityTally]]]

  init(count: Int) { tallies = Array(repeating: [], count: count) }

  func set(_ part: Int, _ value: [[QuantityTally]]) {
    lock.withLock { tallies[part] = value }
  }
}

/// One thread's rows of one head.
private struct RowLoop {
  let judge: RowJudge
  let results: [ComputedResult]
  let contracts: [Contract]
  let head: Int

  func run(_ rows: ArraySlice<Int>) -> [[QuantityTally]] {
    let shape = judge.shape
    let indices = results.map { result in
      result.quantities.map { contracts.firstIndex(of: result.contract(of: $0))! }
    }
    var tallies = results.map { $0.quantities.map { _ in QuantityTally() } }
    let scratch = UnsafeMutableBufferPointer<Double>.allocate(
      capacity: max(shape.keys, shape.valueDimension))
    defer { scratch.deallocate() }
    for row in rows {
      judge.load(row: row)
      let index = head * shape.queries + row
      for (position, result) in results.enumerated() {
        for (slot, quantity) in result.quantities.enumerated() {
          let contract = indices[position][slot]
          let verdict: RowVerdict
          switch quantity {
          case .output:
            verdict = result.output.withDoubles(
              from: index * shape.valueDimension, count: shape.valueDimension, scratch: scratch
            ) { judge.judgeOutput($0, contract: contract) }
          case .logSumExp:
            verdict = judge.judgeLogSumExp(result.logSumExp![index], contract: contract)
          case .weights:
            let revealed = result.revealed!
            guard revealed.rows.contains(row) else { continue }
            let start = (head * revealed.rows.count + row - revealed.rows.lowerBound) * shape.keys
            verdict = revealed.weights.withDoubles(from: start, count: shape.keys, scratch: scratch) {
              judge.judgeWeights($0, shift: revealed.shifts[index], contract: contract)
            }
          case .rowSums:
            verdict = judge.judgeRowSum(
              result.revealed!.rowSums[index], shift: result.revealed!.shifts[index], contract: contract)
          }
          tallies[position][slot].add(verdict, head: head, row: row)
        }
      }
    }
    return tallies
  }
}
