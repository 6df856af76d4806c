internal import ExactArith

/// A polynomial p(t) = c₀ + (t − t₀)(c₁ + (t − t₁)(c₂ + …)) in fixed point.
struct NewtonForm {
  let arithmetic: FixedPoint
  let nodes: [Integer]
  let coefficients: [Integer]

  /// The divided differences f[t₀], f[t₀, t₁], …. O(count²) operations.
  static func dividedDifferences(_ values: [Integer], _ nodes: [Integer], _ arithmetic: FixedPoint)
    -> [Integer]
  {
    var differences = values
    for level in 1..<max(values.count, 1) {
      for i in stride(from: values.count - 1, through: level, by: -1) {
        differences[i] = arithmetic.quotient(differences[i] - differences[i - 1], nodes[i] - nodes[i - level])
      }
    }
    return differences
  }

  /// p(t), p′(t), p″(t). O(degree) products.
  func values(at t: Integer) -> (value: Integer, first: Integer, second: Integer) {
    var value = coefficients.last ?? 0
    var (first, halfSecond): (Integer, Integer) = (0, 0)
    for k in stride(from: coefficients.count - 2, through: 0, by: -1) {
      let distance = t - nodes[k]
      halfSecond = arithmetic.product(halfSecond, distance) + first
      first = arithmetic.product(first, distance) + value
      value = arithmetic.product(value, distance) + coefficients[k]
    }
    return (value, first, halfSecond << 1)
  }

  /// The polynomial in powers of t, its coefficients in units of 2^−(fractionBits + guard). An error of one unit in a
  /// step grows by at most 2 + |t_k| ≤ 4, as far as it counts on [−2, 2], in each further one: hence the guard, two bits
  /// a step. O(degree²) products.
  var inPowers: Polynomial {
    let guardBits = 2 * coefficients.count
    let wide = FixedPoint(fractionBits: arithmetic.fractionBits + guardBits)
    var result = [Integer](repeating: 0, count: coefficients.count)
    for (step, k) in coefficients.indices.reversed().enumerated() {
      // Multiply by t − t_k, add c_k.
      let node = nodes[k] << guardBits
      for j in stride(from: step, through: 0, by: -1) {
        let below: Integer = j > 0 ? result[j - 1] : coefficients[k] << guardBits
        result[j] = below - wide.product(result[j], node)
      }
    }
    return Polynomial(numerators: result, denominator: Integer(1) << wide.fractionBits)
  }
}
