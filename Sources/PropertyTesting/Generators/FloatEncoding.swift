/// The finite numbers of a binary floating-point format in order of simplicity: 0, 1, 2 … up to two to the power
/// of the number of fraction bits, then the other numbers by their exponent, first 0, 1, 2 …, then −1, −2 …, and those of one
/// exponent by their fraction read backwards: a half, a quarter, three quarters, an eighth …
///
/// A number's place is the magnitude of its choice, its sign the choice's sign; −0 has a place of its own. Several
/// places may hold one number, of which the first is the one that it is given.
public struct FloatEncoding: Hashable, Sendable {
  /// The bits of the exponent and of the significand without its leading one.
  public let exponentBits: Int
  public let significandBits: Int
  /// The largest finite number's bits, without the sign. What lies above is an infinity or not a number.
  public let greatestFinite: UInt64

  /// - Parameter greatestFinite: nil for a format after IEEE 754, whose largest exponent is not for numbers.
  public init(exponentBits: Int, significandBits: Int, greatestFinite: UInt64? = nil) {
    self.exponentBits = exponentBits
    self.significandBits = significandBits
    self.greatestFinite = greatestFinite ?? (((1 << exponentBits) - 1) << significandBits) - 1
  }

  public static let binary64 = FloatEncoding(exponentBits: 11, significandBits: 52)
  public static let binary32 = FloatEncoding(exponentBits: 8, significandBits: 23)
  public static let binary16 = FloatEncoding(exponentBits: 5, significandBits: 10)

  private var bias: Int { (1 << (exponentBits - 1)) - 1 }
  private var significandMask: UInt64 { (1 << significandBits) - 1 }
  /// The integers up to here are their own places.
  private var lastInteger: UInt64 {
    let exponent = min(significandBits, Int(greatestFinite >> significandBits) - bias)
    return exponent < 0 ? 0 : 1 << exponent
  }

  /// The last place.
  var last: UInt64 {
    lastInteger + 1 + (1 << (exponentBits + significandBits)) - 1
  }

  /// The bits, without the sign, of the number at `place`.
  func bits(at place: UInt64) -> UInt64 {
    if place <= lastInteger { return bits(ofInteger: place) }
    let rest = place - lastInteger - 1
    let exponent = exponentField(rank: Int(rest >> significandBits))
    return min(UInt64(exponent) << significandBits | reversed(rest & significandMask), greatestFinite)
  }

  /// The simplest place of the number with these bits. Precondition: it is finite.
  func place(of bits: UInt64, isNegative: Bool) -> UInt64 {
    precondition(bits <= greatestFinite, "only finite numbers have a place")
    if let integer = integer(bits), integer <= lastInteger, !(integer == 0 && isNegative) { return integer }
    let exponent = Int(bits >> significandBits)
    return lastInteger + 1
      + (UInt64(rank(exponentField: exponent)) << significandBits | reversed(bits & significandMask))
  }

  /// Simpler numbers near the one at a place: the integers beside it, with fewer bits of its fraction, and with an
  /// exponent of zero.
  func simplifications(_ choice: Choice) -> [Choice] {
    let bits = bits(at: choice.magnitude)
    let field = Int(bits >> significandBits)
    var found: [UInt64] = []
    for kept in [0, 1, 2, 4, 8, 16] {
      let dropped = significandBits - max(0, field - bias) - kept
      if dropped <= 0 { continue }
      found.append(dropped > significandBits ? 0 : (bits >> dropped) << dropped)
      if kept == 0, dropped <= significandBits { found.append(((bits >> dropped) + 1) << dropped) }
    }
    if field != bias { found.append(UInt64(bias) << significandBits | bits & significandMask) }
    return found.map { bits in
      Choice(magnitude: place(of: bits, isNegative: choice.isNegative), isNegative: choice.isNegative)
    }
  }

  // MARK: - Parts

  /// 0, 1, 2 … for exponents 0, 1, 2 …, then for −1, −2 …: large numbers are simpler than small fractions.
  private func rank(exponentField field: Int) -> Int {
    field >= bias ? field - bias : (1 << exponentBits) - 1 - field
  }

  private func exponentField(rank: Int) -> Int {
    let positive = (1 << exponentBits) - bias
    return rank < positive ? rank + bias : (1 << exponentBits) - 1 - rank
  }

  /// Few leading bits of a fraction make a small number when they are read backwards.
  private func reversed(_ significand: UInt64) -> UInt64 {
    var (rest, result): (UInt64, UInt64) = (significand, 0)
    for _ in 0..<significandBits {
      result = (result << 1) | (rest & 1)
      rest >>= 1
    }
    return result
  }

  private func bits(ofInteger value: UInt64) -> UInt64 {
    guard value > 0 else { return 0 }
    let exponent = 63 - value.leadingZeroBitCount
    let fraction = value ^ (1 << exponent)
    return UInt64(exponent + bias) << significandBits | fraction << (significandBits - exponent)
  }

  /// The number with these bits where it is an integer and no larger than 2 to the significand's bits.
  private func integer(_ bits: UInt64) -> UInt64? {
    if bits == 0 { return 0 }
    let exponent = Int(bits >> significandBits) - bias
    guard exponent >= 0, exponent <= significandBits else { return nil }
    let whole = bits & significandMask | 1 << significandBits
    let shift = significandBits - exponent
    return whole & (1 << shift - 1) == 0 ? whole >> shift : nil
  }
}
