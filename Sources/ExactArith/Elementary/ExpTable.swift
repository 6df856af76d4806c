/// e^(i/256) for the leading eight bits i of a reduced argument, computed once by the kernel itself.
///
/// Claim: `words + 1` words G with G ≤ e^(i/256)·2^(64·words) < G + 2; the upper words of an entry have the same
/// property for their own unit. Proof: Documentation/Theory.md, "Elementary functions".
struct ExpTable: @unchecked Sendable {
  static let bits = 8
  /// The reduced argument is below 0.6945 < 178/256.
  static let count = 178
  /// Longer arguments do without: squarings cost them relatively less, and a table more.
  static let largestWords = 33

  /// 576 bits, 14 KB.
  private static let small = ExpTable(words: 9)
  /// 2112 bits, 48 KB.
  private static let large = ExpTable(words: largestWords)

  /// The table for arguments of so many words, at most `largestWords`.
  @inline(__always)
  static func table(words: Int) -> ExpTable { words <= 9 ? small : large }

  let words: Int
  private let memory: UnsafeMutablePointer<UInt>

  private init(words: Int) {
    self.words = words
    let size = words + 1
    memory = .allocate(capacity: ExpTable.count * size)
    let kernel = FixedPointExp(bits: 64 * words + 16, magnitudeExponent: 0, usesTable: false)
    let extra = kernel.words - words
    var argument = [UInt](repeating: 0, count: kernel.words + 1)
    var result = argument
    var scratch = [UInt](repeating: 0, count: kernel.scratchWords)
    for i in 0..<ExpTable.count {
      for j in 0..<kernel.words { argument[j] = 0 }
      argument[kernel.words - 1] = UInt(i) << UInt(64 - ExpTable.bits)
      let (exponent, _) = kernel.evaluate(&argument, isNegative: false, into: &result, scratch: &scratch)
      precondition(exponent == 0, "ExpTable: an entry is not below ln 2")
      for j in 0..<size { memory[i * size + j] = result[extra + j] }
    }
  }

  /// The entry for i: n + 1 words. Precondition: n ≤ `words`.
  @inline(__always)
  func entry(_ i: Int, words n: Int) -> Limbs.Source {
    Limbs.Source(memory + (i * (words + 1) + words - n))
  }
}
