import AttnAudit
import AttnSpec

/// One head, of which all contestants have the same numbers.
protocol MeasuredProblem: Sendable {
  /// Distinct for distinct numbers.
  var name: String { get }
  var tokens: Int { get }
  var dimension: Int { get }
  /// Of the scores.
  var scale: Double { get }
  /// Q, K and V, as `q`, `k` and `v`.
  func tensors() -> [(name: String, numbers: [Double])]
}

/// One head of ordinary activations.
struct Problem: MeasuredProblem {
  var format: NumberFormat
  var tokens: Int
  var dimension = 64

  var name: String { "\(format.rawValue)-\(tokens)-\(dimension)" }
  var scale: Double { 1 / Double(dimension).squareRoot() }
  var pairs: Int { tokens * tokens }
  /// The multiplications and additions of the two matrix products.
  var operations: Double { 4 * Double(pairs) * Double(dimension) }

  var specification: AttentionSpecification {
    AttentionSpecification(shape: AttentionShape(queries: tokens, keys: tokens, dimension: dimension))
  }

  func input() -> AuditInput {
    InputFamily.named("gaussian")!.make(specification, format: format, seed: 0)
  }

  func tensors() -> [(name: String, numbers: [Double])] {
    let input = input()
    return [("q", input.queries), ("k", input.keys), ("v", input.values)]
  }
}

/// The format of a command line.
func numberFormat(_ word: String) throws -> NumberFormat {
  guard let format = NumberFormat(rawValue: word) else { throw BenchError("there is no format '\(word)'.") }
  return format
}
