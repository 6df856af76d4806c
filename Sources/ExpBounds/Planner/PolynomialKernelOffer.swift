public import AttnSpec

/// A polynomial kernel that a plan may choose: how it rounds, and which degrees it can compute with.
public struct PolynomialKernelOffer: Sendable {
  public var arithmetic: PolynomialArithmetic
  /// Whether the kernel takes polynomials of this degree, in the dimension of the problem; it takes those below, too.
  public var supports: @Sendable (_ degree: Int) -> Bool

  public init(
    _ arithmetic: PolynomialArithmetic, supports: @escaping @Sendable (_ degree: Int) -> Bool = { _ in true }
  ) {
    self.arithmetic = arithmetic
    self.supports = supports
  }

  var block: Int { arithmetic.tile * arithmetic.tilesPerBlock }
}
