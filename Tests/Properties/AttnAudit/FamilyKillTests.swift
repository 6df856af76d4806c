import AttnSpec
import Foundation
import Testing

@testable import AttnAudit

/// Each family against the faults that its summary names. Killed means an error beyond 1e-4·max|V|, twice
/// the largest bound that FlashAttention in binary32 may be given on the bundled activations.
@Suite struct FamilyKillTests {
  static let width = 32

  static func softmax(_ entries: [PlainHead.Entry], width: Int = width, shift: Double? = nil) -> [Double] {
    PlainHead.combine(entries, width: width, shift: shift)
  }

  /// One pass with a running maximum; `rescale` is given the old and the new maximum.
  static func online(_ entries: [PlainHead.Entry], rescale: (Double, Double) -> Double) -> [Double] {
    var maximum = -Double.infinity
    var sum = 0.0
    var output = [Double](repeating: 0, count: width)
    for entry in entries {
      let raised = max(maximum, entry.score)
      let factor = maximum == raised || maximum == -.infinity ? 1 : rescale(maximum, raised)
      maximum = raised
      let weight = exp(entry.score - maximum)
      sum = sum * factor + weight
      for column in 0..<width { output[column] = output[column] * factor + weight * entry.value[column] }
    }
    return output.map { $0 / sum }
  }

  static let faults: [WrongAttention] = [
    WrongAttention(name: "1/d for 1/√d", family: "gaussian") { head, row in
      softmax(
        head.entries(row).map { entry in
          var entry = entry
          entry.score *= head.scale
          return entry
        })
    },
    WrongAttention(
      name: "only 64 dimensions", family: "gaussian",
      shape: AttentionShape(queries: 65, keys: 65, dimension: 128, valueDimension: 32)
    ) { head, row in
      softmax(
        head.entries(row).map { entry in
          var entry = entry
          entry.score =
            head.scale
            * zip(head.queries[row], head.keys[entry.key]).prefix(64).reduce(0) { $0 + $1.0 * $1.1 }
          return entry
        })
    },
    WrongAttention(name: "values of neighbours swapped", family: "identity-values") { head, row in
      softmax(
        head.entries(row).map { entry in
          var entry = entry
          entry.value = head.values[min(entry.key ^ 1, 64)]
          return entry
        })
    },
    WrongAttention(name: "weights rounded in the numerator only", family: "ones") { head, row in
      let entries = head.entries(row)
      let maximum = entries.map(\.score).max()!
      let weights = entries.map { exp($0.score - maximum) }
      let narrow = weights.map(NumberFormat.bfloat16.nearest).reduce(0, +)
      return Array(repeating: narrow / weights.reduce(0, +), count: width)
    },
    WrongAttention(name: "exp with a floor for masked keys", family: "huge-value", mask: .causal) {
      head, row in
      var output = softmax(head.entries(row))
      for key in 0..<65 where !head.allows(row, key) {
        for column in 0..<width { output[column] += 1e-6 * head.values[key][column] }
      }
      return output
    },
    WrongAttention(name: "a padded key counted", family: "uniform") { head, row in
      softmax(
        head.entries(row) + [.init(key: 65, score: 0, value: Array(repeating: 0, count: width))])
    },
    WrongAttention(name: "equal maxima dropped", family: "ties") { head, row in
      let entries = head.entries(row)
      let maximum = entries.map(\.score).max()!
      let first = entries.first { $0.score == maximum }!
      return softmax(entries.filter { $0.score < maximum } + [first])
    },
    WrongAttention(name: "running maximum from 0", family: "negative") { head, row in
      let entries = head.entries(row)
      return softmax(entries, shift: max(0, entries.map(\.score).max()!))
    },
    WrongAttention(name: "tail tile padded with zeros and not masked", family: "negative") { head, row in
      softmax(
        head.entries(row) + [.init(key: 65, score: 0, value: Array(repeating: 0, count: width))])
    },
    WrongAttention(name: "-5e4 for -infinity as first maximum", family: "large-scores") { head, row in
      let entries = head.entries(row)
      return softmax(entries, shift: max(-5e4, entries.map(\.score).max()!))
    },
    WrongAttention(name: "masked keys at -1e4", family: "large-scores", mask: .causal) { head, row in
      softmax(
        head.keys.indices.map { key in
          var entry = head.entry(row, key)
          if !head.allows(row, key) { entry.score = -1e4 }
          return entry
        })
    },
    WrongAttention(name: "queries rounded to bfloat16 after scaling", family: "massive-activation") {
      head, row in
      softmax(
        head.entries(row).map { entry in
          var entry = entry
          entry.score = zip(head.queries[row], head.keys[entry.key]).reduce(0) {
            $0 + NumberFormat.bfloat16.nearest($1.0 * head.scale) * $1.1
          }
          return entry
        })
    },
    WrongAttention(name: "the query's index for the key's", family: "small-integers") { head, row in
      softmax(
        head.entries(row).map { entry in
          var entry = entry
          entry.score = head.score(entry.key, row)
          return entry
        })
    },
    WrongAttention(name: "subnormal outputs flushed", family: "subnormals") { head, row in
      softmax(head.entries(row)).map { abs($0) < 0x1p-126 ? 0 : $0 }
    },
    WrongAttention(name: "no rescale", family: "rising") { head, row in
      online(head.entries(row)) { _, _ in 1 }
    },
    WrongAttention(name: "rescale skipped below 8", family: "blocks") { head, row in
      online(head.entries(row)) { old, new in new - old < 8 ? 1 : exp(old - new) }
    },
    WrongAttention(
      name: "maximum of the last tile", family: "falling",
      shape: AttentionShape(queries: 3, keys: 4096, dimension: 32)
    ) { head, row in
      let entries = head.entries(row)
      // In binary32, where exp overflows beyond 88.
      return softmax(entries, shift: entries.suffix(16).map(\.score).max()!).map {
        entries[0].score - entries[4095].score > 88 ? .infinity : $0
      }
    },
    WrongAttention(
      name: "window one too wide to the right", family: "mask-edge",
      mask: BandMask(left: 4, right: 2, alignment: .topLeft)
    ) { head, row in softmax((max(0, row - 4)...min(64, row + 3)).map { head.entry(row, $0) }) },
    WrongAttention(
      name: "window one too narrow to the left", family: "mask-edge",
      mask: BandMask(left: 4, right: 2, alignment: .topLeft)
    ) { head, row in softmax((max(0, row - 3)...min(64, row + 2)).map { head.entry(row, $0) }) },
    WrongAttention(name: "causal off by one", family: "mask-edge", mask: .causal) { head, row in
      softmax((0...min(64, row + 1)).map { head.entry(row, $0) })
    },
    WrongAttention(name: "the tail key dropped", family: "last-key") { head, row in
      softmax(head.entries(row).dropLast())
    },
    WrongAttention(name: "sums in bfloat16", family: "cancelling-values") { head, row in
      let entries = head.entries(row)
      let maximum = entries.map(\.score).max()!
      let weights = entries.map { exp($0.score - maximum) }
      return (0..<width).map { column in
        zip(weights, entries).reduce(0) {
          NumberFormat.bfloat16.nearest($0 + $1.0 * $1.1.value[column])
        } / weights.reduce(0, +)
      }
    },
    WrongAttention(name: "unshifted binary32 accumulators", family: "edge-values") { head, row in
      let entries = head.entries(row)
      let sum = entries.reduce(0) { $0 + exp($1.score) }
      return (0..<width).map { column in
        var total = Float(0)
        for entry in entries { total += Float(exp(entry.score)) * Float(entry.value[column]) }
        return Double(total) / sum
      }
    },
    WrongAttention(
      name: "1 + x for exp", family: "bounded",
      shape: AttentionShape(queries: 65, keys: 65, dimension: 3, valueDimension: 32)
    ) { head, row in polynomial(head.entries(row), degree: 1) },
    WrongAttention(name: "Taylor's polynomial of degree 8 for exp", family: "corners") { head, row in
      polynomial(head.entries(row), degree: 8)
    },
  ]

