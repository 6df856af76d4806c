internal import AttnSpec
internal import PropertyTesting

/// The families that need more than a line.
extension InputDraft {
  mutating func fillOneHot() {
    var placements: [SeparatedKeys] = []
    for _ in 0..<shape.batches * shape.keyHeads {
      placements.append(SeparatedKeys(count: shape.keys, draft: self, generator: &generator))
    }
    let width = shape.dimension
    let heads = (0..<shape.batches * shape.heads).map(keyHead(of:))
    setQueries { head, row, _ in
      let winners = placements[heads[head]].winners
      return winners.isEmpty ? Array(repeating: 1, count: width) : winners[row % winners.count].query
    }
    setKeys { head, key, _ in placements[head].rows[key] }
    setGaussianValues()
  }

  mutating func fillHugeValue() {
    setGaussianScores()
    let keyCount = max(shape.keys, 1)
    let huge = min(0x1p40, largestValue / 2, format.largestFinite / 2)
    let chosen = (0..<shape.valueDimension).map { _ in generator.below(keyCount) }
    setValues { key, column, generator in
      key == chosen[column] ? generator.sign() * huge : generator.gaussian()
    }
  }

  mutating func fillTies() {
    let width = shape.dimension
    let distinct = (0..<3).map { _ in (0..<width).map { _ in Double(generator.below(5) - 2) } }
    setQueries { _, _, generator in (0..<width).map { _ in Double(generator.below(5) - 2) } }
    setKeys { _, _, generator in distinct[generator.below(3)] }
    setGaussianValues()
  }

  /// Scores of about 0.6/γ, at most 300000, from 4 to 8 apart, in a random order of the keys, or their negatives
  /// in odd rows: as large as leaves every bound of binary32 with something to say, and beyond the stand-ins for
  /// -∞ that kernels have used.
  mutating func fillLargeScores() {
    let unit = 8.0
    let largest = min(300_000, 0.6 * 0x1p24 / Double(shape.dimension + 3))
    let base = (largest / unit - Double(shape.keys)).rounded(.down)
    let order = generator.permutation(max(shape.keys, 1))
    setLevelledScores(
      unit: unit, level: { key, _ in base + Double(order[key]) },
      largestLevel: base + Double(shape.keys), multiple: { $0 % 2 == 0 ? 1 : -1 })
    setGaussianValues()
  }

  mutating func fillMassiveActivation() {
    setGaussianScores()
    let width = shape.dimension
    let channel = generator.below(max(width, 1))
    let size = abs(factor(forScore: 1000))
    let noise = abs(factor(forScore: 2))
    for row in 0..<queries.count / max(width, 1) { queries[row * width + channel] = row % 2 == 0 ? 1 : -1 }
    for row in 0..<keys.count / max(width, 1) {
      keys[row * width + channel] = size + noise * generator.gaussian()
    }
    let column = generator.below(max(shape.valueDimension, 1))
    setValues { _, other, generator in generator.gaussian() * (other == column ? 1000 : 1) }
  }

  /// Even columns of V are subnormal throughout, odd ones ordinary.
  mutating func fillSubnormals() {
    let width = shape.dimension
    let least = format.leastNonzero
    let steps = 1 << (format.precision - 2)
    setQueries { _, _, generator in
      (0..<width).map { _ in generator.sign() * Double(1 + generator.below(steps)) * least }
    }
    setKeys { _, _, generator in (0..<width).map { _ in generator.gaussian() } }
    setValues { _, column, generator in
      column % 2 == 0
        ? generator.sign() * Double(steps + generator.below(steps)) * least : generator.gaussian()
    }
  }

  /// A quarter to a half of a unit from key to key, so that a row's weight spreads over several tiles' edges.
  mutating func fillRamp(_ level: (Int, Int) -> Double) {
    let count = shape.keys
    setLevelledScores(
      unit: 0.5, level: { key, _ in level(key, count) }, largestLevel: Double(2 * count),
      multiple: { [1, 0.5, 2][$0 % 3] })
    setGaussianValues()
  }

