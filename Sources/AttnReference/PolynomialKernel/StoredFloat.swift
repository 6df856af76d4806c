internal import ExactArith

/// A finite binary64 number in a stored value, as exact text: a hexadecimal float, or any other text of that number.
struct StoredFloat: Codable {
  let value: Double

  init(_ value: Double) { self.value = value }

  init(from decoder: any Decoder) throws {
    let exact = try Dyadic(from: decoder)
    value = exact.double(rounding: .nearest)
    guard value.isFinite, Dyadic(exactly: value) == exact else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "'\(exact.hexadecimal.prefix(60))' is not a binary64 number"))
    }
  }

  func encode(to encoder: any Encoder) throws {
    guard value.isFinite else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: encoder.codingPath, debugDescription: "only finite numbers are stored"))
    }
    try Dyadic(exactly: value).encode(to: encoder)
  }
}

extension KeyedDecodingContainer {
  func float(_ key: Key) throws -> Double { try decode(StoredFloat.self, forKey: key).value }
}

extension KeyedEncodingContainer {
  mutating func encode(float value: Double, forKey key: Key) throws {
    try encode(StoredFloat(value), forKey: key)
  }
}
