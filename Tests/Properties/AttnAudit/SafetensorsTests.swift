import AttnSpec
import Foundation
import Testing

@testable import AttnAudit

@Suite struct SafetensorsTests {
  /// A file in memory: the header's text with its true length, and so many bytes of data.
  static func file(_ header: String, data: Int = 0) -> Data {
    var file = Data()
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { file.append(contentsOf: $0) }
    return file + Data(header.utf8) + Data(count: data)
  }

  static func problem(_ data: Data) -> TensorFileError.Problem? {
    do {
      _ = try SafetensorsFile(path: "f", data: data)
      return nil
    } catch {
      return error.problem
    }
  }

  /// One tensor's entry.
  static func entry(
    _ name: String, type: String = "F32", shape: String = "[2]", _ begin: Int, _ end: Int
  ) -> String {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}"
  }

  @Test func tensorsOfEveryFormatSurviveTheRoundTrip() throws {
    let patterns = (UInt16.min...UInt16.max).map { $0 }
    let tensors = [
      "half": Tensor(
        format: .float16, shape: [256, 256], values: patterns.map(NumberFormat.float16Value)),
      "brain": Tensor(
        format: .bfloat16, shape: [65536], values: patterns.map(NumberFormat.bfloat16Value)),
      "single": Tensor(
        format: .float32, shape: [1, 4], values: [0x1p-149, -0.0, 0x1.fffffep127, .infinity]),
      "double": Tensor(
        format: .float64, shape: [3], values: [.leastNonzeroMagnitude, -.greatestFiniteMagnitude, 1 / 3]),
      "scalar": Tensor(format: .float32, shape: [], values: [2]),
      "empty": Tensor(format: .float64, shape: [0, 7], values: []),
    ]
    let metadata = ["scale": "1/√32 \"\\\n\u{1}", "mask": ""]
    let data = try SafetensorsFile.encode(tensors, metadata: metadata)
    #expect(try SafetensorsFile.encode(tensors, metadata: metadata) == data)
    let file = try SafetensorsFile(path: "f", data: data)
    #expect(file.metadata == metadata)
    #expect(file.names == tensors.keys.sorted())
    for (name, tensor) in tensors {
      let read = try file.tensor(named: name)
      #expect(read.shape == tensor.shape && read.format == tensor.format)
      #expect(zip(read.values, tensor.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
      #expect(zip(read.values, tensor.values).allSatisfy { $0.sign == $1.sign || $0.isNaN })
    }
  }

  @Test func theBytesAreThoseOfTheFormat() throws {
    let data = try SafetensorsFile.encode(
      [
        "b": Tensor(format: .bfloat16, shape: [1], values: [1]),
        "a": Tensor(format: .float32, shape: [1, 1], values: [-2]),
      ], metadata: ["y": "2", "x": "1"])
    let header =
      #"{"__metadata__":{"x":"1","y":"2"},"#
      + #""a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"#
      + #""b":{"dtype":"BF16","shape":[1],"data_offsets":[4,6]}}"#
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let length = UInt8(padded.utf8.count)
    let body: [UInt8] = [0, 0, 0, 0xC0, 0x80, 0x3F]
    #expect([UInt8](data) == [length, 0, 0, 0, 0, 0, 0, 0] + Array(padded.utf8) + body)
  }

  @Test func aFileOnDiskIsWrittenInPlaceAndReadBack() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("t.safetensors").path
    let tensor = Tensor(format: .float32, shape: [2], values: [1, 2])
    try SafetensorsFile.write(["x": tensor], to: path)
    #expect(try SafetensorsFile(path: path).tensor(named: "x") == tensor)
    // A refused value leaves the old file, and nothing beside it.
    let wide = Tensor(format: .float32, shape: [1], values: [0.1])
    #expect(
      throws: TensorFileError(
        file: path, problem: .notRepresentable(tensor: "x", index: 0, format: .float32))
    ) { try SafetensorsFile.write(["x": wide], to: path) }
    #expect(try SafetensorsFile(path: path).tensor(named: "x") == tensor)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["t.safetensors"])

    let nowhere = folder.appendingPathComponent("missing/t.safetensors").path
    #expect { try SafetensorsFile.write(["x": tensor], to: nowhere) } throws: {
      ($0 as? TensorFileError)?.exitStatus == .cannotWrite
    }
    #expect { try SafetensorsFile(path: nowhere) } throws: {
      ($0 as? TensorFileError) == TensorFileError(file: nowhere, problem: .notFound)
    }
    #expect { try SafetensorsFile(path: folder.path) } throws: {
      ($0 as? TensorFileError)?.exitStatus == .fileNotFound
    }
  }

  @Test func everyLieIsRefusedByItsName() {
    let huge = Data([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) + Data(count: 8)
    typealias Row = (Data, TensorFileError.Problem)
    let rows: [Row] = [
      (Data(), .tooShort(bytes: 0)),
      (Data(count: 7), .tooShort(bytes: 7)),
      (huge, .headerLength(0x7FFF_FFFF_FFFF_FFFF, available: 8)),
      (Self.file("{}").dropLast(), .headerLength(2, available: 1)),
      (Self.file(""), .headerSyntax(byte: 0, expected: "'{'")),
      (Self.file("[]"), .headerSyntax(byte: 0, expected: "'{'")),
      (Self.file("{\"a\":1}"), .headerSyntax(byte: 5, expected: "'{'")),
      (Self.file("{}}"), .headerSyntax(byte: 2, expected: "nothing but spaces")),
      (Self.file("{\"a"), .headerSyntax(byte: 3, expected: "a closing quote")),
      (Self.file("{\"\\x\":{}}"), .headerSyntax(byte: 3, expected: "an escape of JSON")),
      (Self.file("{\"\\ud800\":{}}"), .headerSyntax(byte: 3, expected: "an escape of JSON")),
      (Self.file("{\"a\":{}}"), .missingField(tensor: "a", field: "dtype")),
      (
        Self.file("{\"a\":{\"dtype\":\"F32\",\"shape\":[]}}"),
        .missingField(tensor: "a", field: "data_offsets")
      ),
      (
        Self.file("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}"), .duplicateName("a.dtype")
      ),
      (
        Self.file("{\(Self.entry("a", 0, 8)),\(Self.entry("a", 8, 16))}", data: 16),
        .duplicateName("a")
      ),
      (
        Self.file("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}"), .duplicateName("k")
      ),
      (
        Self.file("{\(Self.entry("a", type: "F31", 0, 8))}", data: 8),
        .unknownElementType(tensor: "a", type: "F31")
      ),
      (
        Self.file("{\(Self.entry("a", type: "F32", shape: "[-2]", 0, 8))}", data: 8),
        .negativeNumber(byte: 29)
      ),
      (
        Self.file("{\(Self.entry("a", type: "F32", shape: "[2.0]", 0, 8))}", data: 8),
        .headerSyntax(byte: 30, expected: "']'")
      ),
      (
        Self.file("{\(Self.entry("a", type: "F32", shape: "[02]", 0, 8))}", data: 8),
        .headerSyntax(byte: 29, expected: "a size")
      ),
      (
        Self.file("{\(Self.entry("a", type: "F32", shape: "[9223372036854775808]", 0, 8))}", data: 8),
        .numberTooLarge(byte: 29)
      ),
      (
        Self.file("{\(Self.entry("a", type: "F32", shape: "[4611686018427387904,2]", 0, 8))}", data: 8),
        .sizeOverflow(tensor: "a")
      ),
      (
        Self.file("{\(Self.entry("a", type: "F32", shape: "[3]", 0, 8))}", data: 8),
        .sizeMismatch(tensor: "a", expected: 12, actual: 8)
      ),
      (Self.file("{\(Self.entry("a", 8, 0))}", data: 8), .offsetsReversed(tensor: "a")),
      (
        Self.file("{\(Self.entry("a", 0, 8))}", data: 7),
        .outOfRange(tensor: "a", end: 8, available: 7)
      ),
      (
        Self.file("{\(Self.entry("a", 0, 8)),\(Self.entry("b", 4, 12))}", data: 12),
        .overlap(tensor: "b", other: "a")
      ),
      (
        Self.file("{\(Self.entry("a", 0, 8)),\(Self.entry("b", 12, 20))}", data: 20),
        .hole(before: "b", bytes: 4)
      ),
      (Self.file("{\(Self.entry("a", 0, 8))}", data: 9), .trailingBytes(1)),
      (Self.file("{}", data: 1), .trailingBytes(1)),
      (
        Self.file(
          "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":0}}", data: 8),
        .headerSyntax(byte: 57, expected: "dtype, shape or data_offsets")
      ),
    ]
    for (data, problem) in rows {
      #expect(Self.problem(data) == problem)
      let sentence = TensorFileError(file: "f", problem: problem).description
      #expect(sentence.hasPrefix("f: ") && sentence.hasSuffix("."))
    }
    #expect(Self.problem(Self.file("{}")) == nil)
    #expect(Self.problem(Self.file(" { \(Self.entry("a", 0, 8)) }  ", data: 8)) == nil)
    // Invalid UTF-8 in a name.
    var damaged = Self.file("{\(Self.entry("a", 0, 8))}", data: 8)
    damaged[10] = 0xFF
    #expect(Self.problem(damaged) == .headerSyntax(byte: 2, expected: "UTF-8 text"))
  }

  /// No damage of one byte makes the reader trap, and whatever it accepts still covers the file.
  @Test func damagedBytesNeverTrap() throws {
    let tensors = [
      "q": Tensor(format: .float32, shape: [2, 2], values: [1, 2, 3, 4]),
      "v": Tensor(format: .float16, shape: [4], values: [1, 2, 3, 4]),
    ]
    let file = try SafetensorsFile.encode(tensors, metadata: ["scale": "1"])
    for position in file.indices {
      for byte: UInt8 in [0, 0x20, 0x22, 0x2D, 0x39, 0x5C, 0x7B, 0x7D, 0xFF] {
        var damaged = file
        damaged[position] = byte
        guard let read = try? SafetensorsFile(path: "f", data: damaged) else { continue }
        for name in read.names { _ = try? read.tensor(named: name) }
      }
      #expect(Self.problem(file.prefix(position)) != nil)
    }
  }

  @Test func typesThatAnAuditCannotReadAreRefusedOnlyWhenAsked() throws {
    let data = Self.file("{\(Self.entry("a", type: "I64", shape: "[1]", 0, 8))}", data: 8)
    let file = try SafetensorsFile(path: "f", data: data)
    #expect(
      throws: TensorFileError(
        file: "f", problem: .unsupportedElementType(tensor: "a", type: "I64"))
    ) { try file.tensor(named: "a") }
    #expect(throws: TensorFileError(file: "f", problem: .missingTensor("q", present: ["a"]))) {
      try file.tensor(named: "q")
    }
  }

  @Test func whatIsNotFiniteIsNamedByItsIndex() throws {
    for value in [Double.nan, .infinity, -.infinity] {
      let tensor = Tensor(format: .float32, shape: [3], values: [0, 1, value])
      let file = try SafetensorsFile(
        path: "f", data: SafetensorsFile.encode(["q": tensor], metadata: [:]))
      #expect(
        throws: TensorFileError(
          file: "f", problem: .notFinite(tensor: "q", index: 2, value: "\(value)"))
      ) { try file.finiteTensor(named: "q") }
    }
  }
}
