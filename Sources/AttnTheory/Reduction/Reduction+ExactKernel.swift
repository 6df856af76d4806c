internal import AttnReference
public import AttnSpec
internal import Dispatch
public import ExactArith
internal import Synchronization

/// The attention problem, as kernels and the judge take it, and its exact answer.
extension Reduction {
  public var specification: AttentionSpecification {
    AttentionSpecification(
      shape: AttentionShape(
        queries: 2 * balanced.points, keys: 2 * balanced.points, dimension: 2 * balanced.dimension,
        valueDimension: 1),
      scale: .inverseDimension)
  }

  /// B as a binary64 number, which it is. Precondition: it has at most 53 bits.
  public var entry: Double {
    let entry = bound.double(rounding: .nearest)
    precondition(Dyadic(exactly: entry) == bound, "B has too many bits")
    return entry
  }

  /// Q, row-major: 2n rows of 2d entries.
  public var queries: [Double] { Self.entries(balanced.queryBits, entry) }
  public var keys: [Double] { Self.entries(balanced.keyBits, entry) }
  public var values: [Double] { balanced.valueBits.map { $0 ? 1 : 0 } }

  private static func entries(_ rows: [BitVector], _ entry: Double) -> [Double] {
    rows.flatMap { row in (0..<row.count).map { row[$0] ? entry : 0 } }
  }

  /// The exact attention outputs of the n rows that are points, as the judge encloses them from Q, K and V alone, to a
  /// relative width of about 2^-32; on all cores.
  ///
  /// Complexity: for each row, 2n inner products of 2d exact numbers and 2n exponentials of about β bits.
  public func exactOutputs() -> [Interval] {
    let problem = try! AttentionProblem(
      specification: specification, queries: queries, keys: keys, values: values)
    let head = HeadReference(problem, head: 0)
    // Every entry of A is at least 1 and D_ii at most 2n·e^(β/2), so that no output is below e^(−β/2)/2.
    let bits = 40 - enclosure(parameters.exponential(Rational(-1, 2))).lower.magnitudeExponent
    let count = balanced.points
    let outputs = Mutex([Interval](repeating: Interval(0), count: count))
    let chunks = min(count, 16)
    DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
      let judge = try! RowJudge(head, contracts: [])
      for row in stride(from: chunk, to: count, by: chunks) {
        judge.load(row: row)
        let output = judge.exactOutput(column: 0, fractionBits: bits)!
        outputs.withLock { $0[row] = output }
      }
    }
    return outputs.withLock { $0 }
  }
}
