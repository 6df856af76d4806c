/// exp in fixed point: the kernel behind every enclosure of exp. Every step rounds down, so that the result
/// is a lower bound and the sum of the shortfalls is the only error. Claims and proofs: Documentation/Theory.md,
/// "Elementary functions".
struct FixedPointExp {
  /// The words of the fraction; the unit is u = 2^(−64·words).
  let words: Int
  /// How often the reduced argument is halved before the series.
  let halvings: Int
  /// The series is cut off where the rest is below 2^(−tail).
  let tail: Int
  /// Whether the leading bits of the reduced argument are looked up.
  let usesTable: Bool

  /// The parameters for enclosures of relative width below 2^(−bits−1) of e^x for |x| < 2^magnitudeExponent.
  init(bits: Int, magnitudeExponent: Int, usesTable: Bool = true) {
    halvings = FixedPointExp.halvings(bits: bits)
    // The error in units is at most 3(2k + 1) + 63·2^halvings + 3·2^(halvings − tail)/u: see `error`.
    let needed = bits + Swift.max(halvings + 10, 8 + Swift.max(magnitudeExponent, 0))
    words = (needed + 63) / 64
    tail = Swift.max(bits + halvings + 5, 64 * words + halvings - 56)
    self.usesTable = usesTable && words <= ExpTable.largestWords
  }

  /// Any parameters, for tests. Precondition: halvings ≥ 2 and tail ≥ 64·words + halvings − 56.
  init(words: Int, halvings: Int, tail: Int, usesTable: Bool) {
    self.words = words
    self.halvings = halvings
    self.tail = tail
    self.usesTable = usesTable && words <= ExpTable.largestWords
  }

  /// About (2·bits)^(1/3): measured to balance squarings against terms of the series from 24 to 16384 bits.
  /// Any number is correct.
  private static func halvings(bits: Int) -> Int {
    var root = 1
    while root * root * root < 2 * bits { root += 1 }
    return root + 1
  }

  /// Lower bounds of log₂(n!), less than 1/10 below: n! = f·2^e with 1 ≤ f < 2, and log₂ f ≥ f − 1. Beyond
  /// the end of the table its last value serves.
  private static let logFactorials: [Double] = {
    var result = [0.0]
    var (fraction, exponent) = (1.0, 0.0)
    for n in 1..<2048 {
      fraction *= Double(n)
      exponent += Double(fraction.exponent)
      fraction = fraction.significand
      result.append(exponent + (fraction - 1))
    }
    return result
  }()

  /// The highest power of the reduced argument that is kept.
  private var largestStep: Int { Swift.min(words + 4, 32) }

  /// The scratch of `evaluate`, in words.
  var scratchWords: Int { 2 * words + 2 + largestStep * words }

  /// e^x from T = ⌊|x|/u⌋, given in `argument` (words + 1 words; destroyed).
  ///
  /// Writes Y (words + 1 words) to `result` and returns k and E such that
  /// Y·u·2^k ≤ e^x ≤ (Y + E)·u·2^k, and Y·u ≥ 1. Precondition: |x| ≤ 2⁴⁰.
  func evaluate(
    _ argument: Limbs.Target, isNegative: Bool, into result: Limbs.Target, scratch: Limbs.Target
  ) -> (exponent: Int, error: UInt) {
    let n = words
    let (k, count) = reduce(argument, isNegative: isNegative, product: scratch)
    let fraction = argument

    var index = 0
    if usesTable {
      index = Int(fraction[n - 1] >> UInt(64 - ExpTable.bits))
      fraction[n - 1] &= UInt.max >> UInt(ExpTable.bits)
    }
    let q = exponential(of: fraction, into: result, scratch: scratch)
    if index > 0 {
      Limbs.multiply(scratch, result, ExpTable.table(words: n).entry(index, words: n), n + 1)
      result.update(from: scratch + n, count: n + 1)
    }
    return (k, error(count, q))
  }

  /// e^r for a fraction r (destroyed) by halving, the series and squaring; returns the number of halvings.
  private func exponential(
    of fraction: Limbs.Target, into result: Limbs.Target, scratch: Limbs.Target
  ) -> Int {
    let n = words
    let width = Limbs.bitWidth(fraction, n)
    guard width > 0 else {
      result.update(repeating: 0, count: n)
      result[n] = 1
      return 0
    }
    // s = r / 2^q with s < 2^(−rate): a small r needs fewer halvings.
    let leadingZeros = 64 * n - width
    let q = Swift.max(halvings - leadingZeros, 0)
    if q > 0 { Limbs.shiftRight(fraction, fraction, n, q) }
    sum(fraction, rate: q + leadingZeros, into: result, scratch: scratch)

    // (1 + y)² = 1 + 2y + y². Every square is below 2.003, so y < 1/2 before, and 1 or 2 is the integer part.
    for _ in 0..<q {
      Limbs.square(scratch, result, n)
      Limbs.double(result, n)
      result[n] = 1 + Limbs.add(result, scratch + n, n)
    }
    return q
  }

