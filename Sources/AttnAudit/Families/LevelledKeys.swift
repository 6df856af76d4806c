internal import AttnSpec

/// Keys whose scores are prescribed integers times one unit, for every query up to its sign and a power of two.
///
/// All coordinates but the last hold the level rounded to the format and the last what rounding lost, so that
/// twice the format's precision is exact (in one dimension there is no room for the rest, and close levels of a
/// narrow format become ties).
struct LevelledKeys {
  private let dimension: Int
  private let format: NumberFormat
  private let factor: Double

  /// Precondition: no level exceeds `largestLevel` in absolute value.
  init(unit: Double, largestLevel: Double, draft: borrowing InputDraft) {
    dimension = draft.shape.dimension
    format = draft.format
    let score = min(unit, draft.largestScore / (2 * max(largestLevel, 1)))
    let perCoordinate = draft.factor(forScore: score) / Double(max(dimension - 1, 1))
    // The largest power of two not above it: exact products, and the level bound holds.
    let power = powerOfTwo(atLeast: max(abs(perCoordinate), 0x1p-1000))
    let below = power > abs(perCoordinate) ? power / 2 : power
    factor = perCoordinate < 0 ? -below : below
  }

  /// The key of this level.
  func key(level: Double) -> [Double] {
    let high = format.nearest(level)
    return dimension == 1
      ? [high] : Array(repeating: high, count: dimension - 1) + [format.nearest(level - high)]
  }

  /// The query that scores `multiple` units a level.
  func query(multiple: Double) -> [Double] {
    let entry = factor * multiple
    return dimension == 1
      ? [entry] : Array(repeating: entry, count: dimension - 1) + [entry * Double(dimension - 1)]
  }
}
