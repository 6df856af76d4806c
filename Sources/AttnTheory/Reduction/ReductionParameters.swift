public import ExactArith

/// The numbers of L4.7 for balanced vectors: n of them on each side, of dimension d, half of their bits 1.
///
/// Everything is a power of θ = e^(β/(4d)): ⟨a, b⟩ = (d − ‖a−b‖²)/2, so that A_ij = e^(β⟨a_i, b_j⟩/(2d)) is
/// θ^(d − ‖a_i−b_j‖²).
public struct ReductionParameters: Sendable, Equatable {
  /// Of L4.7 (E4).
  public enum Version: String, Sendable, Codable {
    /// τ = exp(β), C_a = 2 + C_b²(1 + C₀/C).
    case printed
    /// τ = exp(β/2), C_a = 4 + C_b²/2.
    case corrected
  }

  public let version: Version
  public let points: Int
  public let dimension: Int
  /// t, of the balanced vectors.
  public let distance: Rational
  public let gap: Rational
  public let base: PowerBase

  /// Preconditions: n ≥ 1, d ≥ 2 even, t > 0, ε > 0.
  public init(
    _ version: Version, points: Int, dimension: Int, distance: Rational, gap: Rational, base: PowerBase
  ) {
    precondition(points >= 1 && dimension >= 2 && dimension % 2 == 0, "n ≥ 1 balanced vectors")
    precondition(distance > 0 && gap > 0, "t and ε are positive")
    self.version = version
    self.points = points
    self.dimension = dimension
    self.distance = distance
    self.gap = gap
    self.base = base
  }

  /// e^(βx).
  public func exponential(_ x: Rational) -> PowerSum { .power(betaPower * x) }

  /// τ, what the right blocks of A are said to be.
  public var tau: PowerSum { version == .printed ? .power(betaPower) : .power(betaPower / 2) }

  /// e^β = θ^(4d).
  private var betaPower: Rational { Rational(4 * dimension) }

  /// t̃ = e^(β(1−t/d)/4)/(6nτ).
  public var unit: PowerSum {
    let tauPower = version == .printed ? betaPower : betaPower / 2
    return .power(Rational(dimension) - distance - tauPower, times: Rational(1, 6 * points))
  }

  /// 2t̃: outputs from here on are answered "near".
  public var threshold: PowerSum { PowerSum(2) * unit }

  /// X = e^(βεt/(4d)).
  public var separation: PowerSum { .power(gap * distance) }

  /// ε_a = n^(−C_a), where C_b²·ln n = β and C₀/C = t/d.
  public var error: PowerSum {
    switch version {
    case .printed:
      .power(-(1 + distance / Rational(dimension)) * betaPower, times: Rational(points).power(-2))
    case .corrected: .power(-betaPower / 2, times: Rational(points).power(-4))
    }
  }

  /// θ^(d − k): the entry of A for two vectors at distance k.
  public func weight(distance k: Int) -> PowerSum { .power(Rational(dimension - k)) }

  /// Σ_{j≤n} A_ij, from how many of the b_j lie at each distance from a_i.
  public func nearWeight(counts: [Int: Int]) -> PowerSum {
    counts.reduce(PowerSum(0)) { $0 + PowerSum(Rational($1.value)) * weight(distance: $1.key) }
  }

  /// D_ii of a row above, from its `nearWeight`: the right block is e^(β/2), whatever τ is said to be.
  public func rowSum(nearWeight: PowerSum) -> PowerSum {
    nearWeight + .power(betaPower / 2, times: Rational(points))
  }

  /// The sign of o − c for the exact output o = S/D, given S.
  public func signOfOutput(nearWeight s: PowerSum, minus c: PowerSum) -> Int {
    (s - c * rowSum(nearWeight: s)).sign(base)
  }
}

extension ReductionParameters {
  /// B for thresholds from t on: C_b·√(ln n) = √(40·d·ln n/(t·ε)), rounded up to 10 significant bits, so that B and B²
  /// are exact in every format from float32 on; and at least 1, as V has entries 1. t is c·ln n of case 1.
  ///
  /// Precondition: n ≥ 2.
  public static func bound(points n: Int, dimension d: Int, leastDistance t: Rational, gap: Rational)
    -> Dyadic
  {
    precondition(n >= 2, "one point has β = 0")
    return root(of: (try! Interval.log(of: n, bits: 64)), times: 40 * Rational(d) / (t * gap))
  }

  /// The least B of 10 significant bits, and at least 1, with X ≥ 6n, which is all that the proof uses of B: β ≥ 4d·ln(6n)/(εt).
  public static func leastBound(points n: Int, dimension d: Int, distance t: Rational, gap: Rational)
    -> Dyadic
  {
    root(of: (try! Interval.log(of: 6 * n, bits: 64)), times: 4 * Rational(d) / (t * gap))
  }

  private static func root(of logarithm: Interval, times factor: Rational) -> Dyadic {
    max(
      1, (try! (logarithm * Interval(factor, bits: 64)).squareRoot(bits: 64)).upper.rounded(toBits: 10, .up))
  }

  /// θ for β = B², exactly.
  public static func base(bound: Dyadic, dimension: Int) -> PowerBase {
    .exponential(Rational(bound) * Rational(bound) / Rational(4 * dimension))
  }
}
