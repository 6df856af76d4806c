internal import AttnSpec
internal import ExactArith

/// One head's K and V as integers times a common power of two each: what the exact stage computes with.
///
/// Built when a row first needs it; memory O(n·(d + d_v)) integers.
final class ExactHead {
  let head: HeadReference
  private let keys: ScaledIntegers
  private let values: ScaledIntegers
  var valueExponent: Int { values.exponent }
  /// σ to 328 bits, and |σ| as the exact bounds use it.
  let scale: Interval
  let scaleMagnitude: ExactNumber
  /// The row whose query was last asked for, as integers.
  private var query: (row: Int, numbers: ScaledIntegers, magnitudes: [Integer])?

  init(_ head: HeadReference) {
    self.head = head
    scale = head.problem.scale.enclosure(bits: 328)
    scaleMagnitude = ExactNumber(scale).magnitude
    let shape = head.problem.specification.shape
    let keyHead = HeadReference.keyHead(of: head.head, shape)
    let keyStart = keyHead * shape.keys * shape.dimension
    let valueStart = keyHead * shape.keys * shape.valueDimension
    keys = ScaledIntegers(
      head.problem.keys[keyStart..<keyStart + shape.keys * shape.dimension])
    values = ScaledIntegers(
      head.problem.values[valueStart..<valueStart + shape.keys * shape.valueDimension])
  }

  /// v_jc / 2^valueExponent.
  func value(_ key: Int, _ column: Int) -> Integer {
    values.numbers[key * head.valueDimension + column]
  }

  /// ⟨q, k⟩ and Σ|qk| of one row for each of its keys, as integers times 2^exponent.
  ///
  /// Complexity: 2d integer products for each key.
  func products(row: Int, keys range: Range<Int>) -> (sums: [Integer], magnitudes: [Integer], exponent: Int) {
    let d = head.dimension
    let (_, query, magnitudes) = loadQuery(row)
    var sums: [Integer] = []
    var absolutes: [Integer] = []
    sums.reserveCapacity(range.count)
    absolutes.reserveCapacity(range.count)
    for key in range {
      var (sum, absolute) = (Integer(), Integer())
      for l in 0..<d {
        let k = keys.numbers[key * d + l]
        sum.addProduct(query.numbers[l], k)
        absolute.addProduct(magnitudes[l], k.magnitude)
      }
      sums.append(sum)
      absolutes.append(absolute)
    }
    return (sums, absolutes, query.exponent + keys.exponent)
  }

  private func loadQuery(_ row: Int) -> (row: Int, numbers: ScaledIntegers, magnitudes: [Integer]) {
    if let query, query.row == row { return query }
    let start = head.query(row)
    let numbers = ScaledIntegers(head.problem.queries[start..<start + head.dimension])
    let loaded = (row: row, numbers: numbers, magnitudes: numbers.numbers.map(\.magnitude))
    query = loaded
    return loaded
  }

  /// One key's exact ⟨q, k⟩ and Σ|qk|, for decisions about a single weight.
  func product(row: Int, key: Int) -> (sum: Dyadic, magnitude: Dyadic) {
    let (sums, magnitudes, exponent) = products(row: row, keys: key..<key + 1)
    return (
      Dyadic(significand: sums[0], exponent: exponent),
      Dyadic(significand: magnitudes[0], exponent: exponent)
    )
  }
}

/// Finite binary64 numbers as integers times one power of two.
private struct ScaledIntegers {
  let numbers: [Integer]
  let exponent: Int

  init(_ values: ArraySlice<Double>) {
    let exact = values.map { Dyadic(exactly: $0) }
    let least = exact.filter { !$0.isZero }.map(\.exponent).min() ?? 0
    numbers = exact.map { $0.isZero ? Integer() : $0.significand << ($0.exponent - least) }
    exponent = least
  }
}
