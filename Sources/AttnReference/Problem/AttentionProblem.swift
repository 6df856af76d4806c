public import AttnSpec
internal import ExactArith

/// One attention problem with its numbers, as the judge sees it.
///
/// Every entry of Q, K and V is a finite binary64 number and means exactly that number: float32, float16 and
/// bfloat16 are subsets. Nothing is rounded on the way in.
public struct AttentionProblem: Sendable {
  public let specification: AttentionSpecification
  /// `[batches, heads, queries, dimension]`, row-major.
  public let queries: [Double]
  /// `[batches, keyHeads, keys, dimension]`.
  public let keys: [Double]
  /// `[batches, keyHeads, keys, valueDimension]`.
  public let values: [Double]
  let scale: ExactScale

  /// - Throws: `ReferenceError` when a size is negative, the sizes disagree with the arrays, the key heads do
  ///   not divide the heads, an entry is NaN or infinite, or the scale's text is no number.
  public init(
    specification: AttentionSpecification, queries: [Double], keys: [Double], values: [Double]
  ) throws(ReferenceError) {
    let shape = specification.shape
    let sizes = [
      shape.batches, shape.heads, shape.keyHeads, shape.queries, shape.keys, shape.dimension,
      shape.valueDimension,
    ]
    guard sizes.allSatisfy({ $0 >= 0 }) else { throw .badShape("a size is negative: \(sizes)") }
    guard shape.dimension > 0 else { throw .badShape("the head dimension is 0; it must be at least 1") }
    guard shape.keyHeads > 0 ? shape.heads % shape.keyHeads == 0 : shape.heads == 0 else {
      throw .badShape("\(shape.keyHeads) key heads do not divide \(shape.heads) heads")
    }
    try Self.check(
      queries, named: "Q", [shape.batches, shape.heads, shape.queries, shape.dimension])
    try Self.check(keys, named: "K", [shape.batches, shape.keyHeads, shape.keys, shape.dimension])
    try Self.check(
      values, named: "V", [shape.batches, shape.keyHeads, shape.keys, shape.valueDimension])
    self.specification = specification
    self.queries = queries
    self.keys = keys
    self.values = values
    self.scale = try ExactScale(specification.scale, dimension: shape.dimension)
  }

  private static func check(
    _ array: [Double], named name: String, _ sizes: [Int]
  ) throws(ReferenceError) {
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .badShape("the sizes \(sizes) of \(name) overflow") }
      count = product
    }
    guard array.count == count else {
      throw .badShape("\(name) has \(array.count) entries; its shape \(sizes) needs \(count)")
    }
    if let index = array.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(tensor: name, index: index, value: array[index])
    }
  }
}

/// Why a problem cannot be stated. Each case's description says what to do.
public enum ReferenceError: Error, CustomStringConvertible, Sendable {
  case badShape(String)
  case notFinite(tensor: String, index: Int, value: Double)
  case badScale(String, reason: String)
  case badContract(String, reason: String)

  public var description: String {
    switch self {
    case .badShape(let what):
      "the shapes do not fit: \(what). Give arrays whose sizes agree with the shape."
    case .notFinite(let tensor, let index, let value):
      "\(tensor) holds \(value) at flat index \(index). Exact attention is defined for finite numbers only: "
        + "replace that entry, or cut off the tokens that hold it."
    case .badScale(let text, let reason):
      "'\(text)' is no scale: \(reason). Give a decimal, a fraction p/q or a hexadecimal float."
    case .badContract(let text, let reason):
      "'\(text)' is no bound: \(reason). Give a positive decimal, a fraction p/q or a hexadecimal float."
    }
  }
}
