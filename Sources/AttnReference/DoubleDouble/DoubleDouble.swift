/// Eight double-doubles: unevaluated sums high + low with |low| ≤ ulp(high)/2.
///
/// Relative errors, from Joldes, Muller, Popescu, "Tight and rigorous error bounds for basic building blocks of
/// double-word arithmetic", ACM TOMS 44 (2017): sum 3u² + 13u³, sum with a binary64 number 2u², product 5u²,
/// product with a binary64 number 2u²: all at most 2^-103, barring underflow and overflow. Products use fused
/// multiply-adds even where they are slow, for there they are exact too.
struct DoubleDouble {
  var high: Lanes
  var low: Lanes

  @inline(__always)
  init(_ high: Lanes, _ low: Lanes) {
    self.high = high
    self.low = low
  }

  @inline(__always)
  init(_ value: Lanes) { self.init(value, Lanes()) }

  @inline(__always)
  init(_ high: Double, _ low: Double) {
    self.init(Lanes(repeating: high), Lanes(repeating: low))
  }

  /// a + b exactly, without a condition on their sizes.
  @inline(__always)
  static func exactSum(_ a: Lanes, _ b: Lanes) -> DoubleDouble {
    let s = a + b
    let bb = s - a
    return DoubleDouble(s, (a - (s - bb)) + (b - bb))
  }

  /// a + b exactly, given |a| ≥ |b|.
  @inline(__always)
  static func exactSum(ordered a: Lanes, _ b: Lanes) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(s, b - (s - a))
  }

  /// a·b exactly, barring underflow.
  @inline(__always)
  static func exactProduct(_ a: Lanes, _ b: Lanes) -> DoubleDouble {
    let p = a * b
    return DoubleDouble(p, (-p).addingProduct(a, b))
  }

  @inline(__always)
  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = exactSum(a.high, b.high)
    let t = exactSum(a.low, b.low)
    let v = exactSum(ordered: s.high, s.low + t.high)
    return exactSum(ordered: v.high, t.low + v.low)
  }

  @inline(__always)
  static func + (a: DoubleDouble, b: Lanes) -> DoubleDouble {
    let s = exactSum(a.high, b)
    return exactSum(ordered: s.high, a.low + s.low)
  }

  @inline(__always)
  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = exactProduct(a.high, b.high)
    let cross = (a.low * b.high).addingProduct(a.high, b.low)
    return exactSum(ordered: p.high, p.low + cross)
  }

  /// Times a power of two, exactly barring underflow.
  @inline(__always)
  func scaled(_ power: Lanes) -> DoubleDouble { DoubleDouble(high * power, low * power) }
}
