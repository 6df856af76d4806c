import AttnAudit
import AttnFast
import AttnSpec

extension AttentionInput {
  /// What it asks, and its numbers, a row of each matrix in brackets.
  var text: String {
    let shape = specification.shape
    func rows(_ name: String, _ numbers: [Scalar], _ width: Int) -> String {
      let rows = stride(from: 0, to: numbers.count, by: max(width, 1)).map { start in
        "[" + numbers[start..<start + width].map { "\($0)" }.joined(separator: ", ") + "]"
      }
      return "\(name) = " + rows.joined(separator: " ")
    }
    return """
      \(specification.text), \(Scalar.format)
      \(rows("Q", queries, shape.dimension))
      \(rows("K", keys, shape.dimension))
      \(rows("V", values, shape.valueDimension))
      """
  }
}

extension AttentionSpecification {
  /// Sizes, scale and mask in one line; one batch and one head go without saying.
  var text: String {
    let heads =
      shape.batches * shape.heads == 1
      ? "" : "\(shape.batches) batches of \(shape.heads) heads over \(shape.keyHeads), "
    return heads + "\(shape.queries) queries, \(shape.keys) keys, d = \(shape.dimension), "
      + "\(shape.valueDimension) columns, scale \(scale.text), mask \(mask.text)"
  }
}

extension PolynomialArithmetic {
  var text: String {
    "\(format), tiles of \(tile), \(tilesPerBlock) a block, \(segments) segments, \(lanes) lanes"
      + (shiftsKeys ? ", keys shifted" : "")
  }
}

/// An input that a failure shows in full.
struct ShownInput<Scalar: KernelScalar>: CustomStringConvertible {
  var input: AttentionInput<Scalar>
  var description: String { input.text }
}
