internal import AttnSpec

/// How many roundings each number of one row passes, derived from a model's structure and the row's keys.
///
/// Source: Theorem R, table of variants (Documentation/Theory.md).
struct RoundingCounts: Hashable, Sendable {
  /// Roundings of a score: d products and sums in any order, the scale's own and the product by it.
  let score: Int
  /// h_N: the most roundings that any p̂ⱼvⱼ passes on its way into the output.
  let numerator: Int
  /// h_D: the most roundings that any p̂ⱼ passes on its way into the row sum.
  let denominator: Int
  /// R: how often the shift may change after a key was added.
  let shiftChanges: Int
  /// T: how often the accumulators are multiplied by a rescaling factor.
  let rescalings: Int
  /// n: the keys in the row.
  let keys: Int

  init(_ model: RoundingModel, dimension: Int, keys range: Range<Int>) {
    let count = range.count
    keys = count
    score = dimension + model.scaleRoundings + 1
    // Dividing every weight costs one rounding more before the sum.
    let division = model.normalization == .weights || model.normalization == .any ? 1 : 0
    switch model.order {
    case .single:
      (shiftChanges, rescalings) = (0, 0)
      numerator = count + division
      denominator = max(0, count - 1)
    case .tiled(let size):
      let tiles = range.isEmpty ? 0 : (range.upperBound - 1) / size - range.lowerBound / size + 1
      shiftChanges = max(0, tiles - 1)
      rescalings = tiles
      numerator = min(size, count) + tiles + shiftChanges + division
      denominator = max(0, min(size, count) - 1) + tiles + shiftChanges
    case .any:
      shiftChanges = max(0, count - 1)
      rescalings = count
      numerator = 2 * count + division
      denominator = max(0, 2 * count - 1)
    }
  }
}
