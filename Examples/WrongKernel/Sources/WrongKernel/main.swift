import AttnAudit
import AttnFast
import AttnSpec
import Glibc

// Audits the kernel on ever longer inputs of one family until one is refuted. `swift run WrongKernel --repaired`
// audits the repaired kernel, which none refutes.
let kernel = ForgetfulAttention(rescales: CommandLine.arguments.contains("--repaired"))
let family = InputFamily.named("rising")!
for tokens in 1...64 {
  let shape = AttentionShape(queries: tokens, keys: tokens, dimension: 2)
  let input = family.make(AttentionSpecification(shape: shape), format: .float32, seed: 0)
  let request = AuditRequest(
    subjects: [AuditSubject(input: input)],
    kernels: [CatalogueKernel(kernel, "One pass over the keys with a running maximum.")],
    replays: ReplayFolder(path: "audit-report"))
  let status = try AuditJob(request: request, isQuiet: true).run()
  print("\(kernel.name), \(tokens) \(tokens == 1 ? "token" : "tokens"): \(status)")
  if status != .certified { exit(status.rawValue) }
}
