internal import AttnSpec
internal import ExactArith

/// One head's exact K and V, laid out for the judge's vector loops, shared by all its rows.
///
/// Memory: n·(d + d_v) binary64 numbers, padded with zeros to whole lanes.
public final class HeadReference: @unchecked Sendable {
  public let problem: AttentionProblem
  /// The head's index among `batches × heads`.
  public let head: Int
  let dimension: Int
  let keyCount: Int
  let paddedKeys: Int
  let valueDimension: Int
  let paddedColumns: Int
  /// Kᵀ, `[dimension, paddedKeys]`.
  let transposedKeys: LaneBuffer
  /// V, `[keys, paddedColumns]`.
  let values: LaneBuffer
  /// σ to nearest with its relative error, σ as a double-double, and a rational upper bound of |σ|.
  let scale: Double
  let scaleLow: Double
  let scaleBound: Rational
  /// Whether binary64 holds σ with full relative precision, in both parts.
  let isScaleNormal: Bool

  /// - Precondition: `head` is in `0..<batches·heads`.
  public init(_ problem: AttentionProblem, head: Int) {
    let shape = problem.specification.shape
    precondition((0..<shape.batches * shape.heads).contains(head), "no head \(head) in \(shape)")
    self.problem = problem
    self.head = head
    dimension = shape.dimension
    keyCount = shape.keys
    valueDimension = shape.valueDimension
    paddedKeys = (shape.keys + 31) / 32 * 32
    paddedColumns = (shape.valueDimension + 7) / 8 * 8
    transposedKeys = LaneBuffer(count: dimension * paddedKeys)
    values = LaneBuffer(count: shape.keys * paddedColumns)

    let keyHead = Self.keyHead(of: head, shape)
    for key in 0..<shape.keys {
      let source = (keyHead * shape.keys + key) * dimension
      for l in 0..<dimension { transposedKeys[l * paddedKeys + key] = problem.keys[source + l] }
      let valueSource = (keyHead * shape.keys + key) * valueDimension
      for c in 0..<valueDimension {
        values[key * paddedColumns + c] = problem.values[valueSource + c]
      }
    }

    let enclosure = problem.scale.enclosure(bits: 160)
    let middle = enclosure.midpoint
    scale = middle.double(rounding: .nearest)
    scaleLow =
      scale.isFinite ? (middle - Dyadic(exactly: scale)).double(rounding: .nearest) : 0
    scaleBound = Rational(enclosure.magnitude.upper)
    isScaleNormal = problem.scale.signum == 0 || abs(scale) >= 0x1p-900
  }

  /// The key head that a head reads: h / group within its batch.
  static func keyHead(of head: Int, _ shape: AttentionShape) -> Int {
    let (batch, h) = head.quotientAndRemainder(dividingBy: shape.heads)
    return batch * shape.keyHeads + h / (shape.heads / shape.keyHeads)
  }

  /// The row's query: an offset into `problem.queries`.
  func query(_ row: Int) -> Int {
    (head * problem.specification.shape.queries + row) * dimension
  }

  func allowedKeys(_ row: Int) -> Range<Int> {
    let specification = problem.specification
    return KeyRange.allowed(
      row: row, queries: specification.shape.queries, keys: keyCount, mask: specification.mask)
  }
}
