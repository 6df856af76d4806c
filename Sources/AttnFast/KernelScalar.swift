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

  /// eˣ in every lane.
  static func exponential(_ x: Lanes) -> Lanes

  /// The natural logarithm, within one unit in the last place; -∞ at 0.
  static func logarithm(_ x: Self) -> Self
}

extension Float: KernelScalar {
  public typealias Lanes = SIMD16<Float>
  public static var format: NumberFormat { .float32 }
  public static var exponentialUlps: Int { 1 }

  /// σ is computed in Double with at most two roundings and rounded once more. Rounding to nearest moves a
  /// number by at most u/(1+u) = u - u² + …, and 2·2⁻⁵³ is below u² = 2⁻⁴⁸: together they stay within one u.
  public static var scaleRoundings: Int { 1 }

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
  public static func exponential(_ x: SIMD8<Double>) -> SIMD8<Double> { vectorExponential(x) }

  public static func logarithm(_ x: Double) -> Double { Glibc.log(x) }
}
