internal import AttnSpec
internal import Foundation

/// Queries, keys and values of a real transformer, with the output that PyTorch computed from them; see
/// PROVENANCE.md beside the files.
public enum BundledActivations {
  /// The files that travel with the package, in the order of a report.
  static let files = ["minilm-l0", "minilm-l5"]

  /// One subject for each head of each file: unmasked, with the scale 1/√d.
  public static func load() throws(TensorFileError) -> [AuditSubject] {
    var subjects: [AuditSubject] = []
    for file in files {
      let tensors = try SafetensorsFile(path: folder + "/\(file).safetensors")
      let recorded = try RecordedTensors(queries: tensors, output: tensors)
      let subject = try recorded.subject(
        name: file, kernel: "PyTorch SDPA", scale: nil, mask: nil, fullyMaskedRow: .zero)
      subjects += subject.heads
    }
    return subjects
  }

  /// Where SwiftPM puts the target's resources: beside the executable. The generated accessor of the bundle is
  /// not used, because it traps when that folder is gone.
  private static var folder: String {
    Bundle.main.bundleURL.appendingPathComponent("AttnAudit_AttnAudit.resources/Resources").path
  }
}

extension AuditSubject {
  /// The heads, each as a subject of its own. Precondition: as many key heads as heads.
  var heads: [AuditSubject] {
    let shape = input.specification.shape
    precondition(shape.heads == shape.keyHeads, "heads that share keys are not taken apart")
    func part(_ numbers: [Double], _ head: Int, of count: Int) -> [Double] {
      let size = numbers.count / count
      return Array(numbers[head * size..<(head + 1) * size])
    }
    let count = shape.batches * shape.heads
    return (0..<count).map { head in
      var one = self
      one.input.name += " head \(head)"
      one.input.specification.shape.batches = 1
      one.input.specification.shape.heads = 1
      one.input.specification.shape.keyHeads = 1
      one.input.queries = part(input.queries, head, of: count)
      one.input.keys = part(input.keys, head, of: count)
      one.input.values = part(input.values, head, of: count)
      if let recorded {
        one.recorded?.output = part(recorded.output, head, of: count)
        one.recorded?.logSumExp = recorded.logSumExp.map { part($0, head, of: count) }
      }
      return one
    }
  }
}
