internal import AttnSpec

extension RoundingModel {
  /// A kernel that does everything in one format, with gradual underflow: products with V, sums and rescalings
  /// are never flushed, and the exponential rounds a subnormal result once.
  static func native<Scalar: KernelScalar>(
    _ format: Scalar.Type, order: SummationOrder, normalization: Normalization
  ) -> RoundingModel {
    RoundingModel(
      products: Scalar.format, weights: Scalar.format, accumulator: Scalar.format, output: Scalar.format,
      exponentialUlps: Scalar.exponentialUlps, order: order, normalization: normalization,
      scaleRoundings: Scalar.scaleRoundings, flushesSubnormals: false)
  }
}
