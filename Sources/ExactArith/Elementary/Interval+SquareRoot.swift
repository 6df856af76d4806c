/// Enclosures of the square root.
///
/// Claim: the result contains √x, and its width is at most 2^(1−bits) of its lower end. A root that is a dyadic
/// number comes out as a point, whatever `bits` is. √x of a negative number throws. Precondition:
/// 2 ≤ bits ≤ 2³⁰. Complexity: one integer square root of twice the bits. The proof is one line:
/// ⌊√n⌋ ≤ √n < ⌊√n⌋ + 1, and √⌊y⌋ has the same floor as √y.
extension Interval {
  /// √x; see the extension.
  public static func squareRoot(of x: Dyadic, bits: Int) throws(ElementaryFunctionError) -> Interval {
    guard x.signum() >= 0 else { throw .squareRootOfNegative }
    return squareRoot(x.significand, 1, exponent: x.exponent, bits: bits)
  }

  /// √x for a rational number; see the extension.
  public static func squareRoot(of x: Rational, bits: Int) throws(ElementaryFunctionError) -> Interval {
    guard x.signum() >= 0 else { throw .squareRootOfNegative }
    let denominatorExponent = x.denominator.trailingZeroBitCount
    if x.denominator.bitWidth == denominatorExponent + 1 {
      // A dyadic number, the only kind of fraction with a dyadic root.
      return squareRoot(x.numerator, 1, exponent: -denominatorExponent, bits: bits)
    }
    return squareRoot(x.numerator, x.denominator, exponent: 0, bits: bits)
  }

  /// The enclosure of √x for all x in self, from the enclosures at the ends.
  public func squareRoot(bits: Int) throws(ElementaryFunctionError) -> Interval {
    let below = try Interval.squareRoot(of: lower, bits: bits)
    if isPoint { return below }
    return Interval(ordered: below.lower, try Interval.squareRoot(of: upper, bits: bits).upper)
  }

  /// √(p/q · 2^exponent).
  private static func squareRoot(_ p: Integer, _ q: Integer, exponent: Int, bits: Int) -> Interval {
    precondition(
      bits >= 2 && bits <= 1 << 30, "Interval.squareRoot: \(bits) bits; between 2 and 2^30 are possible")
    if p.isZero { return Interval(0) }
    // p/q·2^e = y·4^(−shift)·2^(e mod 2) with y of at least 2·bits + 2 bits, so that the root has bits + 1.
    let odd = exponent & 1
    let half = (exponent - odd) / 2
    let missing = 2 * bits + 2 + q.bitWidth - p.bitWidth
    let shift = Swift.max((missing + 1) / 2, 0)
    let (radicand, rest) = (p << (2 * shift + odd)).quotientAndRemainder(dividingBy: q)
    let (root, remainder) = radicand.squareRootAndRemainder()
    let lower = Dyadic(significand: root, exponent: half - shift)
    if rest.isZero && remainder.isZero { return Interval(lower) }
    let upper = Dyadic(significand: root + 1, exponent: half - shift)
    return Interval(ordered: lower, upper).rounded(toBits: bits + 1)
  }
}
