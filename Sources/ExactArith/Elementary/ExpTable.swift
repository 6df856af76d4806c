/// e^(i/256) for the leading eight bits i of a reduced argument, computed once by the kernel itself.
///
/// Claim: `words + 1` words G with G ≤ e^(i/256)·2^(64·words) < G + 2; the upper words of an entry have the same
/// property for their own unit. Proof: Documentation/Theory.md, "Elementary functions".
struct ExpTable: @unchecked Sendable {
  /// Arguments of up to this many words use the table: 576 bits, 14 KB. Beyond, squarings cost relatively less
  /// and the table's memory more.
  static let words = 9
  static let bits = 8
  /// The reduced argument is below 0.6945 < 178/256.
  private static let count = 178

  static let shared = ExpTable()

  private let memory: UnsafeMutablePointer<UInt>

  private init() {
    let size = ExpTable.words + 1
    memory = .allocate(capacity: ExpTable.count * size)
    let kernel = FixedPointExp(bits: 64 * ExpTable.words + 16, magnitudeExponent: 0, usesTable: false)
    let extra = kernel.words - ExpTable.words
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

  /// The entry for i, `words + 1` words for a kernel of that many.
  @inline(__always)
  func entry(_ i: Int, words: Int) -> Limbs.Source {
    Limbs.Source(memory + (i * (ExpTable.words + 1) + ExpTable.words - words))
  }
}
