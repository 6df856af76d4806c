internal import Synchronization
public import ExactArith

/// The tables of degrees, every row searched for and then accepted by the judge.
public struct DegreeTables: Sendable {
  /// For each score bound, in this order, each epsilon.
  public let relative: [RelativeRow]
  public let additive: [AdditiveRow]

  public static let standardBounds: [Rational] =
    [Rational(1, 4), Rational(1, 2)] + [1, 2, 4, 8, 16, 32, 64].map { Rational($0) }
  public static let standardEpsilons: [Rational] = [1, 2, 3, 4, 6, 9, 12].map { Rational(10).power(-$0) }

  /// Rows on all cores; what comes out does not depend on how many. `progress` is called from any of them, with the
  /// number of rows done. Errors: the first row's that failed, in the order of the tables.
  public init(
    bounds: [Rational] = standardBounds, epsilons: [Rational] = standardEpsilons,
    progress: @escaping @Sendable (_ completed: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    let cells = bounds.flatMap { bound in epsilons.map { (bound, $0) } }
    // The widest intervals take longest and go first, so that no core waits for the last row.
    let order = cells.indices.sorted { (cells[$0].0, -$0) > (cells[$1].0, -$1) }
    let finished = Atomic(0)
    let step: @Sendable () -> Void = {
      progress(finished.add(1, ordering: .relaxed).newValue, 2 * cells.count)
    }
    relative = try concurrently(order) { index in
      let row = try RelativeRow(scoreBound: cells[index].0, epsilon: cells[index].1)
      try row.verify()
      step()
      return row
    }
    additive = try concurrently(order) { index in
      let row = try AdditiveRow(bound: cells[index].0, epsilon: cells[index].1)
      try row.verify()
      step()
      return row
    }
  }
}