  /// Taylor's polynomial in the place of exp.
  static func polynomial(_ entries: [PlainHead.Entry], degree: Int) -> [Double] {
    let weights = entries.map { entry in
      (0...degree).reversed().reduce(0.0) { sum, k in sum * entry.score / Double(k + 1) + 1 }
    }
    let sum = weights.reduce(0, +)
    return (0..<width).map { column in
      zip(weights, entries).reduce(0) { $0 + $1.0 * $1.1.value[column] } / sum
    }
  }

  @Test func everyFamilyKillsTheFaultsThatItNames() {
    for fault in Self.faults {
      #expect(fault.error(format: .float32) > 1e-4, "\(fault.family) lets '\(fault.name)' live")
    }
    let named = Set(Self.faults.map(\.family)).union(["one-hot"])
    #expect(named == Set(InputFamily.catalogue.filter { $0.domain == .inside }.map(\.name)))
  }

  /// Dropping, repeating or misplacing any single key is an error of order one, in many dimensions and in few.
  @Test func oneHotRowsKillAFaultInAnyKey() {
    for dimension in [3, 8, 64] {
      let shape = AttentionShape(queries: 33, keys: 33, dimension: dimension)
      for key in 0..<33 {
        let dropped = WrongAttention(name: "dropped", family: "one-hot", shape: shape) { head, row in
          Self.softmax(head.entries(row).filter { $0.key != key }, width: dimension)
        }
        let misplaced = WrongAttention(name: "misplaced", family: "one-hot", shape: shape) { head, row in
          Self.softmax(
            head.entries(row).map { entry in
              var entry = entry
              if entry.key == key { entry.value = head.values[(key + 1) % 33] }
              return entry
            }, width: dimension)
        }
        #expect(dropped.error(format: .float32) > 0.05, "key \(key), d = \(dimension)")
        #expect(misplaced.error(format: .float32) > 0.05, "key \(key), d = \(dimension)")
      }
    }
  }

  /// The plain attention itself is no fault.
  @Test func theRightAttentionLives() {
    for family in InputFamily.catalogue where family.domain == .inside {
      let right = WrongAttention(name: "right", family: family.name, mask: .causal) { head, row in
        Self.softmax(head.entries(row))
      }
      #expect(right.error(format: .float32) == 0)
    }
  }
}
