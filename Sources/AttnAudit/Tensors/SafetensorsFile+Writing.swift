internal import AttnSpec
internal import Foundation

extension SafetensorsFile {
  /// Writes the tensors to a temporary file and moves it into place. The same tensors and metadata give the
  /// same bytes: names are sorted, in the header and in the data.
  ///
  /// Every value must be a number of its tensor's format, an infinity or a NaN: nothing is rounded.
  public static func write(
    _ tensors: [String: Tensor], metadata: [String: String] = [:], to path: String
  ) throws(TensorFileError) {
    let data: Data
    do throws(TensorFileError.Problem) {
      data = try encode(tensors, metadata: metadata)
    } catch {
      throw TensorFileError(file: path, problem: error)
    }
    do throws(FileWriteError) {
      try writeAtomically(data, to: path)
    } catch {
      throw TensorFileError(file: path, problem: .cannotWrite(reason: error.reason))
    }
  }

  /// The bytes of the file.
  static func encode(
    _ tensors: [String: Tensor], metadata: [String: String]
  ) throws(TensorFileError.Problem) -> Data {
    var fields: [String] = []
    if !metadata.isEmpty {
      let entries = metadata.sorted { $0.key < $1.key }
        .map { "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))" }
      fields.append("\"__metadata__\":{\(entries.joined(separator: ","))}")
    }
    var body = Data()
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let begin = body.count
      try append(tensor, named: name, to: &body)
      let type = ElementType(tensor.format).rawValue
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(JSONText.quoted(name)):{\"dtype\":\"\(type)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(begin),\(body.count)]}")
    }
    var header = Data("{\(fields.joined(separator: ","))}".utf8)
    // Spaces align the data to eight bytes.
    while header.count % 8 != 0 { header.append(0x20) }
    var file = Data()
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { file.append(contentsOf: $0) }
    return file + header + body
  }

  private static func append(
    _ tensor: Tensor, named name: String, to body: inout Data
  ) throws(TensorFileError.Problem) {
    func append<Bits: FixedWidthInteger>(_ bits: (Double) -> Bits?) throws(TensorFileError.Problem) {
      var patterns: [Bits] = []
      patterns.reserveCapacity(tensor.values.count)
      for (index, value) in tensor.values.enumerated() {
        guard let pattern = bits(value) else {
          throw .notRepresentable(tensor: name, index: index, format: tensor.format)
        }
        patterns.append(pattern.littleEndian)
      }
      patterns.withUnsafeBytes { body.append(contentsOf: $0) }
    }
    switch tensor.format {
    case .float64: try append { $0.bitPattern }
    case .float32: try append(NumberFormat.float32Bits)
    case .float16: try append(NumberFormat.float16Bits)
    case .bfloat16: try append(NumberFormat.bfloat16Bits)
    }
  }
}
