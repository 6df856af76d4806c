import AttnAudit
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting

/// A search for the instance on which a polynomial kernel comes nearest to its bound.
enum PolynomialSearch {
  /// The largest error/bound of an output entry that hill climbing meets.
  static func worst<Scalar: KernelScalar & DataScalar>(
    _ format: Scalar.Type, starts: Int, using generator: inout DeterministicGenerator
  ) throws -> Double {
    var worst = 0.0
    let scores: [Rational] = [Rational(1, 2), 1, 2]
    for start in 0..<starts {
      let dimension = 1 + start % 3
      let score = scores[start % scores.count]
      let polynomial = try KernelPolynomials.best(
        degree: 1 + start % 5 + start % scores.count, scoreBound: score, dimension: dimension)
      let shape = AttentionShape(queries: 1, keys: 2 + start % 9, dimension: dimension, valueDimension: 1)
      let specification = AttentionSpecification(shape: shape, scale: .inverseDimension)
      var input = BoundedInput.random(
        specification, format, scoreBound: score.double(rounding: .down), using: &generator)
      let limit = input.queries.map(\.magnitude).max()!
      var best = 0.0
      for _ in 0..<120 {
        let candidate = perturbed(input, within: limit, using: &generator)
        let instance = try PolynomialInstance(candidate, polynomial: polynomial)
        let ratio = try instance.judge().output.ratio
        worst = max(worst, ratio)
        if ratio >= best { (input, best) = (candidate, ratio) }
      }
    }
    return worst
  }

  /// One number changed: a little, altogether, or to the largest size.
  private static func perturbed<Scalar: KernelScalar>(
    _ input: AttentionInput<Scalar>, within limit: Scalar, using generator: inout DeterministicGenerator
  ) -> AttentionInput<Scalar> {
    var input = input
    func moved(_ x: Scalar, _ limit: Scalar) -> Scalar {
      let draw = Scalar(Double.random(in: -1...1, using: &generator))
      let value: Scalar =
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: x + draw * limit / 16
        case 1: draw * limit
        default: draw < 0 ? -limit : limit
        }
      return max(-limit, min(limit, value))
    }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      let l = Int.random(in: input.queries.indices, using: &generator)
      input.queries[l] = moved(input.queries[l], limit)
    case 1, 2:
      let l = Int.random(in: input.keys.indices, using: &generator)
      input.keys[l] = moved(input.keys[l], limit)
    default:
      let j = Int.random(in: input.values.indices, using: &generator)
      input.values[j] = moved(input.values[j], 1)
    }
    return input
  }
}
