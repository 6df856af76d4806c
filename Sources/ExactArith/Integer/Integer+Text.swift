extension Integer: CustomStringConvertible {
  /// An optional sign, then digits of the radix and nothing else; nil for any other text.
  /// Precondition: 2 ≤ radix ≤ 36. Complexity: GMP's radix conversion, quasi-linear.
  public init?(_ text: String, radix: Int = 10) {
    precondition((2...36).contains(radix), "Integer: the radix \(radix) is not in 2…36")
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits.removeFirst() }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ Integer.isDigit($0, radix: radix) }) else { return nil }
    guard let storage = IntegerStorage(String(digits), radix: radix) else { return nil }
    if isNegative { storage.setNegation(storage) }
    self.init(storage: storage)
  }

  static func isDigit(_ byte: UInt8, radix: Int) -> Bool {
    let value: Int
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): value = Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = Int(byte - UInt8(ascii: "A")) + 10
    default: return false
    }
    return value < radix
  }

  /// The digits in the radix (lower case), with a minus sign when negative. Precondition: 2 ≤ radix ≤ 36.
  public func text(radix: Int) -> String {
    precondition((2...36).contains(radix), "Integer: the radix \(radix) is not in 2…36")
    return storage.text(radix: radix)
  }

  public var description: String { storage.text(radix: 10) }
}
