import AttnAudit
import AttnSpec

/// One head of ordinary activations, of which all contestants have the same numbers.
struct Problem {
  var format: NumberFormat
  var tokens: Int
  var dimension = 64

  var name: String { "\(format.rawValue)-\(tokens)-\(dimension)" }
  var pairs: Int { tokens * tokens }
  /// The multiplications and additions of the two matrix products.
  var operations: Double { 4 * Double(pairs) * Double(dimension) }

  var specification: AttentionSpecification {
    AttentionSpecification(shape: AttentionShape(queries: tokens, keys: tokens, dimension: dimension))
  }

  func input() -> AuditInput {
    InputFamily.named("gaussian")!.make(specification, format: format, seed: 0)
  }
}

/// The format of a command line.
func numberFormat(_ word: String) throws -> NumberFormat {
  guard let format = NumberFormat(rawValue: word) else { throw BenchError("there is no format '\(word)'.") }
  return format
}
