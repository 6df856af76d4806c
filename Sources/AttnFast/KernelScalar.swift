public import AttnSpec
import Glibc

/// A format that kernels compute in: Float or Double.
public protocol KernelScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// The vector that one step works on: one query in each lane.
  associatedtype Lanes: SIMD, Sendable where Lanes.Scalar == Self

  static var format: NumberFormat { get }

  /// An upper bound of the relative error of ``exponential(_:)`` on normal results, in units of 2u (the distance
  /// between 1 and the next number).
  static var exponentialUlps: Int { get }

  /// How many roundings σ carries when it has this format; see ``AttnSpec/RoundingModel/scaleRoundings``.
  static var scaleRoundings: Int { get }

  /// In every lane: `a` where x < y, and `b` where x ≥ y or one of them is NaN.
  ///
  /// The one comparison that kernels are written with. It is a requirement because the compiler turns a
  /// comparison of vectors into one instruction only where it knows their type.
  static func select(_ a: Lanes, where x: Lanes, isBelow y: Lanes, else b: Lanes) -> Lanes

  /// eˣ in every lane.
  static func exponential(_ x: Lanes) -> Lanes

  /// The natural logarithm, within one unit in the last place; -∞ at 0.
  static func logarithm(_ x: Self) -> Self
}

extension KernelScalar {
  /// The larger of two scores; a NaN among `scores` is passed over, and shows in its weight.
  @inline(__always)
  static func maximum(_ soFar: Lanes, _ scores: Lanes) -> Lanes {
    select(scores, where: soFar, isBelow: scores, else: soFar)
  }

  /// What to subtract from a row's scores before the exponential: their maximum, or 0 where no key is allowed and
  /// all scores are -∞, so that -∞ - (-∞) = NaN does not arise.
  @inline(__always)
  static func shift(forMaximum maximum: Lanes) -> Lanes {
    select(maximum, where: Lanes(repeating: -.infinity), isBelow: maximum, else: .zero)
  }
}

extension Float: KernelScalar {
  public typealias Lanes = SIMD16<Float>
  public static var format: NumberFormat { .float32 }
  public static var exponentialUlps: Int { 1 }

  /// σ is computed in Double with at most two roundings and rounded once more. Rounding to nearest moves a
  /// number by at most u/(1+u) = u - u² + …, and 2·2⁻⁵³ is below u² = 2⁻⁴⁸: together they stay within one u.
  public static var scaleRoundings: Int { 1 }

  @inline(__always)
  public static func select(
    _ a: SIMD16<Float>, where x: SIMD16<Float>, isBelow y: SIMD16<Float>, else b: SIMD16<Float>
  ) -> SIMD16<Float> { b.replacing(with: a, where: x .< y) }

  @inline(__always)
  public static func exponential(_ x: SIMD16<Float>) -> SIMD16<Float> { vectorExponential(x) }

  public static func logarithm(_ x: Float) -> Float { Glibc.log(x) }
}

extension Double: KernelScalar {
  public typealias Lanes = SIMD8<Double>
  public static var format: NumberFormat { .float64 }
  public static var exponentialUlps: Int { 1 }

  /// A square root and a division for 1/√d; everything else needs one.
  public static var scaleRoundings: Int { 2 }

  @inline(__always)
  public static func select(
    _ a: SIMD8<Double>, where x: SIMD8<Double>, isBelow y: SIMD8<Double>, else b: SIMD8<Double>
  ) -> SIMD8<Double> { b.replacing(with: a, where: x .< y) }

  @inline(__always)
  public static func exponential(_ x: SIMD8<Double>) -> SIMD8<Double> { vectorExponential(x) }

  public static func logarithm(_ x: Double) -> Double { Glibc.log(x) }
}
