internal import AttnFast
internal import AttnTheory
internal import ExactArith

/// From which B on a kernel answers wrongly.
struct KernelLimit: Sendable {
  let kernel: CatalogueKernel
  /// The least B of the grid at which an answer is wrong; nil where none is, up to `last`.
  let bound: Dyadic?
  /// The first row that is answered wrongly there.
  let row: Int?
  /// The greatest B that was tried.
  let last: Dyadic

  /// Tries multiples of 1/4, from the least B on for which the exact answers are right (X ≥ 6n). It ends where t̃ is below
  /// e^(−800), as even binary64 has no number but 0 there.
  init(_ kernel: CatalogueKernel, _ instance: GapInstance) throws {
    let grid = Self.grid(instance)
    var found: (bound: Dyadic, row: Int)?
    for bound in grid where found == nil {
      found = try kernel.firstWrongRow(Reduction(instance, bound: bound)).map { (bound, $0) }
    }
    self.kernel = kernel
    bound = found?.bound
    row = found?.row
    last = found?.bound ?? grid.last!
  }

  private static func grid(_ instance: GapInstance) -> [Dyadic] {
    let (n, balanced) = (instance.points, instance.balanced)
    let (d, t) = (Rational(balanced.dimension), balanced.distance)
    let least = ReductionParameters.leastBound(
      points: n, dimension: balanced.dimension, distance: t, gap: balanced.gap)
    // β(1 + t/d)/4 ≤ 800 for β = (k/4)².
    let greatest = (800 * 64 / (1 + t / d)).floor().squareRoot()
    let first = least.ceiling(toExponent: -2)
    return (first.asInt!...max(first, greatest).asInt!).map {
      Dyadic(significand: Integer($0), exponent: -2)
    }
  }
}

extension CatalogueKernel {
  /// The first row that is answered wrongly.
  fileprivate func firstWrongRow(_ reduction: Reduction) throws -> Int? {
    let answers = reduction.answers(to: try outputs(reduction))
    return answers.indices.first { !reduction.instance.truth(row: $0).accepts(answers[$0]) }
  }
}
