internal import AttnSpec
internal import Foundation

/// A safetensors file: eight bytes of little-endian header length, a JSON header, the data.
///
/// The header is believed only after every claim has been checked against the file's size: each tensor's bytes
/// are its shape times its element size, and together they cover the data exactly once.
public struct SafetensorsFile: Sendable {
  /// The path that the file was read from.
  public let path: String
  /// The text entries of `__metadata__`.
  public let metadata: [String: String]
  let layout: TensorLayout
  private let data: Data

  /// No real header is longer; the format's own library refuses longer ones as well.
  static let longestHeader = 100_000_000

  /// Reads and checks a file. Linear in the header; the data is only touched by `tensor(named:)`.
  public init(path: String) throws(TensorFileError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      let isMissing = !FileManager.default.fileExists(atPath: path)
      throw TensorFileError(
        file: path, problem: isMissing ? .notFound : .unreadable(reason: "the system refuses"))
    }
    try self.init(path: path, data: data)
  }

  /// Checks the bytes of a file; the path is only for messages.
  init(path: String, data: Data) throws(TensorFileError) {
    do throws(TensorFileError.Problem) {
      let (entries, metadata, dataStart) = try Self.header(of: data)
      self.path = path
      self.metadata = metadata
      self.layout = try TensorLayout(entries: entries, dataSize: data.count - dataStart)
      self.data = data.dropFirst(dataStart)
    } catch {
      throw TensorFileError(file: path, problem: error)
    }
  }

  /// The names of the tensors, sorted.
  public var names: [String] { layout.tensors.keys.sorted() }

  /// The tensor's exact values; every element is read as the number that it is. NaN and infinities are kept.
  public func tensor(named name: String) throws(TensorFileError) -> Tensor {
    guard let entry = layout.tensors[name] else { throw error(.missingTensor(name, present: names)) }
    guard let format = entry.type.format else {
      throw error(.unsupportedElementType(tensor: name, type: entry.type.rawValue))
    }
    let bytes = data.dropFirst(entry.bytes.lowerBound).prefix(entry.bytes.count)
    return Tensor(
      format: format, shape: entry.shape, values: bytes.withUnsafeBytes { Self.decode($0, format) })
  }

  /// The tensor with every element finite.
  public func finiteTensor(named name: String) throws(TensorFileError) -> Tensor {
    let tensor = try tensor(named: name)
    if let index = tensor.values.firstIndex(where: { !$0.isFinite }) {
      throw error(.notFinite(tensor: name, index: index, value: "\(tensor.values[index])"))
    }
    return tensor
  }

  func error(_ problem: TensorFileError.Problem) -> TensorFileError {
    TensorFileError(file: path, problem: problem)
  }

  private static func header(
    of data: Data
  ) throws(TensorFileError.Problem) -> ([HeaderScanner.Entry], [String: String], Int) {
    guard data.count >= 8 else { throw .tooShort(bytes: data.count) }
    let length = data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    let available = min(data.count - 8, longestHeader)
    guard length <= UInt64(available) else { throw .headerLength(length, available: available) }
    let start = 8 + Int(length)
    let (entries, metadata) = try HeaderScanner.scan([UInt8](data.prefix(start).dropFirst(8)))
    return (entries, metadata, start)
  }

  private static func decode(_ bytes: UnsafeRawBufferPointer, _ format: NumberFormat) -> [Double] {
    func elements<Bits: FixedWidthInteger>(_ value: (Bits) -> Double) -> [Double] {
      let size = MemoryLayout<Bits>.size
      return [Double](unsafeUninitializedCapacity: bytes.count / size) { buffer, count in
        count = bytes.count / size
        for index in 0..<count {
          let bits = bytes.loadUnaligned(fromByteOffset: index * size, as: Bits.self)
          buffer.initializeElement(at: index, to: value(Bits(littleEndian: bits)))
        }
      }
    }
    return switch format {
    case .float64: elements { (bits: UInt64) in Double(bitPattern: bits) }
    case .float32: elements { (bits: UInt32) in Double(Float(bitPattern: bits)) }
    case .float16: elements(NumberFormat.float16Value)
    case .bfloat16: elements(NumberFormat.bfloat16Value)
    }
  }
}
