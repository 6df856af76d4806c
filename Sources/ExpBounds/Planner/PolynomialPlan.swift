public import AttnReference
public import AttnSpec
public import ExactArith

/// A polynomial kernel for a problem, chosen so that Theorem P proves a target for all data within given norms: family,
/// degree, number format and block size.
///
/// The choice has no authority; `certificate.verify()` decides what it proves.
public struct PolynomialPlan: Hashable, Sendable {
  public let certificate: PolynomialKernelCertificate
  public let target: PlanTarget
  public let family: PolynomialFamily
  /// ε_A: how large the polynomial's relative error might have been, given what the chosen arithmetic's roundings cost
  /// (E5).
  public let allowedEpsilon: Rational
  public let figures: PlanFigures

  public var degree: Int { certificate.polynomial.degree }
  public var arithmetic: PolynomialArithmetic { certificate.arithmetic }
  public var bound: PolynomialErrorBound { certificate.bound }

  /// The cheapest kernel of those on offer, by `PlanFigures.cost`, of which Theorem P proves the target.
  ///
  /// Degrees are tried from one below which no polynomial reaches the target, upwards as long as a higher one might still
  /// be cheaper in another arithmetic. The score bound S is σ₀·max Σ|q_l·k_l|, rounded up to 16 bits.
  ///
  /// - Parameters:
  ///   - offers: Kernels for these data, at least one: with a key shift where the norms are those of shifted keys.
  ///   - allowingMoreWork: Also where the quadratic kernel needs no more operations.
  /// - Throws: `PolynomialPlanError`, with the reason and the remedy.
  /// - Complexity: A search for that degree, and for each degree tried a few searches and certificates of polynomials:
  ///   milliseconds below degree 20. It does not depend on the number of tokens.
  public init(
    _ specification: AttentionSpecification, norms: DataNorms, target: PlanTarget,
    offers: [PolynomialKernelOffer], allowingMoreWork: Bool = false
  ) throws(PolynomialPlanError) {
    precondition(!offers.isEmpty, "PolynomialPlan: there is no kernel to choose from")
    let search = try PlanSearch(specification, norms, target, offers, allowingMoreWork)
    let found = try search.cheapest()
    certificate = found.certificate
    self.target = target
    family = found.family
    figures = found.figures
    allowedEpsilon = target.relativeError(
      spread: norms.valueSpread, rounding: Rational(found.certificate.bound.rounding))
  }
}
