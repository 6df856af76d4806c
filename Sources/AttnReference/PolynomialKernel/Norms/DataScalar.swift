internal import CMachine

/// A format that the judge takes norms of: Float or Double.
///
/// Only what the compiler turns into one instruction where it knows the type, and nowhere else, is a requirement.
public protocol DataScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// In every lane the larger number; `a` where b is NaN.
  static func maximum(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>

  /// In every lane the smaller number; `a` where b is NaN.
  static func minimum(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>

  /// The lanes of even index of a and then of b, and those of odd index.
  static func split(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> (even: SIMD16<Self>, odd: SIMD16<Self>)

  /// The same numbers in binary64.
  static func widened(_ lanes: SIMD16<Self>) -> SIMD16<Double>

  /// At least the absolute error of a product of two numbers of this format in binary64 that underflows.
  static var underflowOfProduct: Double { get }
}

extension Float: DataScalar {
  @inline(__always)
  public static func maximum(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    a.replacing(with: b, where: b .> a)
  }

  @inline(__always)
  public static func minimum(_ a: SIMD16<Float>, _ b: SIMD16<Float>) -> SIMD16<Float> {
    a.replacing(with: b, where: b .< a)
  }

  @inline(__always)
  public static func split(
    _ a: SIMD16<Float>, _ b: SIMD16<Float>
  ) -> (even: SIMD16<Float>, odd: SIMD16<Float>) { (attn_even_floats(a, b), attn_odd_floats(a, b)) }

  @inline(__always)
  public static func widened(_ lanes: SIMD16<Float>) -> SIMD16<Double> { attn_widened(lanes) }

  /// Such products, their quotients by a count of keys too, are 0 or far above the least normal number.
  public static var underflowOfProduct: Double { 0 }
}

extension Double: DataScalar {
  @inline(__always)
  public static func maximum(_ a: SIMD16<Double>, _ b: SIMD16<Double>) -> SIMD16<Double> {
    a.replacing(with: b, where: b .> a)
  }

  @inline(__always)
  public static func minimum(_ a: SIMD16<Double>, _ b: SIMD16<Double>) -> SIMD16<Double> {
    a.replacing(with: b, where: b .< a)
  }

  @inline(__always)
  public static func split(
    _ a: SIMD16<Double>, _ b: SIMD16<Double>
  ) -> (even: SIMD16<Double>, odd: SIMD16<Double>) { (attn_even_doubles(a, b), attn_odd_doubles(a, b)) }

  @inline(__always)
  public static func widened(_ lanes: SIMD16<Double>) -> SIMD16<Double> { lanes }

  public static var underflowOfProduct: Double { 0x1p-1074 }
}
