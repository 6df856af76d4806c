import AttnFast
import AttnGenerators
import AttnSpec
import PropertyTesting

/// Inputs whose scores at scale 1/d stay within a bound.
enum BoundedInput {
  /// Rows that a monomial weighs most in: q_l and ±k_l are √(s·d·α_l/|α|), every other key at half of it. V tells
  /// signs apart in one column and sizes in the other.
  static func along(_ exponents: [Int], tokens: Int, scoreBound s: Double) -> AttentionInput<Float> {
    let d = exponents.count
    let degree = Double(exponents.reduce(0, +))
    let direction = exponents.map {
      Float((s * Double(d) * Double($0) / degree).squareRoot() * (1 - 0x1p-20))
    }
    var (queries, keys, values): ([Float], [Float], [Float]) = ([], [], [])
    for row in 0..<tokens {
      let size: Float = row.isMultiple(of: 2) ? 1 : 0.5
      let sign: Float = row % 4 < 2 ? 1 : -1
      queries += direction
      keys += direction.map { sign * size * $0 }
      values += [sign, row.isMultiple(of: 2) ? 1 : -1]
    }
    let shape = AttentionShape(queries: tokens, keys: tokens, dimension: d, valueDimension: 2)
    return AttentionInput(
      specification: AttentionSpecification(shape: shape, scale: .inverseDimension), queries: queries,
      keys: keys, values: values)
  }

  /// Queries and keys of size at most √s, a fifth of their rows in a corner ±√s of the cube, so that some scores reach
  /// the bound. Values of size 1/2 at least, so that bounds below that are no empty promise even for a single key.
  static func generator<Scalar: KernelScalar>(
    _ specification: AttentionSpecification, _ format: Scalar.Type, scoreBound: Double
  ) -> Generator<AttentionInput<Scalar>> {
    Generator { source throws(Rejection) in
      try make(specification, scoreBound: scoreBound) { () throws(Rejection) in
        try source.draw(.signedFraction(bits: 20))
      } chance: { probability throws(Rejection) in
        try source.flag(probability: probability)
      }
    }
  }

  /// The same, for one example of more numbers than a case of a property may have.
  static func random<Scalar: KernelScalar>(
    _ specification: AttentionSpecification, _ format: Scalar.Type, scoreBound: Double,
    using generator: inout DeterministicGenerator
  ) -> AttentionInput<Scalar> {
    make(specification, scoreBound: scoreBound) {
      Double.random(in: -1...1, using: &generator)
    } chance: {
      Double.random(in: 0..<1, using: &generator) < $0
    }
  }

  private static func make<Scalar: KernelScalar, Failure: Error>(
    _ specification: AttentionSpecification, scoreBound: Double, fraction: () throws(Failure) -> Double,
    chance: (Double) throws(Failure) -> Bool
  ) throws(Failure) -> AttentionInput<Scalar> {
    // Room for rounding √s to the format, and for the norms' own roundings upwards.
    let size = Scalar(scoreBound.squareRoot() * (1 - 0x1p-20))
    func rows(_ count: Int, _ width: Int) throws(Failure) -> [Scalar] {
      var result: [Scalar] = []
      for _ in 0..<count {
        if try chance(0.2) {
          let corner = try chance(0.5) ? -size : size
          result += Array(repeating: corner, count: width)
        } else {
          for _ in 0..<width { result.append(Scalar(try fraction()) * size) }
        }
      }
      return result
    }
    let shape = specification.shape
    let queries = try rows(shape.batches * shape.heads * shape.queries, shape.dimension)
    let keys = try rows(shape.batches * shape.keyHeads * shape.keys, shape.dimension)
    var values: [Scalar] = []
    for _ in 0..<shape.batches * shape.keyHeads * shape.keys * shape.valueDimension {
      let x = try fraction()
      values.append(Scalar(x < 0 ? -1 - x / 2 : 1 - x / 2))
    }
    return AttentionInput(specification: specification, queries: queries, keys: keys, values: values)
  }
}
