internal import AttnSpec
internal import ExactArith

extension Witness {
  /// The shortest decimal text that reads back as the computed number in its format.
  func decimal(in format: NumberFormat) -> String {
    switch format {
    case .float64: "\(computed)"
    case .float32: "\(Float(computed))"
    case .float16, .bfloat16:
      computed.isFinite
        ? Dyadic(exactly: computed).decimal(digits: 9, rounding: .nearest)
        : "\(computed)"
    }
  }

  /// Exact hexadecimal text.
  var hexadecimal: String { computed.hexadecimal }
}
