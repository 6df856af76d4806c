/// A strict reader for the JSON of a safetensors header: one object of objects, with strings and arrays of
/// sizes as the only leaves. It accepts nothing else, so nothing is read leniently: no duplicate names, no
/// numbers through floating point, no unbounded nesting.
struct HeaderScanner {
  /// One tensor as the header describes it, not yet believed.
  struct Entry: Equatable {
    var name: String
    var type: String
    var shape: [Int]
    var begin: Int
    var end: Int
  }

  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The header's tensors in its order, and its metadata.
  static func scan(_ bytes: [UInt8]) throws(TensorFileError.Problem) -> (
    entries: [Entry], metadata: [String: String]
  ) {
    var scanner = HeaderScanner(bytes)
    var entries: [Entry] = []
    var metadata: [String: String] = [:]
    var names: Set<String> = []
    try scanner.object { scanner, name throws(TensorFileError.Problem) in
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      if name == "__metadata__" {
        metadata = try scanner.metadata()
      } else {
        entries.append(try scanner.entry(name))
      }
    }
    guard scanner.position == bytes.count else {
      throw .headerSyntax(byte: scanner.position, expected: "nothing but spaces")
    }
    return (entries, metadata)
  }

  private mutating func metadata() throws(TensorFileError.Problem) -> [String: String] {
    var result: [String: String] = [:]
    try object { scanner, key throws(TensorFileError.Problem) in
      let value = try scanner.string()
      guard result.updateValue(value, forKey: key) == nil else { throw .duplicateName(key) }
    }
    return result
  }

  private mutating func entry(_ name: String) throws(TensorFileError.Problem) -> Entry {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try object { scanner, field throws(TensorFileError.Problem) in
      switch field {
      case "dtype" where type == nil: type = try scanner.string()
      case "shape" where shape == nil: shape = try scanner.sizes()
      case "data_offsets" where offsets == nil: offsets = try scanner.sizes()
      case "dtype", "shape", "data_offsets": throw .duplicateName("\(name).\(field)")
      default: throw .headerSyntax(byte: scanner.position, expected: "dtype, shape or data_offsets")
      }
    }
    guard let type else { throw .missingField(tensor: name, field: "dtype") }
    guard let shape else { throw .missingField(tensor: name, field: "shape") }
    guard let offsets, offsets.count == 2 else {
      throw .missingField(tensor: name, field: "data_offsets")
    }
    return Entry(name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
  }

  /// `{"name": …, …}`; the closure reads each value.
  private mutating func object(
    _ value: (inout HeaderScanner, String) throws(TensorFileError.Problem) -> Void
  ) throws(TensorFileError.Problem) {
    try expect("{")
    if accept("}") { return }
    repeat {
      let name = try string()
      try expect(":")
      try value(&self, name)
    } while accept(",")
    try expect("}")
  }

  /// `[1, 2, …]`.
  private mutating func sizes() throws(TensorFileError.Problem) -> [Int] {
    var result: [Int] = []
    try expect("[")
    if accept("]") { return result }
    repeat { result.append(try size()) } while accept(",")
    try expect("]")
    return result
  }

  private mutating func size() throws(TensorFileError.Problem) -> Int {
    skipSpace()
    let start = position
    if current == UInt8(ascii: "-") { throw .negativeNumber(byte: start) }
    var value = 0
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      let (product, high) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      if high || carry { throw .numberTooLarge(byte: start) }
      value = sum
      position += 1
    }
    let hasLeadingZero = position > start + 1 && bytes[start] == UInt8(ascii: "0")
    guard position > start, !hasLeadingZero else {
      throw .headerSyntax(byte: start, expected: "a size")
    }
    return value
  }

  private mutating func string() throws(TensorFileError.Problem) -> String {
    try expect("\"")
    var text: [UInt8] = []
    let start = position
    while let byte = current, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw .headerSyntax(byte: position, expected: "a printable character") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        text += String(try escape()).utf8
      } else {
        text.append(byte)
      }
    }
    guard current != nil else { throw .headerSyntax(byte: position, expected: "a closing quote") }
    position += 1
    guard let result = String(validating: text, as: UTF8.self) else {
      throw .headerSyntax(byte: start, expected: "UTF-8 text")
    }
    return result
  }

  /// What follows a backslash.
  private mutating func escape() throws(TensorFileError.Problem) -> Unicode.Scalar {
    let start = position
    guard let byte = current else { throw .headerSyntax(byte: start, expected: "an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var code = try hexadecimalQuad()
      if code & 0xFC00 == 0xD800, current == UInt8(ascii: "\\") {
        position += 1
        guard current == UInt8(ascii: "u") else { break }
        position += 1
        let low = try hexadecimalQuad()
        guard low & 0xFC00 == 0xDC00 else { break }
        code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
      }
      if let scalar = Unicode.Scalar(code) { return scalar }
    default: break
    }
    throw .headerSyntax(byte: start, expected: "an escape of JSON")
  }

  private mutating func hexadecimalQuad() throws(TensorFileError.Problem) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw .headerSyntax(byte: position, expected: "four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// Whether the mark comes next; if so it is passed, with the space around it.
  private mutating func accept(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard current == UInt8(ascii: mark) else { return false }
    position += 1
    // Space inside a string counts, so it is skipped behind every mark but a quote.
    if mark != "\"" { skipSpace() }
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws(TensorFileError.Problem) {
    guard accept(mark) else { throw .headerSyntax(byte: position, expected: "'\(mark)'") }
  }
}
