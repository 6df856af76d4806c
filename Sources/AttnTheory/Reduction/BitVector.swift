/// A vector of bits: a point of Gap-ANN.
public struct BitVector: Hashable, Sendable, CustomStringConvertible {
  public let count: Int
  /// 64 bits a word; those beyond `count` are 0.
  private var words: [UInt64]

  /// So many zeros.
  public init(count: Int) {
    self.count = count
    words = Array(repeating: 0, count: (count + 63) / 64)
  }

  public init(_ bits: some Collection<Bool>) {
    self.init(count: bits.count)
    for (index, bit) in bits.enumerated() where bit { self[index] = true }
  }

  /// A text of zeros and ones; nil for any other.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }) else { return nil }
    self.init(text.utf8.map { $0 == UInt8(ascii: "1") })
  }

  public subscript(index: Int) -> Bool {
    get { words[index / 64] >> UInt64(index % 64) & 1 == 1 }
    set {
      precondition((0..<count).contains(index), "there is no bit \(index) of \(count)")
      let bit: UInt64 = 1 << UInt64(index % 64)
      if newValue { words[index / 64] |= bit } else { words[index / 64] &= ~bit }
    }
  }

  /// How many bits are 1.
  public var ones: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Hamming's: in how many places the two differ. Precondition: they have as many bits. Complexity: O(count/64).
  public func distance(to other: BitVector) -> Int { sum(other) { $0 ^ $1 } }

  /// ⟨a, b⟩: how many places are 1 in both. Precondition and complexity: those of `distance`.
  public func product(with other: BitVector) -> Int { sum(other) { $0 & $1 } }

  private func sum(_ other: BitVector, _ combine: (UInt64, UInt64) -> UInt64) -> Int {
    precondition(count == other.count, "\(count) bits against \(other.count)")
    return words.indices.reduce(0) { $0 + combine(words[$1], other.words[$1]).nonzeroBitCount }
  }

  public static func + (a: BitVector, b: BitVector) -> BitVector {
    var result = BitVector(count: a.count + b.count)
    for index in 0..<a.count where a[index] { result[index] = true }
    for index in 0..<b.count where b[index] { result[a.count + index] = true }
    return result
  }

  /// R4.4: the vector and its complement. Half of the bits are 1, and distances are twice what they were.
  public var balanced: BitVector {
    self + BitVector((0..<count).map { !self[$0] })
  }

  public var description: String { String((0..<count).map { self[$0] ? "1" : "0" }) }
}
