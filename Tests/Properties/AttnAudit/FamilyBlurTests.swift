import AttnSpec
import Foundation
import Testing

@testable import AttnAudit

/// The leading term of Theorem R for binary32, in binary64: with δ_j = (d + 3)·u·σΣ|q·k_j| and β the heaviest
/// key, the scores' rounding moves an output by at most Σ p_j(e^(δ_j + δ_β + u·a_j) - 1)·|v_j - o| / D. A family
/// inside the domain must leave that far below max|V|, or its audit would promise nothing.
@Suite struct FamilyBlurTests {
  /// The largest of Σ p_j·θ_j / D over the rows, each over the keys 0...row of a causal mask or over all keys.
  static func blur(_ input: AuditInput, isCausal: Bool) -> Double {
    let shape = input.specification.shape
    let scale = 1 / Double(shape.dimension).squareRoot()
    let unit = 0x1p-24
    var worst = 0.0
    for row in 0..<shape.queries {
      let keys = isCausal ? min(row + 1, shape.keys) : shape.keys
      var scores: [Double] = []
      var errors: [Double] = []
      for key in 0..<keys {
        var sum = 0.0
        var size = 0.0
        for l in 0..<shape.dimension {
          let product =
            input.queries[row * shape.dimension + l] * input.keys[key * shape.dimension + l]
          sum += product
          size += abs(product)
        }
        scores.append(scale * sum)
        errors.append(Double(shape.dimension + 3) * unit * scale * size)
      }
      let heaviest = scores.indices.max { scores[$0] < scores[$1] }!
      var moved = 0.0
      var total = 0.0
      for key in 0..<keys {
        let distance = scores[heaviest] - scores[key]
        total += exp(-distance)
        if key == heaviest { continue }
        let exponent = errors[key] + errors[heaviest] + unit * distance
        // In two pieces, because e^exponent alone may overflow.
        moved += exp(exponent - distance) - exp(-distance)
      }
      worst = max(worst, moved / total)
    }
    return worst
  }

  @Test(arguments: [(257, 1), (257, 3), (130, 128), (1024, 3), (1024, 1), (257, 2), (1024, 128)])
  func familiesInsideTheDomainAreNotVacuous(count: Int, dimension: Int) {
    for family in InputFamily.catalogue where family.domain == .inside {
      for (format, isCausal) in [(NumberFormat.float32, false), (.float32, true), (.bfloat16, false)] {
        let shape = AttentionShape(
          queries: count > 300 ? 8 : count, keys: count, dimension: dimension)
        let input = family.make(AttentionSpecification(shape: shape), format: format, seed: 2)
        let blur = Self.blur(input, isCausal: isCausal)
        #expect(blur < 0.2, "\(family.name) \(format) causal \(isCausal): \(blur)")
      }
    }
  }
}
