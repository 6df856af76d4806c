public import AttnSpec
internal import ExactArith

/// The proof that every entry of a polynomial kernel's output is near exact attention, from norms of the data alone.
///
/// A value without authority, like every certificate: `verify()` decides what it proves for all data with these
/// norms, `verify(for:)` whether given data have them. Both take time that does not depend on n; measuring the data's
/// norms takes O(nd).
public struct PolynomialKernelCertificate: Hashable, Sendable, Codable {
  public let specification: AttentionSpecification
  public let arithmetic: PolynomialArithmetic
  /// The part that no data enter.
  public let polynomial: KernelPolynomial
  /// What the data are assumed to keep within.
  public let norms: DataNorms
  /// What follows (Theorem P).
  public let bound: PolynomialErrorBound

  /// Guarantee: `verify()` accepts the result. Errors: `PolynomialKernelError`.
  public init(
    _ polynomial: KernelPolynomial, _ specification: AttentionSpecification,
    _ arithmetic: PolynomialArithmetic, _ norms: DataNorms
  ) throws(PolynomialKernelError) {
    self.specification = specification
    self.arithmetic = arithmetic
    self.polynomial = polynomial
    self.norms = norms
    bound = try PolynomialErrorBound(polynomial, specification, arithmetic, norms)
  }

  /// Returns where the bound holds for all data within the norms; otherwise throws the first flaw.
  public func verify() throws {
    try polynomial.verify()
    guard try PolynomialErrorBound(polynomial, specification, arithmetic, norms) == bound else {
      throw CertificateFlaw.malformed("the bound is not what the norms prove")
    }
  }

  /// Returns where data with these norms, measured by `DataNorms.init`, are within those of the certificate.
  public func verify(for measured: DataNorms) throws(CertificateFlaw) {
    guard measured.keys <= norms.keys else { throw .normExceeded("number of keys") }
    let pairs = [
      ("product of query and key", measured.greatestProduct, norms.greatestProduct),
      ("mean product", -measured.leastMeanProduct, -norms.leastMeanProduct),
      ("query", measured.queryMagnitude, norms.queryMagnitude),
      ("key", measured.keyMagnitude, norms.keyMagnitude),
      ("shift", measured.shiftProduct, norms.shiftProduct),
      ("value", measured.valueMagnitude, norms.valueMagnitude),
      ("mean value", measured.meanValueMagnitude, norms.meanValueMagnitude),
      ("spread of values", measured.valueSpread, norms.valueSpread),
    ]
    for (name, measured, assumed) in pairs where !(measured <= assumed) { throw .normExceeded(name) }
  }
}
