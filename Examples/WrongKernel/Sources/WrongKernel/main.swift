import AttnAudit
import AttnFast
import AttnSpec
import Glibc

// Audits the kernel on real activations and on every family of inputs, and shows the smallest input that refutes it.
// `swift run WrongKernel --repaired` audits the repaired kernel, which none refutes.
let kernel = ForgetfulAttention(rescales: CommandLine.arguments.contains("--repaired"))
let problem = AttentionSpecification(shape: AttentionShape(queries: 65, keys: 65, dimension: 32))
let inputs = try AuditInput.activations() + AuditInput.families(on: [problem], format: .float32)
let outcome = try AuditRunner.run(
  AuditRequest(
    subjects: inputs.map { AuditSubject(input: $0) },
    kernels: [CatalogueKernel(kernel, "One pass over the keys with a running maximum.")],
    replays: ReplayFolder(path: "audit-report"))
) { _ in }

let summary = AuditSummary(outcome.records)
print("\(kernel.name): \(inputs.count) inputs, \(summary.certified) certified, \(summary.refuted) refuted")
for smallest in outcome.smallest { print(smallest.report, terminator: "") }
exit(summary.exitStatus.rawValue)
