internal import AttnSpec
internal import PropertyTesting

/// Keys of which as many as possible are the clear winner of some query.
///
/// - From ⌈log₂ m⌉ dimensions on, keys are distinct vectors of ±1: the binary code of a random label, each bit
///   repeated over neighbouring coordinates. The query c·k wins at k by 2cσ for each differing coordinate.
/// - Below, keys are grid points on a paraboloid (x, |x|²), and the query c·(2x, -1) scores
///   c|x|² - c|x - x_j|² at key j. All products are integers times a power of two. Where the grid would make
///   scores so large that rounding blurs the margin, or leave the format's exact integers, it is smaller than
///   the number of keys; the keys that do not fit lose against every query.
/// - In one dimension scores are linear in the key, so only the extremes can win: one key at +1, one at -1, and
///   all others at 0.
struct SeparatedKeys {
  /// The least score margin of a winner.
  static let margin = 20.0

  private(set) var rows: [[Double]] = []
  /// The keys that win, in random order, and the query that each one wins.
  private(set) var winners: [(key: Int, query: [Double])] = []

  init(
    count: Int, draft: borrowing InputDraft, generator: inout DeterministicGenerator
  ) {
    guard count > 0 else { return }
    let dimension = draft.shape.dimension
    let bits = max(1, (count - 1).bitWidth - (count - 1).leadingZeroBitCount)
    let order = generator.permutation(count)
    if dimension >= bits {
      placeCodes(order, bits: bits, draft)
    } else if dimension == 1 {
      placeExtremes(order, draft)
    } else {
      placeOnParaboloid(order, draft, &generator)
    }
  }

  private mutating func placeCodes(_ order: [Int], bits: Int, _ draft: borrowing InputDraft) {
    let dimension = draft.shape.dimension
    let unit = powerOfTwo(
      atLeast: abs(draft.factor(forScore: Self.margin)) / Double(2 * (dimension / bits)))
    let factor = draft.scale < 0 ? -unit : unit
    rows = order.map { label in
      (0..<dimension).map { label >> ($0 * bits / dimension) & 1 == 1 ? 1 : -1 }
    }
    winners = order.map { key in (key, rows[key].map { $0 * factor }) }
  }

  private mutating func placeExtremes(_ order: [Int], _ draft: borrowing InputDraft) {
    let factor = draft.factor(forScore: 2 * Self.margin)
    rows = Array(repeating: [0], count: order.count)
    for (key, side) in zip(order, [1.0, -1.0]) {
      rows[key] = [side]
      winners.append((key, [side * factor]))
    }
  }

  private mutating func placeOnParaboloid(
    _ order: [Int], _ draft: borrowing InputDraft, _ generator: inout DeterministicGenerator
  ) {
    let axes = draft.shape.dimension - 1
    let unit = powerOfTwo(atLeast: abs(draft.factor(forScore: Self.margin)))
    let factor = draft.scale < 0 ? -unit : unit
    let radius = Self.radius(for: order.count, axes: axes, unit: unit, draft)
    let side = 2 * radius + 1
    let cells = generator.permutation((0..<axes).reduce(1) { size, _ in size * side })
    let farthest = powerOfTwo(atLeast: Double(2 * axes * radius * radius + 1))
    rows = Array(
      repeating: Array(repeating: 0, count: axes) + [farthest], count: order.count)
    for (key, cell) in zip(order, cells) {
      var rest = cell
      var point: [Double] = []
      for _ in 0..<axes {
        point.append(Double(rest % side - radius))
        rest /= side
      }
      rows[key] = point + [point.reduce(0) { $0 + $1 * $1 }]
      winners.append((key, point.map { 2 * factor * $0 } + [-factor]))
    }
  }

  /// The grid's half side: as large as the keys need, as small as the domain asks.
  private static func radius(
    for count: Int, axes: Int, unit: Double, _ draft: borrowing InputDraft
  ) -> Int {
    var needed = 0
    while (0..<axes).reduce(1.0, { size, _ in size * Double(2 * needed + 1) }) < Double(count) { needed += 1 }
    // A score sums to at most 3·unit·axes·h² in absolute value. Theorem R's δ is (d + 3)·u times σ times that;
    // two of them may make an eighth, so that even tied keys keep a bound that says something.
    let blur = Double(axes + 4) * 0x1p-24 * 2
    let largestSum = min(0.125 / blur, draft.largestScore) / max(abs(draft.scale), 0x1p-1000)
    let bySum = (largestSum / (3 * unit * Double(axes))).squareRoot()
    // Every |x|² must be an integer of the format.
    let byFormat = (Double(sign: .plus, exponent: draft.format.precision, significand: 1) / Double(axes))
      .squareRoot()
    return min(needed, max(1, Int(min(bySum, byFormat, 1e4))))
  }
}
