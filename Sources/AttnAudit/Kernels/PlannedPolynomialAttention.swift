internal import AttnFast
internal import AttnReference
public import AttnSpec
internal import ExactArith
internal import ExpBounds

/// `PolynomialAttention` as a kernel of the catalogue: measured, planned and certified for each input, in one format.
///
/// What the plan is for, and what the result is held to:
///
/// | contract asked for | target of the plan | output | A and D |
/// |---|---|---|---|
/// | `lemma(ε_A, ε_D)` | ε_A and ε_D | the same | the same |
/// | `absolute(ε)` | ε | the same | the certificate's ε_A and ε_D |
/// | none | ε_A = ε_D = 1/n, n the keys of the longest row | the certificate's ε_A and ε_D | the same |
///
/// 1/n is the accuracy at which the phase diagram draws the paper's theorem (T3.8 with ε = 1/poly(n)).
public struct PlannedPolynomialAttention: CertifyingKernel {
  public let format: NumberFormat

  /// Precondition: the format is float32 or float64.
  public init(_ format: NumberFormat) {
    precondition(format == .float32 || format == .float64, "polynomial attention computes in Float or Double")
    self.format = format
  }

  public var name: String { "PolynomialAttention" }

  public var promise: String {
    "lemma:EA,ED as Theorem P certifies them for each input, of a plan for EA = ED = 1/n"
  }

  /// The most weights that are revealed: 128 MiB in Double.
  private static let mostWeights = 1 << 24

  public func run(
    on input: AuditInput, contract: Contract?, revealing rows: Range<Int>
  ) throws -> ComputedResult {
    // What a plan would refuse, too; but there are no norms to plan with.
    guard input.specification.mask.left == nil else {
      throw KernelRefusal.noPlan(.unsuitable(.maskHasLeftSide))
    }
    let shape = input.specification.shape
    let (rowWeights, overflow) = (shape.batches * shape.heads).multipliedReportingOverflow(by: shape.keys)
    let room = overflow ? 1 : max(1, Self.mostWeights / max(rowWeights, 1))
    let attention = try attention(input, contract, revealing: rows.prefix(room))
    let certified = attention.plan.certifiedLemma(on: input)
    // Without a contract the plan's target is one that the certificate has to be about.
    var result = ComputedResult(
      kernel: name, format: format, contract: contract ?? certified!, output: attention.output,
      revealed: attention.revealed, plan: attention.plan)
    if case .absolute = contract {
      // An error of the output says nothing of A and D. Where the certificate does not either, nothing is promised.
      result.revealedContract = certified
      if certified == nil { result.revealed = nil }
    }
    return result
  }

  private func attention(
    _ input: AuditInput, _ contract: Contract?, revealing rows: Range<Int>
  ) throws -> CertifiedAttention {
    if format == .float32 {
      let data = input.singles
      let measured = try MeasuredNorms(data)
      return try CertifiedAttention(
        running: plan(input, measured.norms, measured.keyShift != nil, contract), on: data,
        keyShift: measured.keyShift, revealing: rows)
    }
    let data = input.doubles
    let measured = try MeasuredNorms(data)
    return try CertifiedAttention(
      running: plan(input, measured.norms, measured.keyShift != nil, contract), on: data,
      keyShift: measured.keyShift, revealing: rows)
  }

  private func plan(
    _ input: AuditInput, _ norms: DataNorms, _ shiftsKeys: Bool, _ contract: Contract?
  ) throws -> PolynomialPlan {
    let target = try target(contract, keys: norms.keys)
    do {
      return try PolynomialPlan(
        input.specification, norms: norms, shiftsKeys: shiftsKeys, target: target, formats: [format])
    } catch {
      throw KernelRefusal.noPlan(error)
    }
  }

  private func target(_ contract: Contract?, keys: Int) throws -> PlanTarget {
    func number(_ text: String) throws(ReferenceError) -> Rational {
      do {
        return try Rational(parsing: text)
      } catch {
        throw .badContract(text, reason: "\(error)")
      }
    }
    switch contract {
    case .absolute(let bound): return .output(try number(bound))
    case .lemma(let weights, let rowSums): return .weights(try number(weights), rowSums: try number(rowSums))
    case .rounding: throw KernelRefusal.noRoundingModel(kernel: name)
    case nil:
      let accuracy = Rational(1, Integer(max(keys, 1)))
      return .weights(accuracy, rowSums: accuracy)
    }
  }
}
