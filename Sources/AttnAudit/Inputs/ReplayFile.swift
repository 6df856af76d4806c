internal import AttnSpec

/// A refutation read back.
public enum ReplayFile {
  /// The request that audits the file again: the output it holds, and the kernel it names where the catalogue has
  /// one of that name and format.
  public static func request(path: String) throws -> AuditRequest {
    let file = try SafetensorsFile(path: path)
    let kernel = file.metadata["kernel"] ?? "recorded"
    let tensors = try RecordedTensors(queries: file, output: file)
    let isNamed = kernel != "recorded" && !kernel.hasSuffix(" (recorded)")
    let subject = try tensors.subject(
      name: file.metadata["input"] ?? "replay", kernel: isNamed ? "\(kernel) (recorded)" : kernel, scale: nil,
      mask: nil,
      fullyMaskedRow: nil)
    let contract = try FileDeclarations(file: file).contract()
    let kernels = CatalogueKernel.catalogue.filter {
      $0.name == kernel && $0.format.rawValue == file.metadata["format"] && $0.accepts(subject.input)
    }
    return AuditRequest(subjects: [subject], kernels: kernels, contract: contract)
  }
}
