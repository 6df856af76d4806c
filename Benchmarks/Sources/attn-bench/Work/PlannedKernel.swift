import AttnAudit
import AttnFast
import AttnReference
import AttnSpec
import ExactArith
import ExpBounds

/// A polynomial kernel with the proof of what it reaches on given data.
struct PlannedKernel {
  let certificate: PolynomialKernelCertificate
  private let threads: Int

  var polynomial: KernelPolynomial { certificate.polynomial }
  var arithmetic: PolynomialArithmetic { certificate.arithmetic }

  init(_ plan: PolynomialPlan, threads: Int) {
    certificate = plan.certificate
    self.threads = threads
  }

  /// A polynomial that was planned for these data, or others like them, in Float.
  init(_ given: GivenPolynomial, for input: AttentionInput<Float>, threads: Int) throws {
    self.threads = threads
    let specification = input.specification
    let polynomial = try KernelPolynomial(
      coefficients: given.coefficients, scale: specification.scale,
      dimension: specification.shape.dimension, scoreBound: given.scoreBound)
    let kernel = PolynomialAttention<Float>(
      coefficients: given.coefficients, tilesPerBlock: given.tilesPerBlock)
    certificate = try PolynomialKernelCertificate(
      polynomial, specification, kernel.arithmetic, Self.norms(input, threads: threads))
  }

  func kernel<Scalar: KernelScalar>(_: Scalar.Type) -> PolynomialAttention<Scalar> {
    PolynomialAttention(
      coefficients: polynomial.coefficients, tile: arithmetic.tile, tilesPerBlock: arithmetic.tilesPerBlock,
      threads: threads)
  }

  /// The part of the proof that the data enter: their norms, and Theorem P.
  func certify(_ input: AttentionInput<some KernelScalar & DataScalar>) throws -> PolynomialKernelCertificate
  {
    try PolynomialKernelCertificate(
      polynomial, input.specification, arithmetic, Self.norms(input, threads: threads))
  }

  /// Of data around 0, whose keys nothing is subtracted from.
  static func norms(
    _ input: AttentionInput<some KernelScalar & DataScalar>, threads: Int
  ) throws -> DataNorms {
    let measured = try MeasuredNorms(input, threads: threads)
    guard measured.keyShift == nil else { throw BenchError("these keys should not need a shift.") }
    return measured.norms
  }
}

extension PolynomialPlan {
  /// The cheapest degree and format for these data, also where the quadratic kernel needs fewer operations.
  init(_ input: AttentionInput<Float>, epsilon: Rational, threads: Int) throws {
    try self.init(
      input.specification, norms: PlannedKernel.norms(input, threads: threads), target: .output(epsilon),
      allowingMoreWork: true)
  }

  /// Whether the polynomial kernel needs at most twice the operations of the quadratic one.
  var isNearFrontier: Bool { figures.polynomialOperations <= figures.quadraticOperations * 2 }
}
