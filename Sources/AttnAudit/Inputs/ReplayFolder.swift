internal import AttnSpec
internal import Foundation

/// The folder that refutations are written to, each as one tensor file that `attn-audit replay` audits again.
public struct ReplayFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// `audit-report` beside the JSON report, or in the current folder where there is none.
  public static func beside(report: String?) -> ReplayFolder {
    guard let report, let slash = report.lastIndex(of: "/") else { return ReplayFolder(path: "audit-report") }
    return ReplayFolder(path: report[...slash] + "audit-report")
  }

  /// Writes one refutation and returns its path, which follows from its content alone.
  ///
  /// The whole input travels, all heads of it, so that a fault in the choice of a head shows again. `record` says
  /// what was refuted; `recorded` is what the kernel computed.
  public func write(
    _ record: AuditRecord, input: AuditInput, recorded: RecordedOutput
  ) throws -> String {
    let shape = input.specification.shape
    func tensor(_ format: NumberFormat, _ heads: Int, _ sizes: [Int], _ values: [Double]) -> Tensor {
      Tensor(format: format, shape: [shape.batches, heads] + sizes, values: values)
    }
    var tensors = [
      "q": tensor(input.format, shape.heads, [shape.queries, shape.dimension], input.queries),
      "k": tensor(input.format, shape.keyHeads, [shape.keys, shape.dimension], input.keys),
      "v": tensor(input.format, shape.keyHeads, [shape.keys, shape.valueDimension], input.values),
      "o": tensor(recorded.format, shape.heads, [shape.queries, shape.valueDimension], recorded.output),
    ]
    if let logSumExp = recorded.logSumExp {
      tensors["lse"] = tensor(recorded.format, shape.heads, [shape.queries], logSumExp)
    }
    var metadata = [
      "kernel": record.kernel, "format": record.format.rawValue, "input": input.name,
      "scale": input.specification.scale.text, "mask": input.specification.mask.text,
      "fully-masked": input.specification.fullyMaskedRow.rawValue, "contract": record.contract.text,
      "quantity": record.quantity.rawValue,
    ]
    metadata["seed"] = input.seed.map(String.init)
    if let witness = record.witness {
      metadata["batch"] = "\(witness.batch)"
      metadata["head"] = "\(witness.head)"
      metadata["row"] = "\(witness.row)"
      metadata["column"] = "\(witness.column)"
    }
    let data = try SafetensorsFile.encode(tensors, metadata: metadata)
    let file = "\(path)/\(Self.fileName(record, data)).safetensors"
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileWriteError(path: path, reason: "the folder cannot be made")
    }
    try writeAtomically(data, to: file)
    return file
  }

  /// Kernel, quantity and input in letters that every file system takes, and a fingerprint of the file.
  private static func fileName(_ record: AuditRecord, _ data: Data) -> String {
    let words = "\(record.kernel) \(record.format.rawValue) \(record.quantity.rawValue) \(record.input)"
    let plain = words.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return String(plain.prefix(100)) + "-" + String(data.fingerprint, radix: 16)
  }
}
