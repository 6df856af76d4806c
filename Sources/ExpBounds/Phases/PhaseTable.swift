internal import Synchronization

/// The phase diagram of fast attention: how large entries may be, for each number of tokens and each saving; every
/// boundary searched for and then verified.
public struct PhaseTable: Sendable {
  /// d = log₂ n, increasing.
  public let dimensions: [Int]
  /// Decreasing, so that bounds increase.
  public let savings: [PhaseSaving]
  private let boundaries: [PhaseBoundary]

  /// Every power of two up to 2³², every second up to 2⁶⁴, every fourth up to 2¹²⁸.
  public static let standardDimensions =
    Array(8...32) + stride(from: 34, through: 64, by: 2) + stride(from: 68, through: 128, by: 4)
  public static let standardSavings = [2, 1, 0, -1].map(PhaseSaving.init)

  /// Boundaries on all cores; what comes out does not depend on how many. `progress` is called from any of them, with the
  /// number of boundaries done. Errors: the first boundary's that failed, in the order of the table.
  /// Preconditions: those of `PhaseBoundary`; 0 is among the savings.
  public init(
    dimensions: [Int] = standardDimensions, savings: [PhaseSaving] = standardSavings,
    progress: @escaping @Sendable (_ completed: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    let cells = dimensions.flatMap { dimension in savings.map { (dimension, $0) } }
    // The highest degrees take longest and go first, so that no core waits for the last boundary.
    let order = cells.indices.sorted { (cells[$0].0, $0) > (cells[$1].0, $1) }
    let finished = Atomic(0)
    boundaries = try concurrently(order) { index in
      let boundary = try PhaseBoundary(dimension: cells[index].0, saving: cells[index].1)
      try boundary.verify()
      progress(finished.add(1, ordering: .relaxed).newValue, cells.count)
      return boundary
    }
    self.dimensions = dimensions
    self.savings = savings
  }

  /// One for each dimension. Precondition: the saving is in the table.
  public func boundaries(for saving: PhaseSaving) -> [PhaseBoundary] {
    boundaries.filter { $0.saving == saving }
  }
}