  /// Sixteen to thirty-two units from key to key: the outermost key that a row may see takes all its weight, and
  /// one further out, where the mask lets it in, takes all of it instead.
  mutating func fillMaskEdge() {
    setLevelledScores(
      unit: 32, level: { key, _ in Double(key) }, largestLevel: Double(shape.keys),
      multiple: { $0 % 2 == 0 ? 1 : -1 })
    setGaussianValues()
  }

  mutating func fillBlocks() {
    let offsets = [-0.3, -0.1, -0.006, 0, 0.005, 0.15]
    let blocks = (0..<shape.keys / 16 + 1).map { _ in offsets[generator.below(offsets.count)] }
    setOffsetScores { blocks[$0 / 16] }
    setGaussianValues()
  }

  mutating func fillEdgeValues() {
    setGaussianScores()
    let edge = min(format.largestFinite, largestValue)
    setValues { key, _, generator in
      generator.sign() * edge * (key == 0 ? 1 : 1 - abs(generator.uniform()) / 2)
    }
  }

  /// K in [-1, 1], Q so that no |score| exceeds 1 (with the scale 1/d in [-1, 1], too), V of size 1/2 to 1: no bound
  /// below 1/2 is an empty promise.
  mutating func fillBounded() {
    let width = shape.dimension
    let entry = factor(forScore: 1) / Double(max(width, 1))
    setQueries { _, _, generator in (0..<width).map { _ in entry * generator.uniform() } }
    setKeys { _, _, generator in (0..<width).map { _ in generator.uniform() } }
    setValues { _, _, generator in generator.sign() * (1 - abs(generator.uniform()) / 2) }
  }

  /// Q and K in corners of a cube: most scores are -2, and those of one key in 32 are 2, so that either kind has about
  /// half of a row's weight, as e⁴ is 55; one row in four is in any corner. V has the sign of its key's corner, so that
  /// errors of the weights at -2 and at 2 add up (E3b).
  mutating func fillCorners() {
    let width = shape.dimension
    let entry = factor(forScore: 2) / Double(max(width, 1))
    let corner = (0..<width).map { _ in generator.sign() }
    func row(_ sign: Double, _ generator: inout DeterministicGenerator) -> [Double] {
      let isAnywhere = generator.below(4) == 0
      return corner.map { isAnywhere ? generator.sign() : sign * $0 }
    }
    setQueries { _, _, generator in row(1, &generator).map { entry * $0 } }
    setKeys { _, _, generator in row(generator.below(32) == 0 ? 1 : -1, &generator) }
    let rows = keys
    let columns = shape.valueDimension
    values = (0..<rows.count / max(width, 1)).flatMap { key in
      let sign = rows[key * width] * corner[0]
      return (0..<columns).map { _ in sign * (1 - abs(generator.uniform()) / 2) }
    }
  }

  mutating func fillOverflowingScores() {
    let width = shape.dimension
    let large = 4 * arithmetic.largestFinite.squareRoot()
    setQueries { _, _, generator in (0..<width).map { _ in generator.sign() * large } }
    setKeys { _, _, generator in (0..<width).map { _ in generator.sign() * large } }
    setGaussianValues()
  }

  /// Equal scores beyond 2⁴⁰ for binary32 and 2⁶⁹ for binary64.
  mutating func fillVacuousScores() {
    let width = shape.dimension
    let target = Double(sign: .plus, exponent: arithmetic.precision + 16, significand: 1)
    let entry = min(abs(factor(forScore: target)).squareRoot(), format.largestFinite / 2)
    setQueries { _, _, _ in Array(repeating: entry, count: width) }
    setKeys { _, _, generator in (0..<width).map { _ in entry } }
    setGaussianValues()
  }

  /// The largest |V| for which n·max|V| stays below the arithmetic's largest number, with a fifth to spare
  /// for the contract's own rounding.
  private var largestValue: Double { arithmetic.largestFinite / Double(max(shape.keys, 1)) * 0.8 }
}
