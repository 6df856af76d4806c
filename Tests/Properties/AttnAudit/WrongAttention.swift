import AttnSpec
import Foundation

@testable import AttnAudit

/// One head in binary64, written out key by key, so that faults can be put in at any place.
struct PlainHead: Sendable {
  struct Entry: Sendable {
    var key: Int
    var score: Double
    var value: [Double]
  }

  let queries: [[Double]]
  let keys: [[Double]]
  let values: [[Double]]
  let scale: Double
  let mask: BandMask

  /// Precondition: one batch, one head, the scale 1/√d.
  init(_ input: AuditInput) {
    let shape = input.specification.shape
    func rows(_ numbers: [Double], _ width: Int) -> [[Double]] {
      stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<$0 + width]) }
    }
    queries = rows(input.queries, shape.dimension)
    keys = rows(input.keys, shape.dimension)
    values = rows(input.values, shape.valueDimension)
    scale = 1 / Double(shape.dimension).squareRoot()
    mask = input.specification.mask
  }

  func allows(_ row: Int, _ key: Int) -> Bool {
    let offset = mask.alignment == .topLeft ? 0 : keys.count - queries.count
    return (mask.left.map { key >= row + offset - $0 } ?? true)
      && (mask.right.map { key <= row + offset + $0 } ?? true)
  }

  func score(_ row: Int, _ key: Int) -> Double {
    scale * zip(queries[row], keys[key]).reduce(0) { $0 + $1.0 * $1.1 }
  }

  func entry(_ row: Int, _ key: Int) -> Entry {
    Entry(key: key, score: score(row, key), value: values[key])
  }

  func entries(_ row: Int) -> [Entry] { keys.indices.filter { allows(row, $0) }.map { entry(row, $0) } }

  /// Softmax of the scores, applied to the values; zeros for no entries.
  static func combine(_ entries: [Entry], width: Int, shift: Double? = nil) -> [Double] {
    var sum = 0.0
    var output = [Double](repeating: 0, count: width)
    let maximum = shift ?? entries.map(\.score).max() ?? 0
    for entry in entries {
      let weight = exp(entry.score - maximum)
      sum += weight
      for column in 0..<width { output[column] += weight * entry.value[column] }
    }
    return entries.isEmpty ? output : output.map { $0 / sum }
  }
}

/// A wrong attention: what it does to a row, and the family whose summary says that it kills it.
struct WrongAttention: Sendable {
  var name: String
  var family: String
  var mask = BandMask.none
  var shape = AttentionShape(queries: 65, keys: 65, dimension: 32)
  var row: @Sendable (PlainHead, Int) -> [Double]

  /// The largest error over the column's largest allowed |V|; infinite where the wrong output is no number.
  func error(format: NumberFormat) -> Double {
    let specification = AttentionSpecification(shape: shape, mask: mask)
    let head = PlainHead(InputFamily.named(family)!.make(specification, format: format, seed: 17))
    var worst = 0.0
    for index in head.queries.indices {
      let entries = head.entries(index)
      let right = PlainHead.combine(entries, width: shape.valueDimension)
      for (column, wrong) in row(head, index).enumerated() {
        let size = entries.map { abs($0.value[column]) }.max() ?? 1
        worst = max(worst, wrong.isFinite ? abs(wrong - right[column]) / size : .infinity)
      }
    }
    return worst
  }
}
