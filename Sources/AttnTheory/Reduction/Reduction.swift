public import ExactArith

/// The reduction of L4.7: Gap-ANN answered by attention.
///
/// The points are balanced (R4.4), which doubles dimension and threshold. From n points of d bits on each side come 2n
/// queries and keys of dimension 4d with entries 0 and B, the scale 1/(4d) and one column of V, 1 for the keys that
/// are points and 0 for the others. (The other columns of the printed V are 0, and are left out.) An output of
/// 2t̃ or more is answered "near".
public struct Reduction: Sendable {
  /// As it was asked.
  public let instance: GapInstance
  public let balanced: GapInstance
  public let parameters: ReductionParameters
  /// B, the largest entry of Q and K; β = B².
  public let bound: Dyadic
  /// ln θ = β/(4d), d being the balanced dimension.
  private let logBase: Rational

  /// - Parameter bound: B; nil for that of L4.7 with c·ln n = t.
  public init(
    _ instance: GapInstance, version: ReductionParameters.Version = .corrected, bound: Dyadic? = nil
  ) {
    self.instance = instance
    balanced = instance.balanced
    self.bound =
      bound
      ?? ReductionParameters.bound(
        points: balanced.points, dimension: balanced.dimension, leastDistance: balanced.distance,
        gap: balanced.gap)
    logBase = Rational(self.bound) * Rational(self.bound) / Rational(4 * balanced.dimension)
    parameters = ReductionParameters(
      version, points: balanced.points, dimension: balanced.dimension, distance: balanced.distance,
      gap: balanced.gap, base: .exponential(logBase))
  }

  /// β, exactly.
  public var beta: Rational { Rational(bound) * Rational(bound) }

  public func enclosure(_ sum: PowerSum, bits: Int = 64) -> Interval {
    sum.enclosure(logBase: logBase, bits: bits)
  }
}

/// What the exact output is, by the definition of attention and the powers of θ.
extension Reduction {
  /// Σ_{j≤n} A_ij.
  public func nearWeight(row: Int) -> PowerSum { parameters.nearWeight(counts: balanced.counts(row: row)) }

  /// near or far as the algorithm answers from an output.
  ///
  /// - Returns: nil where the enclosure does not decide.
  public func answer(to output: Interval) -> Proximity? {
    var bits = 64
    while bits <= 1 << 12 {
      switch output.isCertainlyGreaterOrEqual(to: enclosure(parameters.threshold, bits: bits)) {
      case .certified: return .near
      case .refuted: return .far
      case .undecided: bits *= 4
      }
    }
    return nil
  }
}
