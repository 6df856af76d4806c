internal import AttnSpec
internal import ExactArith
internal import PropertyTesting

/// An input in the making: the problem, its random numbers, and the three tensors to fill.
struct InputDraft {
  let specification: AttentionSpecification
  let format: NumberFormat
  /// The narrowest arithmetic that is expected to meet this input.
  let arithmetic: NumberFormat
  /// σ, rounded: it only sets magnitudes.
  let scale: Double
  var generator: DeterministicGenerator
  var queries: [Double]
  var keys: [Double]
  var values: [Double]

  var shape: AttentionShape { specification.shape }

  init(specification: AttentionSpecification, format: NumberFormat, generator: DeterministicGenerator) {
    self.specification = specification
    self.format = format
    self.arithmetic = format == .float64 ? .float64 : .float32
    self.scale = specification.scale.approximation(dimension: specification.shape.dimension)
    self.generator = generator
    let shape = specification.shape
    queries = []
    keys = []
    values = []
    queries.reserveCapacity(shape.batches * shape.heads * shape.queries * shape.dimension)
  }

  /// The largest |score| for which neither Σ|q·k| nor σ·Σ|q·k| comes near the arithmetic's largest number.
  var largestScore: Double { min(abs(scale), 1) * arithmetic.largestFinite / 4 }

  /// The factor to Σ q·k that makes it this score, or the nearest score that the domain allows.
  func factor(forScore score: Double) -> Double {
    scale == 0 ? 1 : min(score, largestScore) / scale
  }

  /// Sets every query, row by row; the closure is told the head (counted over the batches) and the row.
  mutating func setQueries(_ row: (Int, Int, inout DeterministicGenerator) -> [Double]) {
    for head in 0..<shape.batches * shape.heads {
      for index in 0..<shape.queries { queries += row(head, index, &generator) }
    }
  }

  /// Sets every key; the closure is told the key head (counted over the batches) and the key.
  mutating func setKeys(_ row: (Int, Int, inout DeterministicGenerator) -> [Double]) {
    for head in 0..<shape.batches * shape.keyHeads {
      for index in 0..<shape.keys { keys += row(head, index, &generator) }
    }
  }

  /// Sets every value, entry by entry; the closure is told the key and the column.
  mutating func setValues(_ entry: (Int, Int, inout DeterministicGenerator) -> Double) {
    for _ in 0..<shape.batches * shape.keyHeads {
      for key in 0..<shape.keys {
        for column in 0..<shape.valueDimension { values.append(entry(key, column, &generator)) }
      }
    }
  }

  /// The key head that a head reads, both counted over the batches.
  func keyHead(of head: Int) -> Int {
    let (batch, headInBatch) = head.quotientAndRemainder(dividingBy: shape.heads)
    return batch * shape.keyHeads + headInBatch / (shape.heads / shape.keyHeads)
  }
}

extension ScoreScale {
  /// σ to a few units in the last place of binary64, for choosing magnitudes and nothing else.
  fileprivate func approximation(dimension: Int) -> Double {
    switch self {
    case .inverseSquareRootOfDimension: return 1 / Double(max(dimension, 1)).squareRoot()
    case .inverseDimension: return 1 / Double(max(dimension, 1))
    case .number(let text):
      guard let value = try? Rational(parsing: text) else {
        preconditionFailure("the scale '\(text)' is not a number: parse it before making an input")
      }
      return value.double(rounding: .down)
    }
  }
}
