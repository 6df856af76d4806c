public import AttnAudit
public import AttnFast
public import AttnSpec
import ExactArith
import PropertyTesting
public import Testing

/// Expects that every entry which the kernel computes is proved to be within its contract's bound, and records a
/// failure at the caller's line otherwise: what is not certified and the smallest input that refutes the kernel, in
/// full.
///
/// An entry that the contract says nothing about, outside its domain or with a vacuous bound, is not certified.
///
/// - Parameters:
///   - inputs: nil for `AuditInput.standard`: real activations, and every family of inputs that breaks kernels, on
///     problems with masks and shared heads. A kernel for some problems only is given its own, as
///     `try AuditInput.activations() + AuditInput.families(on: […], format: .float32)`.
///   - contract: what it is held to; nil for the rounding model that the kernel declares.
///   - replays: where refutations are written so that `attn-audit replay` audits them again; nil for nowhere.
public func expectCertified(
  _ kernel: any AttentionKernel<Float>, on inputs: [AuditInput]? = nil, contract: ContractRequest? = nil,
  replays: ReplayFolder? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectCertified(
    CatalogueKernel(kernel, ""), on: inputs, contract: contract, replays: replays,
    sourceLocation: sourceLocation)
}

/// The same for a kernel in Double.
public func expectCertified(
  _ kernel: any AttentionKernel<Double>, on inputs: [AuditInput]? = nil, contract: ContractRequest? = nil,
  replays: ReplayFolder? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  expectCertified(
    CatalogueKernel(kernel, ""), on: inputs, contract: contract, replays: replays,
    sourceLocation: sourceLocation)
}

private func expectCertified(
  _ kernel: CatalogueKernel, on inputs: [AuditInput]?, contract: ContractRequest?, replays: ReplayFolder?,
  sourceLocation: SourceLocation
) {
  let text: String
  do {
    let inputs = try inputs ?? AuditInput.standard(format: kernel.format)
    if let refused = inputs.first(where: { !kernel.accepts($0) }) {
      text = kernel.refusal(of: refused)
    } else if inputs.isEmpty {
      text = "\(kernel.name) was audited on no input"
    } else {
      let outcome = try AuditRunner.run(
        AuditRequest(
          subjects: inputs.map { AuditSubject(input: $0) }, kernels: [kernel], contract: contract,
          replays: replays)
      ) { _ in }
      guard AuditSummary(outcome.records).exitStatus != .certified else { return }
      text = AuditTable(outcome).failures
    }
  } catch {
    text = "\(kernel.name) could not be audited: \(error)"
  }
  Issue.record(Comment(rawValue: text), sourceLocation: sourceLocation)
}

/// Throws unless every entry that the kernel computes from one input is certified; for the claim of a property, as in
/// `expectProperty(.attention(shape)) { try requireCertified(kernel, on: $0) }`.
///
/// An input about which the contract says nothing is discarded, as by `assume`.
///
/// - Throws: `Falsified`, with the entry and its exact value; what the kernel throws.
public func requireCertified(
  _ kernel: any AttentionKernel<Float>, on input: AuditInput, contract: Contract? = nil,
  fileID: String = #fileID, line: Int = #line
) throws {
  try requireCertified(CatalogueKernel(kernel, ""), on: input, contract: contract, fileID: fileID, line: line)
}

/// The same for a kernel in Double.
public func requireCertified(
  _ kernel: any AttentionKernel<Double>, on input: AuditInput, contract: Contract? = nil,
  fileID: String = #fileID, line: Int = #line
) throws {
  try requireCertified(CatalogueKernel(kernel, ""), on: input, contract: contract, fileID: fileID, line: line)
}

private func requireCertified(
  _ kernel: CatalogueKernel, on input: AuditInput, contract: Contract?, fileID: String, line: Int
) throws {
  try require(kernel.accepts(input), kernel.refusal(of: input), fileID: fileID, line: line)
  let result = try ComputedResult(running: kernel, on: input, contract: contract)
  let rows = Array(0..<input.specification.shape.queries)
  let records = try InputAudit(input).judge([result], rows: rows)
  for record in records {
    try require(
      record.verdict == .certified, AuditTable.entry(record).joined(separator: "\n"), fileID: fileID,
      line: line)
  }
  try assume(records.allSatisfy { $0.standing == .certified })
}

extension CatalogueKernel {
  fileprivate func refusal(of input: AuditInput) -> String {
    "\(name) in \(format.rawValue) does not take the numbers of '\(input.name)', which are \(input.format.rawValue)"
  }
}
