import AttnReference
import AttnSpec
import PropertyTesting

/// Problems of given sizes, of more numbers than a case of a property may have.
extension DeterministicGenerator {
  /// One head with integers from -8 to 8, so that sums of products are exact.
  mutating func integerProblem<Scalar: DataScalar>(
    queries: Int, keys: Int, dimension: Int, mask: BandMask
  ) -> NormProblem<Scalar> {
    let values = Int.random(in: 1...9, using: &self)
    return NormProblem(
      specification: AttentionSpecification(
        shape: AttentionShape(queries: queries, keys: keys, dimension: dimension, valueDimension: values),
        mask: mask),
      queries: integers(queries * dimension), keys: integers(keys * dimension),
      values: integers(keys * values), keyShift: next() % 2 == 0 ? nil : integers(dimension))
  }

  private mutating func integers<Scalar: DataScalar>(_ count: Int) -> [Scalar] {
    (0..<count).map { _ in Scalar(Int.random(in: -8...8, using: &self)) }
  }

  /// Numbers in [-1, 1].
  mutating func fractions(_ count: Int) -> [Float] {
    (0..<count).map { _ in Float.random(in: -1...1, using: &self) }
  }
}

extension NormProblem {
  var inDouble: NormProblem<Double> {
    NormProblem<Double>(
      specification: specification, queries: queries.map { Double($0) }, keys: keys.map { Double($0) },
      values: values.map { Double($0) }, keyShift: keyShift?.map { Double($0) })
  }
}

/// The norms of a problem of one head in small integers, in integers, row by row with running sums.
struct IntegerNorms {
  var keys = 0
  /// Rounded to nearest, as are the other numbers in Double.
  var greatestProduct = 0.0
  var leastMeanProduct = Double.infinity
  var queryMagnitude = 0
  var keyMagnitude = 0
  var valueMagnitude = 0
  var meanValueMagnitude = 0.0
  var valueSpread = 0

  init<Scalar: DataScalar>(_ problem: NormProblem<Scalar>) {
    let shape = problem.specification.shape
    let (d, c) = (shape.dimension, shape.valueDimension)
    let z = problem.keyShift?.map { Int($0) } ?? [Int](repeating: 0, count: d)
    let ends = (0..<shape.queries).map {
      KeyRange.allowed(row: $0, queries: shape.queries, keys: shape.keys, mask: problem.specification.mask)
        .upperBound
    }
    keys = ends.max() ?? 0
    guard keys > 0 else {
      leastMeanProduct = 0
      return
    }
    let k = problem.keys.enumerated().map { Int($1) - z[$0 % d] }
    let v = problem.values.map { Int($0) }
    var columns = [Int](repeating: 0, count: d)
    var keySquare = 0
    for key in 0..<keys {
      let row = k[key * d..<(key + 1) * d]
      for (l, entry) in row.enumerated() { columns[l] = max(columns[l], abs(entry)) }
      keySquare = max(keySquare, row.reduce(0) { $0 + $1 * $1 })
    }
    keyMagnitude = columns.max()!
    for column in 0..<c {
      let entries = (0..<keys).map { v[$0 * c + column] }
      valueSpread = max(valueSpread, entries.max()! - entries.min()!)
      valueMagnitude = max(valueMagnitude, entries.map(abs).max()!)
    }
    var sums = [Int](repeating: 0, count: d)
    var valueSums = [Int](repeating: 0, count: c)
    var (end, product, square) = (0, 0, 0)
    for row in 0..<shape.queries where ends[row] > 0 {
      while end < ends[row] {
        for l in 0..<d { sums[l] += k[end * d + l] }
        for column in 0..<c { valueSums[column] += abs(v[end * c + column]) }
        end += 1
      }
      let q = problem.queries[row * d..<(row + 1) * d].map { Int($0) }
      queryMagnitude = max(queryMagnitude, q.map(abs).max()!)
      product = max(product, zip(q, columns).reduce(0) { $0 + abs($1.0) * $1.1 })
      square = max(square, q.reduce(0) { $0 + $1 * $1 })
      leastMeanProduct = min(
        leastMeanProduct, Double(zip(q, sums).reduce(0) { $0 + $1.0 * $1.1 }) / Double(end))
      meanValueMagnitude = max(meanValueMagnitude, Double(valueSums.max()!) / Double(end))
    }
    greatestProduct = min(Double(product), Double(square * keySquare).squareRoot())
  }
}
