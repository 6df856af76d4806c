import AttnFast
import AttnGenerators
import AttnReference
import AttnSpec
import ExactArith
import PropertyTesting

/// An instance of one row, on which a polynomial kernel may come near to its bound.
struct SearchedInstance<Scalar: KernelScalar & DataScalar>: CustomStringConvertible {
  var input: AttentionInput<Scalar>
  var scoreBound: Rational
  var degree: Int

  static var generator: Generator<SearchedInstance> {
    Generator { source throws(Rejection) in
      let index = try source.draw(.int(in: 0...2))
      let score = [Rational(1, 2), 1, 2][index]
      let dimension = try source.draw(.int(in: 1...3))
      let degree = 1 + index + (try source.draw(.int(in: 0...4)))
      let keys = try source.draw(.int(in: 2...10))
      let size = Scalar(score.double(rounding: .down).squareRoot() * (1 - 0x1p-20))
      // Multiples of 2⁻⁸, whose neighbours are neighbouring choices: what a climb goes along.
      let fractions = Generator<Int>.int(in: -256...256).map { Scalar($0) / 256 }
      let shape = AttentionShape(queries: 1, keys: keys, dimension: dimension, valueDimension: 1)
      let queries = try source.draw(.array(of: fractions, count: dimension))
      let vectors = try source.draw(.array(of: fractions, count: keys * dimension))
      return SearchedInstance(
        input: AttentionInput(
          specification: AttentionSpecification(shape: shape, scale: .inverseDimension),
          queries: queries.map { $0 * size }, keys: vectors.map { $0 * size },
          values: try source.draw(.array(of: fractions, count: keys))),
        scoreBound: score, degree: degree)
    }
  }

  /// The largest error/bound of the output.
  func ratio() throws -> Double {
    let polynomial = try PolynomialCache.shared.polynomial(
      degree: degree, dimension: input.specification.shape.dimension, scale: .inverseDimension,
      scoreBound: scoreBound)
    return try PolynomialInstance(input, polynomial: polynomial).judge().output.ratio
  }

  var description: String { "degree \(degree), scores up to \(scoreBound), \(input.text)" }
}
