import AttnAudit
import AttnFast
import AttnSpec
import ExactArith
import PropertyTesting

/// One head in the paper's regime: entries of Q, K and V within [−B, B], scores scaled by 1/d.
struct BoundedProblem: MeasuredProblem {
  enum Entries: String, CaseIterable {
    /// Uniformly from [−B, B].
    case uniform
    /// B or −B: the corners of the cube, where norms are as large as B allows.
    case corners
  }

  var tokens: Int
  var dimension: Int
  var bound: Float
  var entries: Entries
  var isCausal = false

  var name: String { "\(entries.rawValue)-\(bound)-\(tokens)-\(dimension)" }
  var scale: Double { 1 / Double(dimension) }

  /// 1/n, the error that the phase diagram allows.
  var epsilon: Rational { Rational(1, Integer(tokens)) }
  /// What that may change in the check number, the sum of the magnitudes of 16 rows.
  var checkTolerance: Double { 16 * Double(dimension) / Double(tokens) }

  var specification: AttentionSpecification {
    AttentionSpecification(
      shape: AttentionShape(queries: tokens, keys: tokens, dimension: dimension), scale: .inverseDimension,
      mask: isCausal ? .causal : .none)
  }

  /// The same numbers each time.
  func input() -> AttentionInput<Float> {
    var generator = DeterministicGenerator(seed: 0)
    func tensor() -> [Float] {
      var numbers = [Float](repeating: bound, count: tokens * dimension)
      for index in numbers.indices {
        switch entries {
        case .uniform: numbers[index] = Float.random(in: -bound...bound, using: &generator)
        case .corners: if Bool.random(using: &generator) { numbers[index] = -bound }
        }
      }
      return numbers
    }
    return AttentionInput(specification: specification, queries: tensor(), keys: tensor(), values: tensor())
  }

  func tensors() -> [(name: String, numbers: [Double])] {
    let input = input()
    return [("q", input.queries), ("k", input.keys), ("v", input.values)].map { ($0, $1.map(Double.init)) }
  }

}
