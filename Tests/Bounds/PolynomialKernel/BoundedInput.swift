import AttnAudit
import AttnFast
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
  /// the bound.
  static func random<Scalar: KernelScalar>(
    _ specification: AttentionSpecification, _ format: Scalar.Type, scoreBound s: Double,
    using generator: inout DeterministicGenerator
  ) -> AttentionInput<Scalar> {
    // Room for rounding √s to the format, and for the norms' own roundings upwards.
    let size = Scalar(s.squareRoot() * (1 - 0x1p-20))
    func rows(_ count: Int, _ width: Int) -> [Scalar] {
      var result: [Scalar] = []
      for _ in 0..<count {
        let isCorner = Int.random(in: 0..<5, using: &generator) == 0
        let sign: Scalar = Bool.random(using: &generator) ? size : -size
        for _ in 0..<width {
          result.append(
            isCorner ? sign : Scalar(Double.random(in: -1...1, using: &generator)) * size)
        }
      }
      return result
    }
    let shape = specification.shape
    return AttentionInput(
      specification: specification,
      queries: rows(shape.batches * shape.heads * shape.queries, shape.dimension),
      keys: rows(shape.batches * shape.keyHeads * shape.keys, shape.dimension),
      values: (0..<shape.batches * shape.keyHeads * shape.keys * shape.valueDimension).map { _ in
        // Of size 1/2 at least, so that bounds below that are no empty promise even for a single key.
        Scalar(
          Double.random(in: 0.5...1, using: &generator) * (Bool.random(using: &generator) ? 1 : -1))
      })
  }
}
