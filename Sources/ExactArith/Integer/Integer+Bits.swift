/// Bits of the magnitude, shifts, sign.
extension Integer {
  /// −1, 0 or 1.
  public func signum() -> Int { storage.sign }

  public var isZero: Bool { storage.sign == 0 }
  public var isOdd: Bool { storage.isOdd }

  /// The number of bits of the magnitude: the least n with |self| < 2ⁿ; 0 for 0.
  public var bitWidth: Int { storage.bitWidth }

  /// The largest n such that 2ⁿ divides self; 0 for 0.
  public var trailingZeroBitCount: Int { storage.trailingZeroBitCount }

  /// The value as an `Int`, or nil when it does not fit.
  public var asInt: Int? { storage.int }

  /// self · 2^count; a negative count shifts right.
  public static func << (a: Integer, count: Int) -> Integer {
    var result = a
    result <<= count
    return result
  }

  /// ⌊self / 2^count⌋; a negative count shifts left.
  public static func >> (a: Integer, count: Int) -> Integer {
    var result = a
    result >>= count
    return result
  }

  public static func <<= (a: inout Integer, count: Int) {
    if count < 0 {
      a.shiftRight(count.magnitude, rounding: .down)
    } else {
      a.shiftLeft(count.magnitude)
    }
  }

  public static func >>= (a: inout Integer, count: Int) {
    if count < 0 {
      a.shiftLeft(count.magnitude)
    } else {
      a.shiftRight(count.magnitude, rounding: .down)
    }
  }

  /// self / 2^count to an integer in the stated direction. Precondition: count ≥ 0.
  public func shiftedRight(_ count: Int, rounding direction: RoundingDirection) -> Integer {
    precondition(count >= 0, "Integer.shiftedRight: the count \(count) is negative")
    var result = self
    result.shiftRight(count.magnitude, rounding: direction)
    return result
  }

  /// self = a·2^count, in memory that self has already. Precondition: count ≥ 0.
  mutating func assign(_ a: Integer, shiftedLeftBy count: Int) {
    precondition(
      count <= Integer.largestBitWidth,
      "Integer: a shift by \(count) bits exceeds Integer.largestBitWidth; round the operands first")
    update { target, _ in target.setShiftedLeft(a.storage, count) }
  }

  private mutating func shiftLeft(_ count: UInt) {
    guard count > 0, !isZero else { return }
    precondition(
      count <= Integer.largestBitWidth,
      "Integer: a shift by \(count) bits exceeds Integer.largestBitWidth; round the operands first")
    update { $0.setShiftedLeft($1, Int(count)) }
  }

  private mutating func shiftRight(_ count: UInt, rounding direction: RoundingDirection) {
    guard count > 0, !isZero else { return }
    // Beyond the number's own bits every count gives the same result (to nearest, beyond one more).
    let count = Int(Swift.min(count, UInt(bitWidth) + 2))
    guard direction == .nearest else {
      update { $0.setShiftedRight($1, count, direction) }
      return
    }
    // The two's complement bits of the number: half a unit, and anything below it.
    let half = storage.bit(count - 1)
    let below = storage.trailingZeroBitCount < count - 1
    update { $0.setShiftedRight($1, count, .down) }
    if half && (below || isOdd) { self += 1 }
  }
}
