import AttnSpec
import PropertyTesting

/// A problem in integers, with entries in -1...1, values in -3...3, and its solution from the definition.
struct IntegerProblem: CustomStringConvertible {
  let specification: AttentionSpecification
  let coefficients: [Int]
  let queries: [Int]
  let keys: [Int]
  let values: [Int]
  /// Empty, or z.
  let shift: [Int]

  /// One fixed problem of this kind.
  init(_ specification: AttentionSpecification, degree: Int, shifted: Bool, seed: UInt64) {
    var generator = DeterministicGenerator(seed: seed)
    self.init(specification, degree: degree, shifted: shifted) { limit in
      generator.below(2 * limit + 1) - limit
    }
  }

  static func generator(_ specification: AttentionSpecification, degree: Int, shifted: Bool) -> Generator<
    IntegerProblem
  > {
    Generator { source throws(Rejection) in
      try IntegerProblem(specification, degree: degree, shifted: shifted) { limit throws(Rejection) in
        try source.draw(.int(in: -limit...limit))
      }
    }
  }

  /// - Parameter number: an integer of at most that magnitude.
  private init<Failure>(
    _ specification: AttentionSpecification, degree: Int, shifted: Bool,
    number: (_ limit: Int) throws(Failure) -> Int
  ) throws(Failure) {
    self.specification = specification
    func numbers(_ limit: Int, _ sizes: Int...) throws(Failure) -> [Int] {
      var found: [Int] = []
      for _ in 0..<sizes.reduce(1, *) { found.append(try number(limit)) }
      return found
    }
    let shape = specification.shape
    coefficients = try numbers(3, degree + 1)
    queries = try numbers(1, shape.batches, shape.heads, shape.queries, shape.dimension)
    keys = try numbers(1, shape.batches, shape.keyHeads, shape.keys, shape.dimension)
    values = try numbers(3, shape.batches, shape.keyHeads, shape.keys, shape.valueDimension)
    shift = shifted ? try numbers(1, shape.batches, shape.keyHeads, shape.dimension) : []
  }

  var description: String {
    let shape = specification.shape
    return """
      \(shape.batches) batches, \(shape.heads) heads, \(shape.keyHeads) key heads, \(shape.queries) queries, \
      \(shape.keys) keys, dimensions \(shape.dimension) and \(shape.valueDimension), \(specification.mask)
      c = \(coefficients), z = \(shift)
      Q = \(queries)
      K = \(keys)
      V = \(values)
      """
  }

  /// No intermediate result is larger: all terms of all weights, with the greatest |v|.
  var greatest: Int {
    let product = specification.shape.dimension * (shift.isEmpty ? 1 : 2)
    var (sum, power) = (0, 1)
    for coefficient in coefficients {
      sum += abs(coefficient) * power
      power *= product
    }
    return sum * 3 * max(specification.shape.keys, 1)
  }

  struct Row {
    var hasKey = false
    /// p(⟨q, k - z⟩) for each key, 0 where masked.
    var weights: [Int]
    /// Σ p·v for each column.
    var sums: [Int]
    /// ⟨q, z⟩.
    var shiftProduct = 0
  }

  func rows() -> [Row] {
    let shape = specification.shape
    let (d, dv) = (shape.dimension, shape.valueDimension)
    let offset = specification.mask.alignment == .topLeft ? 0 : shape.keys - shape.queries
    return (0..<(shape.batches * shape.heads * shape.queries)).map { row in
      let (head, query) = row.quotientAndRemainder(dividingBy: shape.queries)
      let keyHead = head / (shape.heads / shape.keyHeads)
      var result = Row(
        weights: [Int](repeating: 0, count: shape.keys), sums: [Int](repeating: 0, count: dv))
      if !shift.isEmpty {
        for entry in 0..<d { result.shiftProduct += queries[row * d + entry] * shift[keyHead * d + entry] }
      }
      for key in 0..<shape.keys {
        if let right = specification.mask.right, Double(key) > Double(query + offset) + Double(right) {
          continue
        }
        result.hasKey = true
        var y = 0
        for entry in 0..<d {
          let z = shift.isEmpty ? 0 : shift[keyHead * d + entry]
          y += queries[row * d + entry] * (keys[(keyHead * shape.keys + key) * d + entry] - z)
        }
        result.weights[key] = coefficients.reversed().reduce(0) { $0 * y + $1 }
        for column in 0..<dv {
          result.sums[column] += result.weights[key] * values[(keyHead * shape.keys + key) * dv + column]
        }
      }
      return result
    }
  }
}
