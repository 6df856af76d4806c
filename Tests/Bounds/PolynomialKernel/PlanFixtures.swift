import AttnReference
import AttnSpec
import ExactArith
import ExpBounds

/// Problems and kernels to plan with.
enum PlanFixtures {
  static let blocks = [64, 16, 4]

  static func offers(
    _ formats: [NumberFormat] = [.float32, .float64], blocks: [Int] = blocks
  ) -> [PolynomialKernelOffer] {
    formats.flatMap { format in
      blocks.map {
        PolynomialKernelOffer(
          PolynomialArithmetic(
            format: format, tile: 16, tilesPerBlock: $0, segments: 8, lanes: 16, shiftsKeys: false))
      }
    }
  }

  static func specification(
    tokens: Int = 1 << 20, dimension: Int = 8, scale: ScoreScale = .inverseDimension, mask: BandMask = .none
  ) -> AttentionSpecification {
    AttentionSpecification(
      shape: AttentionShape(queries: tokens, keys: tokens, dimension: dimension), scale: scale, mask: mask)
  }

  static func plan(
    _ specification: AttentionSpecification, bound: Rational, _ target: PlanTarget,
    offers: [PolynomialKernelOffer] = offers(), allowingMoreWork: Bool = false
  ) throws(PolynomialPlanError) -> PolynomialPlan {
    try PolynomialPlan(
      specification, norms: DataNorms(worstCaseFor: specification.shape, entriesWithin: bound),
      target: target, offers: offers, allowingMoreWork: allowingMoreWork)
  }
}
