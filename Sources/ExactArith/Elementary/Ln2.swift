import Synchronization

/// ln 2 to any number of bits, computed once for each size that is asked for.
///
/// ln 2 = 18·artanh(1/26) − 2·artanh(1/4801) + 8·artanh(1/8749) (Arndt, Haenel, "Pi unleashed", and checked
/// by a test as an identity of rationals: 2·artanh(1/x) = log((x+1)/(x−1))). The claim and its proof:
/// Documentation/Theory.md, "Elementary functions".
enum Ln2 {
  /// `words` words, little-endian, of L with L ≤ ln2 · 2^(64·words) < L + 2. A prefix of it has the same
  /// property for its own unit.
  final class Table: Sendable {
    nonisolated(unsafe) let start: UnsafePointer<UInt>
    let words: Int

    init(words: Int) {
      let memory = UnsafeMutablePointer<UInt>.allocate(capacity: words)
      memory.update(repeating: 0, count: words)
      Ln2.compute(bits: 64 * words).storage.withWords {
        memory.update(from: $0.baseAddress!, count: $0.count)
      }
      start = UnsafePointer(memory)
      self.words = words
    }

    deinit { UnsafeMutablePointer(mutating: start).deallocate() }
  }

  /// Enough for every precision up to about 4000 bits, without a lock.
  private static let common = Table(words: 64)
  private static let large = Mutex<Table?>(nil)

  @inline(__always)
  static func table(words: Int) -> Table {
    words <= 64 ? common : largeTable(words: words)
  }

  private static func largeTable(words: Int) -> Table {
    large.withLock { cached in
      if let cached, cached.words >= words { return cached }
      let fresh = Table(words: words + words / 4)
      cached = fresh
      return fresh
    }
  }

  /// L with L ≤ ln2 · 2^bits < L + 2.
  static func fixedPoint(bits: Int) -> Integer {
    let words = (bits + 63) / 64
    let table = table(words: words)
    return withExtendedLifetime(table) {
      let top = Integer(
        storage: IntegerStorage(words: table.start + (table.words - words), count: words))
      return top >> (64 * words - bits)
    }
  }

  /// L with L ≤ ln2 · 2^bits < L + 2, from the series.
  private static func compute(bits: Int) -> Integer {
    let guardBits = 64
    let (a, errorA) = artanhOfReciprocal(26, bits: bits + guardBits)
    let (b, errorB) = artanhOfReciprocal(4801, bits: bits + guardBits)
    let (c, errorC) = artanhOfReciprocal(8749, bits: bits + guardBits)
    // Each artanh lies between its value and value + error; the middle term enters negatively.
    let lower = a * 18 - (b + Integer(errorB)) * 2 + c * 8
    let slack = 18 * errorA + 2 * errorB + 8 * errorC
    precondition(slack.bitWidth - slack.leadingZeroBitCount < guardBits - 2, "Ln2: too many terms")
    return lower >> guardBits
  }

  /// S and E with S ≤ artanh(1/x) · 2^bits ≤ S + E: the series Σ x^(−2i−1)/(2i+1), every quotient rounded
  /// down. A power falls short by less than 2, a summand by less than 3, and so does what follows the first
  /// power that vanishes.
  private static func artanhOfReciprocal(_ x: Int, bits: Int) -> (Integer, error: Int) {
    let square = Integer(x * x)
    var power = (Integer(1) << bits).floorDivided(by: Integer(x))
    var sum = Integer()
    var terms = 0
    while !power.isZero {
      sum += power.floorDivided(by: Integer(2 * terms + 1))
      power = power.floorDivided(by: square)
      terms += 1
    }
    return (sum, 3 * (terms + 1))
  }
}
