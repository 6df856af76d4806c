import AttnReference
import AttnSpec
import ExactArith

/// A problem with its key shift, in exact numbers.
struct NormProblem<Scalar: DataScalar> {
  var specification: AttentionSpecification
  var queries: [Scalar]
  var keys: [Scalar]
  var values: [Scalar]
  var keyShift: [Scalar]?

  func norms(threads: Int? = nil) throws -> DataNorms {
    try DataNorms(
      specification, queries: queries, keys: keys, values: values, keyShift: keyShift, threads: threads)
  }
}

/// The norms as `DataNorms` defines them, in rational arithmetic: every loop over every entry, nothing shared.
struct ExactNorms {
  var keys = 0
  /// For each head: Σ_l |q_l·(k_l - z_l)|, the greatest; the same with the greatest key of each column; the square of
  /// the product of the greatest Euclidean norms.
  var products: [(attained: Rational, hölder: Rational, squaredSchwarz: Rational)] = []
  var leastMeanProduct: Rational?
  var queryMagnitude: Rational = 0
  var keyMagnitude: Rational = 0
  var shiftProduct: Rational = 0
  var valueMagnitude: Rational = 0
  var meanValueMagnitude: Rational = 0
  var valueSpread: Rational = 0

  init<Scalar: DataScalar>(_ problem: NormProblem<Scalar>) {
    let shape = problem.specification.shape
    let (d, n) = (shape.dimension, shape.keys)
    func exact(_ x: Scalar) -> Rational { Rational(Dyadic(exactly: Double(x))) }
    let ranges = (0..<shape.queries).map {
      KeyRange.allowed(row: $0, queries: shape.queries, keys: n, mask: problem.specification.mask)
    }
    keys = shape.batches * shape.heads == 0 ? 0 : ranges.map(\.count).max() ?? 0
    guard keys > 0 else { return }
    for head in 0..<shape.batches * shape.heads {
      let (batch, inBatch) = head.quotientAndRemainder(dividingBy: shape.heads)
      let keyHead = batch * shape.keyHeads + inBatch / (shape.heads / shape.keyHeads)
      let z = (0..<d).map { l in problem.keyShift.map { exact($0[keyHead * d + l]) } ?? 0 }
      let k = (0..<keys).map { j in
        (0..<d).map { l in exact(problem.keys[(keyHead * n + j) * d + l]) - z[l] }
      }
      let v = (0..<keys).map { j in
        (0..<shape.valueDimension).map {
          exact(problem.values[(keyHead * n + j) * shape.valueDimension + $0])
        }
      }
      let columns = (0..<d).map { l in k.map { $0[l].magnitude }.max()! }
      keyMagnitude = max(keyMagnitude, columns.max()!)
      let keySquare = k.map { Self.sum($0.map { $0 * $0 }) }.max()!
      for c in 0..<shape.valueDimension {
        let column = v.map { $0[c] }
        valueMagnitude = max(valueMagnitude, column.map(\.magnitude).max()!)
        valueSpread = max(valueSpread, column.max()! - column.min()!)
      }
      var (attained, hölder, square): (Rational, Rational, Rational) = (0, 0, 0)
      for (row, range) in ranges.enumerated() where !range.isEmpty {
        let q = (0..<d).map { exact(problem.queries[(head * shape.queries + row) * d + $0]) }
        let count = Rational(range.count)
        queryMagnitude = max(queryMagnitude, q.map(\.magnitude).max()!)
        hölder = max(hölder, Self.sum(zip(q, columns).map { $0.magnitude * $1 }))
        square = max(square, Self.sum(q.map { $0 * $0 }))
        shiftProduct = max(shiftProduct, Self.sum(zip(q, z).map { ($0 * $1).magnitude }))
        for key in k { attained = max(attained, Self.sum(zip(q, key).map { ($0 * $1).magnitude })) }
        let mean = Self.sum(range.map { j in Self.sum(zip(q, k[j]).map { $0 * $1 }) }) / count
        leastMeanProduct = min(leastMeanProduct ?? mean, mean)
        for c in 0..<shape.valueDimension {
          meanValueMagnitude = max(meanValueMagnitude, Self.sum(range.map { v[$0][c].magnitude }) / count)
        }
      }
      products.append((attained, hölder, square * keySquare))
    }
  }

  static func sum(_ terms: [Rational]) -> Rational { terms.reduce(0, +) }
}
