import CGMP

/// The GMP integer behind an `Integer`, and every call of an `mpz` function in the package.
///
/// Invariant: initialised from `init` to `deinit`, and changed only while one `Integer` alone refers to it.
/// GMP allows any operand to be the destination too, so no method asks for distinct storages. Exclusivity is
/// not checked at run time (it would quintuple the cost of `+=`): the only accesses are the calls below.
final class IntegerStorage: @unchecked Sendable {
  @exclusivity(unchecked) private var z = __mpz_struct()

  init() { __gmpz_init(&z) }
  init(_ value: Int) { __gmpz_init_set_si(&z, value) }
  init(unsigned value: UInt) { __gmpz_init_set_ui(&z, value) }
  init(copying other: IntegerStorage) { __gmpz_init_set(&z, &other.z) }

  /// The magnitude whose little-endian words are given; leading zero words are allowed.
  init(words: UnsafePointer<UInt>, count: Int) {
    __gmpz_init2(&z, UInt(count) * 64)
    let limbs = __gmpz_limbs_write(&z, count)!
    limbs.update(from: words, count: count)
    __gmpz_limbs_finish(&z, count)
  }

  /// The magnitude ⌊words / 2^shift⌋, in one allocation.
  init(words: UnsafePointer<UInt>, count: Int, shiftedRightBy shift: Int) {
    let skipped = shift / 64
    let rest = UInt32(shift % 64)
    let kept = Swift.max(count - skipped, 0)
    __gmpz_init2(&z, UInt(Swift.max(kept, 1)) * 64)
    guard kept > 0 else { return }
    let limbs = __gmpz_limbs_write(&z, kept)!
    if rest == 0 {
      limbs.update(from: words + skipped, count: kept)
    } else {
      __gmpn_rshift(limbs, words + skipped, kept, rest)
    }
    __gmpz_limbs_finish(&z, kept)
  }

  /// Nil when the text is not an integer in the radix (2…36; GMP skips white space, the caller must not).
  init?(_ text: String, radix: Int) {
    guard text.withCString({ __gmpz_init_set_str(&z, $0, CInt(radix)) }) == 0 else { return nil }
  }

  deinit { __gmpz_clear(&z) }

  // MARK: Reading

  var sign: Int { Int(attn_mpz_sgn(&z)) }
  var isOdd: Bool { attn_mpz_odd_p(&z) != 0 }
  var bitWidth: Int { sign == 0 ? 0 : Int(__gmpz_sizeinbase(&z, 2)) }
  var trailingZeroBitCount: Int { sign == 0 ? 0 : Int(__gmpz_scan1(&z, 0)) }
  var int: Int? { __gmpz_fits_slong_p(&z) != 0 ? __gmpz_get_si(&z) : nil }
  var isPerfectSquare: Bool { __gmpz_perfect_square_p(&z) != 0 }
  func remainder(dividingBy word: UInt) -> UInt { __gmpz_fdiv_ui(&z, word) }
  func bit(_ index: Int) -> Bool { __gmpz_tstbit(&z, UInt(index)) != 0 }

  /// The words of the magnitude, little-endian, without leading zeros.
  func withWords<R>(_ body: (UnsafeBufferPointer<UInt>) -> R) -> R {
    let result = body(UnsafeBufferPointer(start: __gmpz_limbs_read(&z), count: __gmpz_size(&z)))
    withExtendedLifetime(self) {}
    return result
  }

  static func compare(_ a: IntegerStorage, _ b: IntegerStorage) -> Int { Int(__gmpz_cmp(&a.z, &b.z)) }
  static func compareMagnitudes(_ a: IntegerStorage, _ b: IntegerStorage) -> Int {
    Int(__gmpz_cmpabs(&a.z, &b.z))
  }

  func text(radix: Int) -> String {
    let capacity = Int(__gmpz_sizeinbase(&z, CInt(radix))) + 2
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      __gmpz_get_str(buffer.baseAddress!, CInt(radix), &z)
      return String(cString: buffer.baseAddress!)
    }
  }

  // MARK: Writing; `self` may be any of the operands

  func setSum(_ a: IntegerStorage, _ b: IntegerStorage) { __gmpz_add(&z, &a.z, &b.z) }
  func setDifference(_ a: IntegerStorage, _ b: IntegerStorage) { __gmpz_sub(&z, &a.z, &b.z) }
  func setProduct(_ a: IntegerStorage, _ b: IntegerStorage) { __gmpz_mul(&z, &a.z, &b.z) }
  func setProduct(_ a: IntegerStorage, _ b: Int) { __gmpz_mul_si(&z, &a.z, b) }
  func addProduct(_ a: IntegerStorage, _ b: IntegerStorage) { __gmpz_addmul(&z, &a.z, &b.z) }
  func subtractProduct(_ a: IntegerStorage, _ b: IntegerStorage) { __gmpz_submul(&z, &a.z, &b.z) }
  func addProduct(_ a: IntegerStorage, unsigned b: UInt) { __gmpz_addmul_ui(&z, &a.z, b) }
  func subtractProduct(_ a: IntegerStorage, unsigned b: UInt) { __gmpz_submul_ui(&z, &a.z, b) }
  func setNegation(_ a: IntegerStorage) { __gmpz_neg(&z, &a.z) }
  func setMagnitude(_ a: IntegerStorage) { __gmpz_abs(&z, &a.z) }
  func setPower(_ a: IntegerStorage, _ n: UInt) { __gmpz_pow_ui(&z, &a.z, n) }
  func setShiftedLeft(_ a: IntegerStorage, _ count: Int) { __gmpz_mul_2exp(&z, &a.z, UInt(count)) }
  func setGCD(_ a: IntegerStorage, _ b: IntegerStorage) { __gmpz_gcd(&z, &a.z, &b.z) }
  func setSquareRoot(_ a: IntegerStorage) { __gmpz_sqrt(&z, &a.z) }
  func setSquareRoot(_ a: IntegerStorage, remainder: IntegerStorage) {
    __gmpz_sqrtrem(&z, &remainder.z, &a.z)
  }

  /// a / 2^count, rounded as told (never to nearest; see `Integer.shiftedRight`).
  func setShiftedRight(_ a: IntegerStorage, _ count: Int, _ direction: RoundingDirection) {
    switch direction {
    case .down: __gmpz_fdiv_q_2exp(&z, &a.z, UInt(count))
    case .up: __gmpz_cdiv_q_2exp(&z, &a.z, UInt(count))
    case .towardZero: __gmpz_tdiv_q_2exp(&z, &a.z, UInt(count))
    case .nearest: preconditionFailure("IntegerStorage: a shift to nearest is composed by the caller")
    }
  }

  func setFloorQuotient(_ a: IntegerStorage, _ b: IntegerStorage) { __gmpz_fdiv_q(&z, &a.z, &b.z) }
  func setCeilingQuotient(_ a: IntegerStorage, _ b: IntegerStorage) { __gmpz_cdiv_q(&z, &a.z, &b.z) }
  func setExactQuotient(_ a: IntegerStorage, _ b: IntegerStorage) { __gmpz_divexact(&z, &a.z, &b.z) }
  func setQuotient(_ a: IntegerStorage, _ b: IntegerStorage, remainder: IntegerStorage) {
    __gmpz_tdiv_qr(&z, &remainder.z, &a.z, &b.z)
  }
}
