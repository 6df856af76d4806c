internal import AttnFast
public import AttnReference
public import AttnSpec
public import ExpBounds

extension PolynomialPlan {
  /// Tiles in a block. Long blocks are the cheapest, and round most; with a mask the work inside chunks as long as a
  /// block makes shorter ones cheaper. A block of four tiles fills the lanes of queries.
  static let blockSizes = [64, 16, 4]

  /// The cheapest `PolynomialAttention` for a problem: see `init(_:norms:target:offers:allowingMoreWork:)`.
  ///
  /// - Parameters:
  ///   - formats: What to compute in: float32, float64 or either.
  ///   - shiftsKeys: Whether the norms are those of shifted keys.
  public init(
    _ specification: AttentionSpecification, norms: DataNorms, shiftsKeys: Bool = false,
    target: PlanTarget, formats: [NumberFormat] = [.float32, .float64], allowingMoreWork: Bool = false
  ) throws(PolynomialPlanError) {
    let shape = specification.shape
    let offers = formats.flatMap { format in
      Self.blockSizes.map { size in
        PolynomialKernelOffer(
          format == .float64
            ? Self.arithmetic(Double.self, tilesPerBlock: size, shiftsKeys)
            : Self.arithmetic(Float.self, tilesPerBlock: size, shiftsKeys)
        ) { PolynomialAttention<Float>.supports(degree: $0, shape: shape) }
      }
    }
    try self.init(
      specification, norms: norms, target: target, offers: offers, allowingMoreWork: allowingMoreWork)
  }

  private static func arithmetic<Scalar: KernelScalar>(
    _: Scalar.Type, tilesPerBlock: Int, _ shiftsKeys: Bool
  ) -> PolynomialArithmetic {
    PolynomialAttention<Scalar>(
      coefficients: [1], keyShift: shiftsKeys ? [] : nil, tilesPerBlock: tilesPerBlock
    ).arithmetic
  }

  /// The chosen kernel. Precondition: it computes in `Scalar`.
  func kernel<Scalar: KernelScalar>(
    keyShift: [Scalar]?, revealing rows: Range<Int>, threads: Int?
  ) -> PolynomialAttention<Scalar> {
    let kernel = PolynomialAttention<Scalar>(
      coefficients: certificate.polynomial.coefficients, keyShift: keyShift, tile: arithmetic.tile,
      tilesPerBlock: arithmetic.tilesPerBlock, revealing: rows, threads: threads)
    precondition(kernel.arithmetic == arithmetic, "the plan is for another kernel")
    return kernel
  }
}
