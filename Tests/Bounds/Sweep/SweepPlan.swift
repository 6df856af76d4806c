import AttnAudit
import AttnSpec

/// One problem of the sweep: what a family is asked for.
struct SweepProblem: Sendable {
  var family: InputFamily
  var specification: AttentionSpecification
  var format: NumberFormat
  /// How many rows the judge looks at, drawn at random; nil means all.
  var sample: Int?

  /// A measure of the work: queries × keys × dimension.
  var size: Int {
    let shape = specification.shape
    return shape.queries * shape.keys * (shape.dimension + 16)
  }
}

/// The problems on which every kernel is to be certified: every family inside the domain, lengths around every
/// tile boundary, dimensions, masks, as many queries as keys, more and fewer.
enum SweepPlan {
  static let lengths = [1, 2, 7, 63, 64, 65, 127, 257, 1000, 1024]
  static let dimensions = [1, 3, 32, 64, 128]
  static let masks: [BandMask] = [
    .none, .causal, .causalBottomRight,
    BandMask(left: 20, right: 5, alignment: .topLeft),
    BandMask(left: 70, right: 0, alignment: .bottomRight),
  ]
  /// Queries for n keys.
  static let queryCounts: [@Sendable (Int) -> Int] = [{ $0 }, { $0 + $0 / 8 + 1 }, { ($0 + 3) / 4 }]

  static var families: [InputFamily] { InputFamily.catalogue.filter { $0.domain == .inside } }

  /// Every combination, in binary32 for all kernels.
  static var everything: [SweepProblem] {
    var problems: [SweepProblem] = []
    for family in families {
      for n in lengths {
        for d in dimensions {
          for mask in masks {
            for queries in queryCounts { problems.append(problem(family, queries(n), n, d, mask, .float32)) }
          }
        }
      }
    }
    return problems
  }

  /// A covering part of it: every family with every length and every dimension, and every pair of length and
  /// mask, dimension and mask, length and ratio in some family; long sequences in one dimension a family, of which
  /// 128 rows are judged. One in five in binary64, which the Double kernels alone can take.
  static var covering: [SweepProblem] {
    var problems: [SweepProblem] = []
    for (f, family) in families.enumerated() {
      for (i, n) in lengths.enumerated() {
        for (j, d) in dimensions.enumerated() {
          if n > 256, (f + i) % dimensions.count != j { continue }
          let mask = masks[(f + i + j) % masks.count]
          let queries = queryCounts[(f + i + 2 * j) % queryCounts.count]
          let format: NumberFormat = (f + i + j) % 5 == 4 ? .float64 : .float32
          var next = problem(family, queries(n), n, d, mask, format)
          if n > 256 { next.sample = 128 }
          problems.append(next)
        }
      }
    }
    return problems
  }

  private static func problem(
    _ family: InputFamily, _ queries: Int, _ keys: Int, _ d: Int, _ mask: BandMask, _ format: NumberFormat
  ) -> SweepProblem {
    SweepProblem(
      family: family,
      specification: AttentionSpecification(
        shape: AttentionShape(queries: queries, keys: keys, dimension: d), mask: mask),
      format: format)
  }
}
