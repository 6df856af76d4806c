internal import ExactArith
internal import Foundation

/// The pieces of a JSON text. Foundation's encoder orders keys and prints numbers as it likes; a report must be
/// the same byte for byte, so it is assembled from these.
enum JSONText {
  /// A string literal. Everything but quotes, backslashes and control characters stands for itself.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// An object with its fields in the order given; the values are JSON already.
  static func object(_ fields: KeyValuePairs<String, String>) -> String {
    "{" + fields.map { "\(quoted($0.key)):\($0.value)" }.joined(separator: ",") + "}"
  }

  static func optional<Value>(_ value: Value?, _ text: (Value) -> String) -> String {
    value.map(text) ?? "null"
  }

  /// An enclosure of a real number: two decimal strings of so many digits, rounded outwards.
  static func enclosure(_ interval: Interval, digits: Int = 9) -> String {
    let ends = interval.decimalBounds(digits: digits)
    return object(["lower": quoted(ends.lower), "upper": quoted(ends.upper)])
  }

  /// A stored value, its keys in alphabetical order: the same bytes for the same value.
  static func stored(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
