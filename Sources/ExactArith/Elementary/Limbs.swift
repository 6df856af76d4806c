import CGMP

/// Natural numbers as little-endian words in memory that the caller owns: every call of an `mpn` function in
/// the package. Fixed-point numbers of n words with the unit 2^(−64n) are such numbers too.
///
/// Nothing is allocated and nothing is checked: the callers in this folder lay out their own scratch.
enum Limbs {
  typealias Source = UnsafePointer<UInt>
  typealias Target = UnsafeMutablePointer<UInt>

  /// 2n words. The target is none of the operands.
  @inline(__always)
  static func multiply(_ target: Target, _ a: Source, _ b: Source, _ n: Int) {
    __gmpn_mul_n(target, a, b, n)
  }

  /// n + m words, n ≥ m. The target is none of the operands.
  @inline(__always)
  static func multiply(_ target: Target, _ a: Source, _ n: Int, _ b: Source, _ m: Int) {
    _ = __gmpn_mul(target, a, n, b, m)
  }

  /// 2n words. The target is not the operand.
  @inline(__always)
  static func square(_ target: Target, _ a: Source, _ n: Int) { __gmpn_sqr(target, a, n) }

  /// target += a · factor; returns the word carried out.
  @inline(__always)
  static func addProduct(_ target: Target, _ a: Source, _ n: Int, _ factor: UInt) -> UInt {
    __gmpn_addmul_1(target, a, n, factor)
  }

  /// target = a · factor; returns the word carried out.
  @inline(__always)
  static func multiply(_ target: Target, _ a: Source, _ n: Int, by factor: UInt) -> UInt {
    __gmpn_mul_1(target, a, n, factor)
  }

  /// target = ⌊target / divisor⌋.
  @inline(__always)
  static func divide(_ target: Target, _ n: Int, by divisor: UInt) {
    _ = __gmpn_divrem_1(target, 0, target, n, divisor)
  }

  /// target += a; returns the carry.
  @inline(__always)
  static func add(_ target: Target, _ a: Source, _ n: Int) -> UInt { __gmpn_add_n(target, target, a, n) }

  /// target = a + b; returns the carry. The target may be an operand.
  @inline(__always)
  static func add(_ target: Target, _ a: Source, _ b: Source, _ n: Int) -> UInt {
    __gmpn_add_n(target, a, b, n)
  }

  /// target = a − b; returns the borrow. The target may be an operand.
  @inline(__always)
  static func subtract(_ target: Target, _ a: Source, _ b: Source, _ n: Int) -> UInt {
    __gmpn_sub_n(target, a, b, n)
  }

  /// target += word; returns the carry.
  @inline(__always)
  static func add(_ target: Target, _ n: Int, word: UInt) -> UInt {
    var carry = word
    var i = 0
    while carry != 0 && i < n {
      let (sum, overflow) = target[i].addingReportingOverflow(carry)
      target[i] = sum
      carry = overflow ? 1 : 0
      i += 1
    }
    return carry
  }

  /// target −= word; returns the borrow.
  @inline(__always)
  static func subtract(_ target: Target, _ n: Int, word: UInt) -> UInt {
    var borrow = word
    var i = 0
    while borrow != 0 && i < n {
      let (difference, overflow) = target[i].subtractingReportingOverflow(borrow)
      target[i] = difference
      borrow = overflow ? 1 : 0
      i += 1
    }
    return borrow
  }

  /// target *= 2. Precondition: the result fits.
  @inline(__always)
  static func double(_ target: Target, _ n: Int) { _ = __gmpn_lshift(target, target, n, 1) }

  /// target = ⌊a / 2^count⌋ for any count ≥ 0. The target may be the operand.
  static func shiftRight(_ target: Target, _ a: Source, _ n: Int, _ count: Int) {
    let words = Swift.min(count / 64, n)
    let bits = count % 64
    let kept = n - words
    if bits == 0 || kept == 0 {
      target.update(from: a + words, count: kept)
    } else {
      _ = __gmpn_rshift(target, a + words, kept, UInt32(bits))
    }
    (target + kept).update(repeating: 0, count: words)
  }

  /// The number of bits without leading zeros; 0 for 0.
  static func bitWidth(_ a: Source, _ n: Int) -> Int {
    var i = n - 1
    while i >= 0 {
      if a[i] != 0 { return 64 * (i + 1) - a[i].leadingZeroBitCount }
      i -= 1
    }
    return 0
  }

  /// target (n words) = ⌊a · 2^shift⌋, a of m words. Precondition: the result fits.
  static func place(_ target: Target, _ n: Int, _ a: UnsafeBufferPointer<UInt>, shift: Int) {
    target.update(repeating: 0, count: n)
    let words = shift >> 6
    let bits = UInt(shift & 63)
    for i in 0..<a.count {
      // Word i of a reaches words i + words and i + words + 1 of the target.
      let low = i + words
      if low >= 0 && low < n { target[low] |= a[i] &<< bits }
      if bits > 0 && low + 1 >= 0 && low + 1 < n { target[low + 1] |= a[i] &>> (64 - bits) }
    }
  }
}

extension Limbs {
  /// target += 2^place. Precondition: the result fits.
  static func addPowerOfTwo(_ target: Target, _ n: Int, _ place: Int) {
    _ = add(target + place / 64, n - place / 64, word: 1 << UInt(place % 64))
  }
}
