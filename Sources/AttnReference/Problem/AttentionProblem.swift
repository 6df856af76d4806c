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
    try shape.validate()
    try shape.validate(queries: queries.count, keys: keys.count, values: values.count)
    for (name, array) in [("Q", queries), ("K", keys), ("V", values)] {
      if let index = array.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(tensor: name, index: index, value: array[index])
      }
    }
    self.specification = specification
    self.queries = queries
    self.keys = keys
    self.values = values
    self.scale = try ExactScale(specification.scale, dimension: shape.dimension)
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