  /// In units: 3(2k + 1) for the reduction, 63·2^q for the roundings, 3·2^q·2^(−tail)/u for the rest.
  private func error(_ count: Int, _ q: Int) -> UInt {
    3 * (2 * UInt(count) + 1) + 63 << UInt(q) + 3 << UInt(Swift.max(q + 64 * words - tail, 0))
  }

  /// Replaces T by R (words words) with R·u ≤ r ≤ (R + 2·count + 1)·u, r = x − k·ln2, 0 ≤ r < 0.6945.
  private func reduce(
    _ argument: Limbs.Target, isNegative: Bool, product: Limbs.Target
  ) -> (exponent: Int, count: Int) {
    let n = words
    let estimate = Double(argument[n]) + Double(argument[n - 1]) * 0x1p-64
    var count = Int(estimate * 0x1.71547652b82fep+0)
    if isNegative {
      count += 1
    } else if count == 0 {
      return (0, 0)
    }
    let table = Ln2.table(words: n)
    return withExtendedLifetime(table) {
      let logarithm = table.start + (table.words - n)
      while true {
        product[n] = Limbs.multiply(product, logarithm, n, by: UInt(count))
        let borrow: UInt
        if isNegative {
          borrow =
            Limbs.subtract(product, product, argument, n + 1) + Limbs.subtract(product, n + 1, word: 1)
        } else {
          borrow =
            Limbs.subtract(product, argument, product, n + 1)
            + Limbs.subtract(product, n + 1, word: 2 * UInt(count))
        }
        // The estimate of the quotient is at most one off.
        if borrow == 0 { break }
        count += isNegative ? 1 : -1
      }
      argument.update(from: product, count: n + 1)
      return (isNegative ? -count : count, count)
    }
  }

  /// Writes P (words + 1 words) with P·u ≤ e^s ≤ (P + 16)·u + 2^(−tail) for s = S·u < 2^(−rate), rate ≥ 1.
  ///
  /// Rectangular splitting (Paterson, Stockmeyer 1973): powers up to s^m, and Horner's scheme in s^m; the
  /// divisions by k are collected in one word (Smith 1989; Johansson 2015, "Efficient implementation of
  /// elementary functions in the medium-precision range").
  private func sum(_ s: Limbs.Source, rate: Int, into sum: Limbs.Target, scratch: Limbs.Target) {
    let n = words
    let terms = termCount(rate: rate)
    var step = 1
    while step * step < terms && step < largestStep { step += 1 }

    // scratch: 2n + 1 words for products, then s, s², …, s^step.
    let powers = scratch + (2 * n + 1)
    powers.update(from: s, count: n)
    if step > 1 {
      for i in 2...step {
        let target = powers + (i - 1) * n
        if i % 2 == 0 {
          Limbs.square(scratch, powers + (i / 2 - 1) * n, n)
        } else {
          Limbs.multiply(scratch, powers + (i - 2) * n, powers, n)
        }
        target.update(from: scratch + n, count: n)
      }
    }
    let top = powers + (step - 1) * n

    sum.update(repeating: 0, count: n + 1)
    var index = (terms - 1) % step
    if index == 0 { sum[n] = 1 } else { sum.update(from: powers + (index - 1) * n, count: n) }
    var divisor: UInt = 1
    var k = UInt(terms - 1)
    while k > 0 {
      if index == 0 {
        Limbs.multiply(scratch, sum, n + 1, top, n)
        sum.update(from: scratch + n, count: n + 1)
        index = step
      }
      index -= 1
      let (next, overflow) = divisor.multipliedReportingOverflow(by: k)
      if overflow || next >= 1 << 60 {
        Limbs.divide(sum, n + 1, by: divisor)
        divisor = k
      } else {
        divisor = next
      }
      if index == 0 {
        sum[n] += divisor
      } else {
        sum[n] += Limbs.addProduct(sum, powers + (index - 1) * n, n, divisor)
      }
      k -= 1
    }
    if divisor > 1 { Limbs.divide(sum, n + 1, by: divisor) }
  }

  /// The least n for which Σ_{i ≥ n} s^i/i! ≤ 2·s^n/n! is below 2^(−tail). The margin of 1/100 covers the
  /// rounding of the table.
  private func termCount(rate: Int) -> Int {
    let target = Double(tail) + 1.01
    return FixedPointExp.logFactorials.withUnsafeBufferPointer { table in
      var n = 1
      while Double(n) * Double(rate) + table[Swift.min(n, table.count - 1)] < target { n += 1 }
      return n
    }
  }
}
