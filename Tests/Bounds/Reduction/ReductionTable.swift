import AttnSpec
import ExactArith
import Foundation

@testable import AttnAudit
@testable import AttnTheory

/// One line of Tables/Reduction.md: planted instances of n points of d = 8·log₂ n bits, t = d/8, ε = 1/2, half of the rows
/// near; B as in L4.7 with c·ln n = t.
struct ReductionTableRow {
  /// log₂ n and how many instances. 236 in all.
  static let plan = [(3, 100), (4, 60), (5, 40), (6, 20), (7, 10), (8, 6)]
  static let gap = Rational(1, 2)

  let points: Int
  let instances: [GapInstance]
  var distance: Int { instances[0].distance.numerator.asInt! }

  init(logPoints: Int, count: Int) {
    let n = 1 << logPoints
    points = n
    instances = (0..<count).map {
      GapInstance.planted(
        points: n, dimension: 8 * logPoints, distance: Rational(logPoints), gap: Self.gap, near: n / 2,
        seed: UInt64($0))!
    }
  }

  // MARK: What follows from the instances exactly, on every machine.

  /// Rows right, rows, and the most bits that one needs.
  struct Exact {
    var (rows, right, atThreshold, atEdge, wrongAsPrinted, bits) = (0, 0, 0, 0, 0, 0)
  }

  func exact() -> Exact {
    var result = Exact()
    for instance in instances {
      let reduction = Reduction(instance)
      let printed = Reduction(instance, version: .printed).parameters
      let threshold = reduction.enclosure(reduction.parameters.threshold)
      let edge = instance.farDistance.ceiling()
      for (row, output) in reduction.exactOutputs().enumerated() {
        let truth = instance.truth(row: row)
        let nearest = instance.counts(row: row).keys.min()!
        result.rows += 1
        result.right += truth.accepts(reduction.answer(to: output)) ? 1 : 0
        result.atThreshold += Rational(nearest) == instance.distance ? 1 : 0
        result.atEdge += Integer(nearest) == edge ? 1 : 0
        let isNear =
          printed.signOfOutput(nearWeight: reduction.nearWeight(row: row), minus: printed.threshold) >= 0
        result.wrongAsPrinted += truth.accepts(isNear ? .near : .far) ? 0 : 1
        result.bits = max(result.bits, 1 - (output - threshold).magnitude.lower.magnitudeExponent)
      }
    }
    return result
  }

  /// B of L4.7, the least B with X ≥ 6n, and the bits of ε_a.
  var bound: Dyadic { Reduction(instances[0]).bound }
  var leastBound: Dyadic {
    let balanced = instances[0].balanced
    return ReductionParameters.leastBound(
      points: points, dimension: balanced.dimension, distance: balanced.distance, gap: balanced.gap)
  }
  var promisedBits: Int {
    let reduction = Reduction(instances[0])
    return 1 - reduction.enclosure(reduction.parameters.error).lower.magnitudeExponent
  }

  // MARK: What kernels answer; another instruction set may round differently.

  struct Kernel {
    /// The least B at which an instance is answered wrongly.
    var firstWrong: Dyadic?
    /// Rows that are wrong at L4.7's B.
    var wrong = 0
  }

  func kernel(_ kernel: CatalogueKernel) throws -> Kernel {
    var result = Kernel()
    for instance in instances {
      if let bound = try KernelLimit(kernel, instance).bound {
        result.firstWrong = min(result.firstWrong ?? bound, bound)
      }
      let reduction = Reduction(instance)
      let answers = reduction.answers(to: try kernel.outputs(reduction))
      result.wrong += answers.indices.count { !instance.truth(row: $0).accepts(answers[$0]) }
    }
    return result
  }

  // MARK: Text.

  static let kernels = CatalogueKernel.catalogue.filter { $0.name == "FlashAttention" }

  static let exactTitles = [
    "n", "d", "t", "instances", "rows", "right, exact kernel", "wrong, as printed", "at distance t",
    "at ⌈(1+ε)t⌉", "bits needed", "bits of ε_a", "least β", "β of L4.7",
  ]
  static let exactKeys = [
    "n", "d", "t", "instances", "rows", "right", "wrong_as_printed", "at_t", "at_far", "bits", "bits_allowed",
    "least_beta", "beta",
  ]
  static let kernelTitles = kernels.flatMap { kernel in
    ["\(kernel.format.rawValue) wrong from β", "\(kernel.format.rawValue), rows wrong at L4.7's β"]
  }
  static let kernelKeys = kernels.flatMap { kernel in
    ["\(kernel.format.rawValue)_first_wrong_beta", "\(kernel.format.rawValue)_wrong_rows"]
  }

  func exactCells() -> [String] {
    let exact = exact()
    return [
      points, instances[0].dimension, distance, instances.count, exact.rows, exact.right,
      exact.wrongAsPrinted, exact.atThreshold, exact.atEdge, exact.bits, promisedBits,
    ].map { "\($0)" } + [Self.square(leastBound), Self.square(bound)]
  }

  func kernelCells() throws -> [String] {
    try Self.kernels.flatMap {
      let found = try kernel($0)
      return [found.firstWrong.map(Self.square) ?? "", "\(found.wrong)"]
    }
  }

  private static func square(_ bound: Dyadic) -> String {
    (bound * bound).decimal(digits: 6, rounding: .nearest)
  }
}

/// The files of `make reduction`.
enum ReductionTable {
  static func csv(_ rows: [[String]]) -> String {
    ([ReductionTableRow.exactKeys + ReductionTableRow.kernelKeys] + rows)
      .map { $0.joined(separator: ",") + "\n" }.joined()
  }

  static func markdown(_ rows: [[String]]) -> String {
    let titles = ReductionTableRow.exactTitles + ReductionTableRow.kernelTitles
    let lines = [titles, titles.map { _ in "---:" }] + rows
    return """
      # The reduction, run

      Gap-ANN answered by attention (L4.7 as corrected, E4): n random points b of d = 8·log₂ n bits, n points a, half of \
      them planted within t = d/8 of some b, one at exactly t, the others at (1+ε)t or farther from all, ε = 1/2. The exact \
      kernel answers every row right; as printed every far row is answered near. "Bits needed" is the least k for which \
      every output within 2^-k of the exact one gives these answers, the most of all rows; ε_a is what L4.7 asks for. The \
      least β has X = e^(βεt/(4d)) ≥ 6n, which is all that the proof needs; L4.7's is ten times ln n in the place of \
      ln 6n. A floating-point kernel (FlashAttention) answers wrongly as soon as the weight of a pair at distance t, \
      e^(−β(1+t/d)/4) of the largest, is no number of its format any more: from a β that does not grow with n, while what \
      is needed grows as ln n. Tried: B = √β in steps of 1/4, from the least one on.

      Written by `make reduction`; the columns up to β are exact and the same on every machine, those of the kernels may \
      differ in the last step of B with another instruction set.

      \(lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n"))

      """
  }
}
