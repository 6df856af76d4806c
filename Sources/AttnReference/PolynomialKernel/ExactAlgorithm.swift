internal import AttnSpec
public import ExactArith

/// Algorithm 1 in exact arithmetic, for one head of a small problem: Ã, D̃ and T as rational numbers.
///
/// Ã_ij = p(⟨q_i, k_j - z⟩) in the unscaled product, D̃ = Ã·1 and T = D̃⁻¹ÃV. Between T and exact attention lies what the
/// polynomial costs, between a kernel's output and T what its roundings cost. The specification's scale plays no part:
/// it is inside p.
public struct ExactAlgorithm {
  public let problem: AttentionProblem
  public let head: Int
  public let polynomial: Polynomial
  private let keyShift: [Dyadic]
  private let keyHead: Int

  /// - Parameter keyShift: z of the head's keys, finite numbers, one for each dimension; `nil`: 0.
  /// - Precondition: `head` is in `0..<batches·heads`, and the shift has as many entries as the dimension.
  public init(_ problem: AttentionProblem, head: Int, polynomial: Polynomial, keyShift: [Double]? = nil) {
    let shape = problem.specification.shape
    precondition((0..<shape.batches * shape.heads).contains(head), "no head \(head) in \(shape)")
    let shift = keyShift ?? Array(repeating: 0, count: shape.dimension)
    precondition(shift.count == shape.dimension, "a key shift has an entry for each dimension")
    self.problem = problem
    self.head = head
    self.polynomial = polynomial
    self.keyShift = shift.map { Dyadic(exactly: $0) }
    keyHead = HeadReference.keyHead(of: head, shape)
  }

  /// Row i of Ã: one weight for each key, 0 where it is masked. Complexity: O(n(d + g)) exact operations.
  public func weights(row: Int) -> [Rational] {
    let shape = problem.specification.shape
    let allowed = allowedKeys(row)
    let query = query(row)
    return (0..<shape.keys).map { key in
      guard allowed.contains(key) else { return 0 }
      let product = zip(query, shiftedKey(key)).reduce(Dyadic.zero) { $0 + $1.0 * $1.1 }
      return polynomial.value(at: Rational(product))
    }
  }

  /// D̃_i, the sum of row i of Ã.
  public func rowSum(row: Int) -> Rational { weights(row: row).reduce(0, +) }

  /// Row i of T; `nil` where D̃_i = 0, as for a row without a key.
  public func output(row: Int) -> [Rational]? {
    let columns = problem.specification.shape.valueDimension
    let weights = weights(row: row)
    let sum = weights.reduce(0, +)
    guard sum != 0 else { return nil }
    return (0..<columns).map { column in
      let numerator = weights.enumerated().reduce(Rational(0)) { total, next in
        next.element == 0 ? total : total + next.element * Rational(value(next.offset, column))
      }
      return numerator / sum
    }
  }

  /// T̂ - T and T - Att for each entry of a computed row: what rounding and what the polynomial contribute to its error,
  /// exactly, the second one enclosed to about 2⁻⁸⁰ of its terms. `nil` where T does not exist.
  /// - Precondition: `computed` has a finite number for each column of V.
  public func split(computed: [Double], row: Int) throws(ReferenceError) -> [ErrorParts]? {
    precondition(computed.count == problem.specification.shape.valueDimension, "a number for each column")
    guard let output = output(row: row) else { return nil }
    let judge = try RowJudge(HeadReference(problem, head: head), contracts: [])
    judge.load(row: row)
    return output.indices.map { column in
      // There is a key, so that the exact output is a number.
      ErrorParts(
        rounding: Rational(Dyadic(exactly: computed[column])) - output[column],
        approximation: Interval(output[column], bits: 256) - judge.exactOutput(column: column)!)
    }
  }

  /// The rows of U₁ and U₂ of L3.2, as corrected in E1, with U₁U₂ᵀ = p(QKᵀ): c_|α|·(|α|!/α!)·q^α and (k - z)^α for all
  /// exponents α of degree at most g, the C(g + d, d) of them in the same order for both.
  public func factors(query row: Int, key: Int) -> (query: [Rational], key: [Rational]) {
    let dimension = problem.specification.shape.dimension
    let exponents = Self.exponents(dimension: dimension, degree: polynomial.degree ?? 0)
    let (query, key) = (query(row), shiftedKey(key))
    return (
      exponents.map { Self.weight($0, polynomial) * Rational(Self.monomial(query, $0)) },
      exponents.map { Rational(Self.monomial(key, $0)) }
    )
  }

  /// All exponents of degree at most `degree`, those of the first variable slowest.
  private static func exponents(dimension: Int, degree: Int) -> [[Int]] {
    guard dimension > 0 else { return [[]] }
    return (0...degree).flatMap { first in
      exponents(dimension: dimension - 1, degree: degree - first).map { [first] + $0 }
    }
  }

  /// c_|α|·|α|!/α!.
  private static func weight(_ exponents: [Int], _ polynomial: Polynomial) -> Rational {
    let degree = exponents.reduce(0, +)
    let below = exponents.reduce(Integer(1)) { $0 * Integer.factorial($1) }
    return polynomial[degree] * Rational(Integer.factorial(degree).exactlyDivided(by: below))
  }

  private static func monomial(_ x: [Dyadic], _ exponents: [Int]) -> Dyadic {
    zip(x, exponents).reduce(.one) { product, next in
      (0..<next.1).reduce(product) { value, _ in value * next.0 }
    }
  }

  private func query(_ row: Int) -> [Dyadic] {
    let shape = problem.specification.shape
    let start = (head * shape.queries + row) * shape.dimension
    return problem.queries[start..<start + shape.dimension].map { Dyadic(exactly: $0) }
  }

  private func shiftedKey(_ key: Int) -> [Dyadic] {
    let shape = problem.specification.shape
    let start = (keyHead * shape.keys + key) * shape.dimension
    return zip(problem.keys[start..<start + shape.dimension], keyShift).map { Dyadic(exactly: $0) - $1 }
  }

  private func value(_ key: Int, _ column: Int) -> Dyadic {
    let shape = problem.specification.shape
    return Dyadic(exactly: problem.values[(keyHead * shape.keys + key) * shape.valueDimension + column])
  }

  private func allowedKeys(_ row: Int) -> Range<Int> {
    let specification = problem.specification
    return KeyRange.allowed(
      row: row, queries: specification.shape.queries, keys: specification.shape.keys,
      mask: specification.mask)
  }
}

/// The error of one computed entry, T̂ - Att, in its two parts.
public struct ErrorParts: Hashable, Sendable {
  /// T̂ - T.
  public let rounding: Rational
  /// T - Att.
  public let approximation: Interval
}
