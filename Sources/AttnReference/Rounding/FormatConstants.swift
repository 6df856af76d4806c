public import AttnSpec
public import ExactArith

/// The constants of a binary format that error bounds are made of, as exact numbers.
public struct FormatConstants: Sendable {
  /// The number of significand bits, the hidden one included.
  public let precision: Int
  /// The exponent e of the least normal number 2ᵉ.
  public let leastNormalExponent: Int
  /// The exponent e of the first power of two 2ᵉ that is no longer finite.
  public let overflowExponent: Int

  public init(_ format: NumberFormat) {
    switch format {
    case .float64: (precision, leastNormalExponent, overflowExponent) = (53, -1022, 1024)
    case .float32: (precision, leastNormalExponent, overflowExponent) = (24, -126, 128)
    case .float16: (precision, leastNormalExponent, overflowExponent) = (11, -14, 16)
    case .bfloat16: (precision, leastNormalExponent, overflowExponent) = (8, -126, 128)
    }
  }

  /// u = 2^-precision: half the distance from 1 to the next number.
  public var unitRoundoff: Dyadic { Dyadic(significand: 1, exponent: -precision) }

  public var leastNormal: Dyadic { Dyadic(significand: 1, exponent: leastNormalExponent) }

  /// λ: what an operation's result may be off by below the least normal number. Half the least subnormal
  /// with gradual underflow, the least normal when results are flushed to zero.
  public func underflow(flushing: Bool) -> Dyadic {
    flushing ? leastNormal : Dyadic(significand: 1, exponent: leastNormalExponent - precision)
  }
}
