internal import AttnSpec
internal import PropertyTesting

/// The ways in which several families make Q and K.
extension InputDraft {
  /// Independent scores with about this standard deviation.
  mutating func setGaussianScores(deviation: Double = 2) {
    let dimension = Double(max(shape.dimension, 1))
    // No entry is beyond 6, so no |q·k| is beyond 36; an eighth of the domain is left alone.
    let amplitude = factor(forScore: deviation) / dimension.squareRoot()
    let limit = arithmetic.largestFinite / (8 * 36 * dimension)
    let bounded = max(-limit, min(limit, amplitude))
    let width = shape.dimension
    setQueries { _, _, generator in (0..<width).map { _ in bounded * generator.gaussian() } }
    setKeys { _, _, generator in (0..<width).map { _ in generator.gaussian() } }
  }

  /// Scores near `reach` times the offset of their key, an offset in [-1, 1], with a noise of deviation 2.
  mutating func setOffsetScores(reach: Double = 1000, _ offset: (Int) -> Double) {
    let width = shape.dimension
    let dimension = Double(max(width, 1))
    let bounded = min(reach, largestScore / 4)
    let entry = factor(forScore: bounded) / dimension
    let noise = min(2 * dimension.squareRoot() / bounded, 0x1p-4)
    setQueries { _, _, generator in (0..<width).map { _ in entry * (1 + generator.gaussian() / 64) } }
    setKeys { _, key, generator in (0..<width).map { _ in offset(key) + noise * generator.gaussian() } }
  }

  /// Every key has a level and every query a multiple (negative: the order of the scores is reversed).
  mutating func setLevelledScores(
    unit: Double, level: (Int, inout DeterministicGenerator) -> Double, largestLevel: Double,
    multiple: (Int) -> Double
  ) {
    let levelled = LevelledKeys(unit: unit, largestLevel: largestLevel, draft: self)
    setQueries { _, row, _ in levelled.query(multiple: multiple(row)) }
    setKeys { _, key, generator in levelled.key(level: level(key, &generator)) }
  }

  mutating func setGaussianValues() { setValues { _, _, generator in generator.gaussian() } }
}
