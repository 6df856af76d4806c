public import AttnFast
public import AttnReference
internal import AttnSpec
public import ExactArith
public import ExpBounds

/// An attention output with the proof that each of its entries is near the exact one.
public struct CertifiedAttention: Sendable {
  /// `[batches, heads, queries, valueDimension]`, in the format that the plan computes in.
  public let output: FloatArray
  /// What the kernel reveals, where rows were asked for.
  public let revealed: ComputedResult.Revealed?
  public let plan: PolynomialPlan
  /// z, `[batches, keyHeads, dimension]`, which the certificate's norms were measured with; `nil`: none.
  public let keyShift: [Double]?

  public var certificate: PolynomialKernelCertificate { plan.certificate }
}

/// Softmax attention in time linear in the number of tokens, every entry within epsilon of the exact result.
///
/// Measures the data, plans by Theorem P, and runs the kernel: `MeasuredNorms`, `PolynomialPlan` and
/// `CertifiedAttention.init(running:on:keyShift:…)` one after the other, each of which can be called by itself. A plan may
/// also be made once, from norms that all data are known to keep within (`DataNorms(worstCaseFor:entriesWithin:)`); then
/// `certificate.verify(for:)` tells of each input's measured norms whether it holds for them.
///
/// - Parameters:
///   - epsilon: |T̂ - Att| ≤ epsilon for every entry, epsilon > 0.
///   - allowingMoreWork: Also where the quadratic kernel needs no more operations.
///   - threads: At most so many; `nil`: as many as there are processors. The result does not depend on them.
/// - Returns: The output in Float, or in Double where epsilon is below what roundings in Float allow.
/// - Throws: `ReferenceError` for data that are no problem, `PolynomialPlanError` where there is no plan, with the
///   reason; `KernelError`.
/// - Complexity: O(n·r·d_v) operations with the plan's rank r, of which O(nd) for the norms.
public func certifiedPolynomialAttention(
  _ input: AttentionInput<Float>, epsilon: Rational, allowingMoreWork: Bool = false, threads: Int? = nil
) throws -> CertifiedAttention {
  let measured = try MeasuredNorms(input, threads: threads)
  let plan = try PolynomialPlan(
    input.specification, norms: measured.norms, shiftsKeys: measured.keyShift != nil,
    target: .output(epsilon), allowingMoreWork: allowingMoreWork)
  return try CertifiedAttention(running: plan, on: input, keyShift: measured.keyShift, threads: threads)
}

/// The same for an input in Double, which is computed in Double.
public func certifiedPolynomialAttention(
  _ input: AttentionInput<Double>, epsilon: Rational, allowingMoreWork: Bool = false, threads: Int? = nil
) throws -> CertifiedAttention {
  let measured = try MeasuredNorms(input, threads: threads)
  let plan = try PolynomialPlan(
    input.specification, norms: measured.norms, shiftsKeys: measured.keyShift != nil,
    target: .output(epsilon), formats: [.float64], allowingMoreWork: allowingMoreWork)
  return try CertifiedAttention(running: plan, on: input, keyShift: measured.keyShift, threads: threads)
}

extension CertifiedAttention {
  /// Runs a plan's kernel on data that keep within the norms of its certificate; an input planned in Double is
  /// converted, which is exact.
  ///
  /// - Parameters:
  ///   - keyShift: The one that the norms were measured with.
  ///   - rows: The rows of every head whose weights are revealed.
  /// - Precondition: The plan is for this specification, with a key shift where there is one.
  public init(
    running plan: PolynomialPlan, on input: AttentionInput<Float>, keyShift: [Float]?,
    revealing rows: Range<Int> = 0..<0, threads: Int? = nil
  ) throws(KernelError) {
    Self.check(plan, input)
    if plan.arithmetic.format == .float64 {
      let wide = AttentionInput(
        specification: input.specification, queries: input.queries.map(Double.init),
        keys: input.keys.map(Double.init), values: input.values.map(Double.init))
      try self.init(
        running: plan, on: wide, keyShift: keyShift?.map(Double.init), revealing: rows, threads: threads)
      return
    }
    let result = try plan.kernel(keyShift: keyShift, revealing: rows, threads: threads).attend(input)
    self.init(
      output: .float(result.output), revealed: result.revealed.map(ComputedResult.Revealed.init), plan: plan,
      keyShift: keyShift?.map(Double.init))
  }

  /// The same for an input in Double. Precondition: the plan computes in Double.
  public init(
    running plan: PolynomialPlan, on input: AttentionInput<Double>, keyShift: [Double]?,
    revealing rows: Range<Int> = 0..<0, threads: Int? = nil
  ) throws(KernelError) {
    Self.check(plan, input)
    let result = try plan.kernel(keyShift: keyShift, revealing: rows, threads: threads).attend(input)
    self.init(
      output: .double(result.output), revealed: result.revealed.map(ComputedResult.Revealed.init), plan: plan,
      keyShift: keyShift)
  }

  private static func check<Scalar>(_ plan: PolynomialPlan, _ input: AttentionInput<Scalar>) {
    precondition(
      plan.certificate.specification == input.specification, "the plan is for another specification")
  }
}
