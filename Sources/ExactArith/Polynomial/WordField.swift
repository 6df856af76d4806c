/// Arithmetic modulo a prime below 2⁶², and polynomials over that field: coefficients below the prime, the constant
/// one first, the last one not 0.
struct WordField {
  let prime: UInt

  func multiply(_ a: UInt, _ b: UInt) -> UInt {
    let product = a.multipliedFullWidth(by: b)
    return prime.dividingFullWidth((product.high, product.low)).remainder
  }

  func subtract(_ a: UInt, _ b: UInt) -> UInt { a >= b ? a - b : a + prime - b }

  func power(_ base: UInt, _ exponent: UInt) -> UInt {
    var (result, square, rest): (UInt, UInt, UInt) = (1, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = multiply(result, square) }
      square = multiply(square, square)
      rest >>= 1
    }
    return result
  }

  /// 1/a, by Fermat's theorem. Precondition: a ≠ 0.
  func reciprocal(_ a: UInt) -> UInt { power(a, prime - 2) }

  func reduce(_ coefficients: [Integer]) -> [UInt] { coefficients.map { $0.modulo(prime) } }

  func scaled(_ a: [UInt], by factor: UInt) -> [UInt] { a.map { multiply($0, factor) } }

  /// The monic greatest common divisor, by Euclid's algorithm. Precondition: not both are empty.
  func gcd(_ a: [UInt], _ b: [UInt]) -> [UInt] {
    var (dividend, divisor) = (a, b)
    while let leading = divisor.last {
      divisor = scaled(divisor, by: reciprocal(leading))
      reduce(&dividend, modulo: divisor)
      swap(&dividend, &divisor)
    }
    return scaled(dividend, by: reciprocal(dividend.last!))
  }

  /// Replaces the polynomial by its remainder. Precondition: the divisor is monic.
  private func reduce(_ dividend: inout [UInt], modulo divisor: [UInt]) {
    while let leading = dividend.popLast() {
      let offset = dividend.count + 1 - divisor.count
      guard offset >= 0 else {
        dividend.append(leading)
        break
      }
      for k in 0..<(divisor.count - 1) {
        dividend[offset + k] = subtract(dividend[offset + k], multiply(leading, divisor[k]))
      }
    }
    while dividend.last == 0 { dividend.removeLast() }
  }
}

extension WordField {
  /// The field of the largest prime below `bound`. Precondition: 2⁶¹ < bound ≤ 2⁶²; there are more than 10¹⁶ primes
  /// in that range.
  init(largestPrimeBelow bound: UInt) {
    var candidate = (bound - 2) | 1
    while !WordField(prime: candidate).isField { candidate -= 2 }
    self.init(prime: candidate)
  }

  /// Whether the odd modulus is prime: the test of Miller and Rabin with the first twelve primes, which no composite
  /// number below 3.18·10²³ passes (Sorenson and Webster, Mathematics of Computation 86, 2017).
  private var isField: Bool {
    let twos = (prime - 1).trailingZeroBitCount
    let odd = (prime - 1) >> UInt(twos)
    let bases: [UInt] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
    return bases.allSatisfy { base in
      var x = power(base, odd)
      if x == 1 || x == prime - 1 { return true }
      for _ in 1..<twos {
        x = multiply(x, x)
        if x == prime - 1 { return true }
      }
      return false
    }
  }
}
